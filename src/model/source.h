/*
 * The media servers and how they answer, and the daemons' heartbeats.
 * Each row has one writer; a write that changes nothing but the time is small.
 */
#ifndef SOURCE_H
#define SOURCE_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct db;
struct json_object;

struct source {
	const char	*name;		/* "plex" or "jellyfin" */
	bool		 is_enabled;
	bool		 is_ok;		/* its last answer was good */
	int64_t		 last_ok_ms;	/* wall clock; 0: never */
	int64_t		 failing_ms;	/* wall clock since when; 0: it is ok */
	const char	*error;		/* what to do about it, or NULL */
};

int	source_save(struct db *, const struct source *);
int	source_by_name(struct db *, struct arena *, const char *name,
	    struct source *);		/* -ENOENT: never written */
/* "ok" is null of one that is not enabled. */
struct json_object	*source_json(struct arena *, const struct source *);

/* "poller" and "jobs" say that they live, by the boot clock. */
int	heartbeat_save(struct db *, const char *daemon, int64_t boot_ms,
	    int64_t wall_ms);
/* Age in ms (a beat from before a reboot counts as very old), or -ENOENT. */
int	heartbeat_age(struct db *, const char *daemon, int64_t boot_ms,
	    int64_t *age_ms, int64_t *wall_ms);

#endif
