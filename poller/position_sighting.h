/*
 * From what a media server answers to what its client reported, and when.
 *
 * Jellyfin stamps a report (the check-in) and then adds a second each second
 * by a timer of its own; Plex repeats the last report; Emby stamps nothing
 * but activity.  Pure: all times come from outside.
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
	double		 value_s;	/* what it says; negative: nothing */
	enum play_state	 state;
	double		 rate;		/* what it says, or 0 */
	int64_t		 checkin_ms;	/* server's clock: last report, or 0 */
	int64_t		 activity_ms;	/* server's clock: last sign, or 0 */
	int64_t		 event_early_ms; /* boot: announced between ... */
	int64_t		 event_ms;	/* ... and then, or 0 */
	bool		 counts_on;	/* its server may add seconds itself */
	double		 first_s;	/* how old a value can be at first */
	int		 every_ms;	/* planned between two polls */
	int64_t		 at_ms;		/* boot: the answer ... */
	int64_t		 asked_ms;	/* ... its question, and ... */
	int64_t		 before_ms;	/* ... the question before; 0: none */
	bool		 is_clock_known;
	struct clock_bounds clock;	/* the server's */
};

/* What was seen so far of a session's reports. */
struct sightings {
	bool		 has_any;
	struct sighting	 last;
	double		 base_s;	/* what the last check-in reported */
	double		 before_s;	/* ... and the one before */
	int64_t		 before_checkin_ms;
	bool		 is_pending;	/* its value is not known yet */
	struct estimate_report report;	/* the last */
};

enum sighting_news { SIGHTING_OLD, SIGHTING_REPORT, SIGHTING_REVISED };

/* REVISED: the last report was not as it looked; *out takes its place. */
enum sighting_news	sighting_read(struct sightings *,
			    const struct sighting *, struct estimate_report *);
/* How long ago its client was last heard, as far as the server says. */
int64_t			sighting_age_ms(const struct sighting *);

#endif
