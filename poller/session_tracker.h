/*
 * The sessions of one source that play, from poll to poll: what was written
 * of them, where they are, and what is still to be written.
 */
#ifndef SESSION_TRACKER_H
#define SESSION_TRACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "playhead.h"
#include "base/arena.h"
#include "servers/session_report.h"

struct db;

struct tracked_session {
	struct arena	 arena;		/* of session */
	struct session	 session;	/* its position is the playhead's */
	struct playhead	 playhead;
	bool		 is_resumed;	/* from the database; no playhead yet */
	bool		 is_recalled;	/* its files are from there still */
	bool		 is_seen;		/* at this poll */
	bool		 needs_write;		/* the row is out of date */
	/* its files have not been asked for */
	bool		 needs_probe;
	int64_t		 gone_ms;	/* wall clock; 0: it plays */
	int64_t		 checked_ms;	/* boot time; its files */
	struct arena	 check_arena;
	const char	*check_error;
};

struct session_tracker {
	const char	*label;		/* "Plex", for sentences */
	double		 first_s;	/* how old a value can be at first */
	bool		 counts_on;	/* its server adds seconds by itself */
	int		 every_ms;	/* planned between two polls */
	struct server_clock clock;
	struct tracked_session	**v;
	size_t		 n, room;
};

/* When the question was asked and the answer was there. */
struct poll_time {
	int64_t		 before_ms;	/* boot: the question before; 0: none */
	int64_t		 asked_ms;	/* boot: this question */
	int64_t		 at_ms;		/* boot: this answer */
	int64_t		 wall_ms;	/* ours */
};

/* Takes over what is in the database: another process wrote it. */
int	session_tracker_load(struct session_tracker *, struct db *,
	    const char *source);

/* What an answer says: new, changed and gone sessions. */
void	session_tracker_update(struct session_tracker *, struct reports *,
	    const struct poll_time *);

/* The server is silent for too long: all are gone since then. */
void	session_tracker_end_all(struct session_tracker *, int64_t boot_ms,
	    int64_t wall_ms);

/*
 * The same item in the same session, as the poller before this one knew it;
 * NULL when there is none, or its files have been told since.
 */
const struct session	*session_tracker_recall(const struct session_tracker *,
			    const struct session *);

/* Is there anything to write? */
bool	session_tracker_has_changes(const struct session_tracker *);
/* Within a transaction.  *probes: so many jobs were asked for. */
int	session_tracker_write(const struct session_tracker *, struct db *,
	    size_t *probes);
/* It is committed: forget what was to be written. */
void	session_tracker_mark_written(struct session_tracker *);

/* Those that play; the array in the arena. */
const struct session *const
	*session_tracker_sessions(const struct session_tracker *,
	    struct arena *, size_t *n);

#endif
