/* Heartbeats: when each daemon last showed that it works. */
#ifndef HEARTBEAT_H
#define HEARTBEAT_H

#include <stdint.h>

struct db;

/* daemon: "poller" or "jobs".  Times are of the boot and the wall clock. */
int	heartbeat_save(struct db *, const char *daemon, int64_t boot_ms,
	    int64_t wall_ms);

/*
 * 0 with the last heartbeat's age in ms (INT64_MAX if it is later than
 * boot_ms, so from before a reboot) and its wall time; or -ENOENT.
 */
int	heartbeat_age(struct db *, const char *daemon, int64_t boot_ms,
	    int64_t *age_ms, int64_t *wall_ms);

#endif
