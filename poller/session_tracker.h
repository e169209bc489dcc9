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

struct live {
	struct arena	 arena;		/* of session */
	struct session	 session;	/* its position is the playhead's */
	struct playhead	 playhead;
	bool		 resumed;	/* from the database; no playhead yet */
	bool		 recalled;	/* its files are from there still */
	bool		 seen;		/* at this poll */
	bool		 write;		/* the row is out of date */
	bool		 probe;		/* its files have not been asked for */
	int64_t		 gone_ms;	/* wall clock; 0: it plays */
	int64_t		 checked_ms;	/* boot time; its files */
	struct arena	 check_arena;
	const char	*check_error;
};

struct lives {
	const char	*label;		/* "Plex", for sentences */
	double		 first_s;	/* how old a value can be at first */
	bool		 counts;	/* its server adds seconds by itself */
	int		 every_ms;	/* planned between two polls */
	struct server_clock clock;
	struct live	**v;
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
int	lives_load(struct lives *, struct db *, const char *source);

/* What an answer says: new, changed and gone sessions. */
void	lives_update(struct lives *, struct reports *,
	    const struct poll_time *);

/* The server is silent for too long: all are gone since then. */
void	lives_drop(struct lives *, int64_t boot_ms, int64_t wall_ms);

/*
 * The same item in the same session, as the poller before this one knew it;
 * NULL when there is none, or its files have been told since.
 */
const struct session	*lives_recall(const struct lives *,
			    const struct session *);

/* Is there anything to write? */
bool	lives_pending(const struct lives *);
/* Within a transaction.  *probes: so many jobs were asked for. */
int	lives_write(const struct lives *, struct db *, size_t *probes);
/* It is committed: forget what was to be written. */
void	lives_written(struct lives *);

/* Those that play; the array in the arena. */
const struct session *const	*lives_sessions(const struct lives *,
				    struct arena *, size_t *n);

#endif
