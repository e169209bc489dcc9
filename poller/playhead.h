/*
 * Where playback is, from poll to poll: what is to be in the database, and
 * whether what is there still does.  Pure: all times come from outside.
 */
#ifndef PLAYHEAD_H
#define PLAYHEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "position_estimate.h"
#include "position_sighting.h"
#include "model/session.h"

#define PLAYHEAD_SILENT_MS	45000	/* no report for so long: it is */
			/* gone, or for three polls when those are rare */

struct playhead {
	struct position	 position;	/* reported_s is always the newest */
	enum play_state	 state;
	bool		 is_ghost;		/* its client is gone */
	int64_t		 heard_ms;	/* boot time of the last sign of life */
	struct sightings seen;
	struct estimate	 estimate;
	struct estimate	 before;	/* without the last report */
};

/* At first sight. */
void	playhead_start(struct playhead *, const struct sighting *);
/* The first poll after another process wrote.  Returns as the next does. */
bool	playhead_resume(struct playhead *, const struct session *,
	    const struct sighting *);
/* The next poll.  True: the position in the database no longer does. */
bool	playhead_next(struct playhead *, const struct sighting *);

#endif
