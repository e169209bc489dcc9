/* Makes one clip; runs in a process of its own. */
#ifndef CLIP_JOB_H
#define CLIP_JOB_H

#include <signal.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * The daemon has claimed the job; once the claim no longer holds, this changes
 * nothing.  Returns 0 when the row says how it ended; -ECANCELED when *stop
 * became true and the job is queued again, unless its row was deleted; another
 * -errno: not decided.
 */
int	clip_job_run(struct arena *, struct db *, const struct conf *,
	    int64_t job_id, int64_t claim, volatile sig_atomic_t *stop);

#endif
