/*
 * Two clocks.  Positions and heartbeats use the boot clock: every process of
 * a machine shares it and nobody can set it.  People read the wall clock.
 */
#ifndef TIMESTAMP_H
#define TIMESTAMP_H

#include <stdint.h>

struct arena;

int64_t	 timestamp_boot_ms(void);	/* ms since boot, suspend included */
int64_t	 timestamp_wall_ms(void);	/* ms since the epoch */

/* "2026-02-18T12:00:00+00:00", UTC. */
char	*timestamp_format(struct arena *, int64_t wall_ms);

/* Reads ISO 8601 with Z or an offset and up to 9 decimals; 0 or -EINVAL. */
int	 timestamp_parse(const char *iso, int64_t *wall_ms);

#endif
