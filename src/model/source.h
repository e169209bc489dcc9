/*
 * The media servers' states as the poller, the only writer, last saw them.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;
struct jw;

struct source {
	const char	*name;		/* "plex" or "jellyfin" */
	bool		 is_enabled;
	bool		 is_ok;		/* the last request succeeded */
	int64_t		 last_ok_ms;	/* wall clock; 0: never */
	int64_t		 failing_ms;	/* wall clock since when; 0: it is ok */
	const char	*error;		/* for the user, or NULL */
};

int	source_save(struct db *, const struct source *);
int	source_by_name(struct db *, struct arena *, const char *name,
	    struct source *);		/* -ENOENT: never written */
/* Writes its members; "ok" is null if it is not enabled. */
void	source_write(struct jw *, const struct source *);

#endif
