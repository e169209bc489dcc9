/*
 * Runs the queued jobs, each as a process of our own program, so that a crash
 * affects one job only.
 */
#ifndef JOB_RUNNER_H
#define JOB_RUNNER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct conf;
struct db;

#define PROBES_MAX	4	/* a sleeping disk must not block others */
#define RUNNING_MAX	80	/* CLIP_JOBS, PROBES_MAX and the sweep */

/* A running process, or one that has ended and whose job is not settled. */
struct job_process {
	const char	*option;	/* NULL: free */
	pid_t		 pid;		/* 0: ended, or never started */
	int64_t		 since_ms;	/* boot */
	int64_t		 job, claim;	/* 0: an errand */
	bool		 counts_as_try;	/* of its job's JOB_TRIES_MAX */
	int		 status;	/* wait status, once it has ended */
};

struct job_runner {
	struct db	*db;
	const struct conf *conf;
	const char	*program;	/* our own */
	struct job_process running[RUNNING_MAX];
};

/* At start: queues again what ran when we died, or fails it if too often. */
int	job_runner_recover(struct job_runner *);
/* Starts queued jobs while there are free slots. */
int	job_runner_fill(struct job_runner *);
/* Ends jobs that were deleted meanwhile. */
int	job_runner_cancel(struct job_runner *);
/* Reaps processes that have ended and settles their jobs. */
int	job_runner_reap(struct job_runner *);
/*
 * Starts "--sweep" or "--report".  -EALREADY while one is running; after
 * ERRAND_MAX_MS it is taken to hang and killed.
 */
#define ERRAND_MAX_MS	600000
int	job_runner_start_errand(struct job_runner *, const char *option);
/* Tells all processes to stop and waits up to a second. */
void	job_runner_stop(struct job_runner *);

#endif
