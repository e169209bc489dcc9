/* A media server's answers as the playhead gets them, and its results. */
#ifndef ANSWERS_H
#define ANSWERS_H

#include <math.h>

#include "poller/playhead.h"

#define BOOT_MS	INT64_C(5000000)	/* arbitrary */

static inline double
published(const struct playhead *c, double t_s)
{
	struct session s = { .state = c->state, .position = c->position };

	return session_position(&s, BOOT_MS + (int64_t)llround(t_s * 1000));
}

/* One answer of Jellyfin; times in seconds of the server's clock. */
static inline struct sighting
jellyfin(double t_s, double value_s, double checkin_s, double activity_s)
{
	return (struct sighting){
		.value_s = value_s,
		.first_s = 1,
		.every_ms = 1000,
		.counts_on = true,
		.at_ms = BOOT_MS + llround(t_s * 1000),
		.asked_ms = BOOT_MS + llround(t_s * 1000),
		.before_ms = t_s > 0 ? BOOT_MS + llround(t_s * 1000) - 1000 : 0,
		.checkin_ms = llround(checkin_s * 1000),
		.activity_ms = llround(activity_s * 1000),
	};
}

/* The server's clock at boot time 0, in seconds. */
static inline struct sighting
timed(struct sighting s, double server_s)
{
	s.is_clock_known = true;
	s.clock.lo_ms = s.clock.hi_ms = server_s * 1000 - (double)BOOT_MS;
	return s;
}

#endif
