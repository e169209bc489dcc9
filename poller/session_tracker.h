/*
 * The playing sessions of one source, from poll to poll: their positions, what
 * was written of them and what is still to be written.
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
	bool		 is_recalled;	/* its files still come from there */
	bool		 is_seen;	/* at this poll */
	bool		 needs_write;	/* the row is out of date */
	bool		 needs_probe;	/* no probe of its files is queued */
	int64_t		 gone_ms;	/* wall clock; 0: it plays */
	int64_t		 checked_ms;	/* boot time of media_check() */
	struct arena	 check_arena;
	const char	*check_error;
};

struct session_tracker {
	const char	*label;		/* "Plex", for messages */
	double		 first_s;	/* how old a value can be at first */
	bool		 counts_on;	/* the server adds seconds by itself */
	int		 every_ms;	/* planned between two polls */
	struct server_clock clock;
	struct tracked_session **v;
	size_t		 n, room;
};

/* When a poll was sent and answered. */
struct poll_time {
	int64_t		 before_ms;	/* boot: the request before; 0: none */
	int64_t		 asked_ms;	/* boot: this request */
	int64_t		 at_ms;		/* boot: its answer */
	int64_t		 wall_ms;	/* the same, by our wall clock */
};

/* Takes over the sessions that another process wrote to the database. */
int	session_tracker_load(struct session_tracker *, struct db *,
	    const char *source);

/* Applies an answer: new, changed and ended sessions. */
void	session_tracker_update(struct session_tracker *, struct reports *,
	    const struct poll_time *);

/* The server has not answered for too long: ends all, as of boot_ms. */
void	session_tracker_end_all(struct session_tracker *, int64_t boot_ms,
	    int64_t wall_ms);

/*
 * The same item in the same session, as the previous poller wrote it; NULL if
 * there is none, or the server has named its files since.
 */
const struct session	*session_tracker_recall(const struct session_tracker *,
			    const struct session *);

/* Whether there is anything to write. */
bool	session_tracker_has_changes(const struct session_tracker *);
/* In a transaction.  Adds the number of queued probe jobs to *probes. */
int	session_tracker_write(const struct session_tracker *, struct db *,
	    size_t *probes);
/* After the commit: nothing is left to write. */
void	session_tracker_mark_written(struct session_tracker *);

/* Those that play; the array is in the arena. */
const struct session *const
	*session_tracker_sessions(const struct session_tracker *,
	    struct arena *, size_t *n);

#endif
