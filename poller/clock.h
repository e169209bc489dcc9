/*
 * Where playback is, estimated from what a media server says about it from
 * poll to poll.  Pure: every time comes in from outside.
 *
 * A value that changed since the last poll was reported by the client between
 * the two, so the truth lies between it and it plus that time.  The running
 * estimate stays while it is in there: it never jumps back while it plays,
 * and nothing needs to be written.  Plex repeats what its client last said;
 * Jellyfin counts on by itself: for both this is right.
 */
#ifndef CLOCK_H
#define CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "session.h"

#define CLOCK_SILENT_MS	45000	/* nothing new for so long: it is gone, */
				/* or for three polls when those are rare */

struct clock_poll {
	double		 value_s;	/* what it says; negative: nothing */
	enum play_state	 state;
	double		 first_s;	/* how old a value can be at first */
	int		 every_ms;	/* planned between two polls */
	int64_t		 at_ms;		/* boot time of the answer ... */
	int64_t		 before_ms;	/* ... of the last question; 0: none */
	int64_t		 checkin_ms;	/* last real report, wall clock, or 0 */
	int64_t		 server_ms;	/* the server's wall clock, or 0 */
};

struct clock {
	struct position	 position;	/* reported_s is always the newest */
	enum play_state	 state;
	bool		 ghost;		/* its client is gone */
	int64_t		 changed_ms;	/* boot time of the last change */
	int64_t		 checkin_ms;
};

/* At first sight. */
void	clock_start(struct clock *, const struct clock_poll *);
/* Goes on from what another process wrote. */
void	clock_resume(struct clock *, const struct session *,
	    const struct clock_poll *);
/* The next poll.  True: the position in the database no longer does. */
bool	clock_next(struct clock *, const struct clock_poll *);

#endif
