/* Makes one clip, in a process of its own. */
#ifndef CLIP_JOB_H
#define CLIP_JOB_H

#include <signal.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * Claimed before, by the daemon: once the claim no longer holds, nothing is
 * changed any more.  Returns 0 when the row says how it ended; -ECANCELED when
 * *stop became true and the job waits again, unless its row was deleted; else
 * -errno: not decided.
 */
int	clip_job_run(struct arena *, struct db *, const struct conf *,
	    int64_t job_id, int64_t claim, volatile sig_atomic_t *stop);

#endif
