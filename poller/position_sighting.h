/*
 * Works out from a media server's answers what its client reported, and when.
 *
 * Jellyfin stamps a report (the check-in), and then its own timer adds a second
 * each second; Plex repeats the last report; Emby stamps only activity.  Pure:
 * all times come from outside.
 */
#ifndef POSITION_SIGHTING_H
#define POSITION_SIGHTING_H

#include <stdbool.h>
#include <stdint.h>

#include "position_estimate.h"
#include "server_clock.h"
#include "model/session.h"

/* One answer about one session. */
struct sighting {
	double		 value_s;	/* position; negative: none given */
	enum play_state	 state;
	double		 rate;		/* 0: none given */
	int64_t		 checkin_ms;	/* server's clock: last report, or 0 */
	int64_t		 activity_ms;	/* server's clock: activity, or 0 */
	int64_t		 event_early_ms; /* boot: its event came after ... */
	int64_t		 event_ms;	/* ... and before; 0: no event */
	bool		 counts_on;	/* its server may add seconds itself */
	double		 first_s;	/* how old a value can be at first */
	int		 every_ms;	/* planned interval of the polls */
	int64_t		 at_ms;		/* boot: the answer came */
	int64_t		 asked_ms;	/* boot: it was requested */
	int64_t		 before_ms;	/* boot: the request before; 0: none */
	bool		 is_clock_known;
	struct clock_bounds clock;	/* the server's */
};

/* What is known so far of a session's reports. */
struct sightings {
	bool		 has_any;
	struct sighting	 last;
	double		 base_s;	/* what the last check-in reported */
	double		 before_s;	/* what the one before reported */
	int64_t		 before_checkin_ms;
	bool		 is_pending;	/* its value is not known yet */
	struct estimate_report report;	/* the last */
};

enum sighting_news { SIGHTING_OLD, SIGHTING_REPORT, SIGHTING_REVISED };

/* REVISED: the last report was misread; *out replaces it. */
enum sighting_news	sighting_read(struct sightings *,
			    const struct sighting *, struct estimate_report *);
/* Time since the client's last report, as far as the server tells. */
int64_t			sighting_age_ms(const struct sighting *);

#endif
