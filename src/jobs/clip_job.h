/* Makes one clip, in a process of its own. */
#ifndef CLIP_JOB_H
#define CLIP_JOB_H

#include <signal.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * Claimed before.  stop is also set here, when its row is deleted.  Returns 0
 * when the row says how it ended; -ECANCELED when it was told to stop and the
 * job waits again; else -errno: not decided.
 */
int	clip_job(struct arena *, struct db *, const struct conf *,
	    int64_t job_id, volatile sig_atomic_t *stop);

#endif
