/*
 * The position of a session from poll to poll: what the database should have,
 * and whether it has to be written.  Pure: all times come from outside.
 */
#ifndef PLAYHEAD_H
#define PLAYHEAD_H

#include <stdbool.h>
#include <stdint.h>

#include "position_estimate.h"
#include "position_sighting.h"
#include "model/session.h"

/* A client that reports nothing for so long (or three polls) is gone. */
#define PLAYHEAD_SILENT_MS	45000

struct playhead {
	struct position	 position;	/* reported_s is always the newest */
	enum play_state	 state;
	bool		 is_ghost;	/* its client is gone */
	int64_t		 heard_ms;	/* boot: the client's last sign */
	struct sightings seen;
	struct estimate	 estimate;
	struct estimate	 before;	/* without the last report */
};

/* The first poll that shows the session. */
void	playhead_start(struct playhead *, const struct sighting *);
/* The first poll after another process wrote the row; as playhead_next(). */
bool	playhead_resume(struct playhead *, const struct session *,
	    const struct sighting *);
/* The next poll.  True: the position in the database must be updated. */
bool	playhead_next(struct playhead *, const struct sighting *);

#endif
