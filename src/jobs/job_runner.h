/*
 * Which job runs when, as processes of our own program: a crash in one costs
 * that one.
 */
#ifndef JOB_RUNNER_H
#define JOB_RUNNER_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct conf;
struct db;

#define PROBES_MAX	4	/* one disk that sleeps holds up no other */
#define RUNNING_MAX	80	/* CLIP_JOBS, PROBES_MAX and the sweep */

/* A process of ours, or what is to be done about one that has ended. */
struct job_process {
	const char	*option;	/* NULL: free */
	pid_t		 pid;		/* 0: it has ended, or never began */
	int64_t		 since_ms;	/* boot */
	int64_t		 job, claim;	/* 0: an errand */
	bool		 counts_as_try;	/* as a try of its job */
	int		 status;	/* once it has ended */
};

struct job_runner {
	struct db	*db;
	const struct conf *conf;
	const char	*program;	/* our own */
	struct job_process	 running[RUNNING_MAX];
};

/* What ran when we died waits again, or has failed too often. */
int	job_runner_recover(struct job_runner *);
/* Starts what waits, as far as there is room. */
int	job_runner_fill(struct job_runner *);
/* Ends what was deleted meanwhile. */
int	job_runner_cancel(struct job_runner *);
/* Takes notice of who ended. */
int	job_runner_reap(struct job_runner *);
/*
 * Starts "--sweep" or "--report".  -EALREADY while one runs, which is ended
 * when it has run for ERRAND_MAX_MS: it hangs.
 */
#define ERRAND_MAX_MS	600000
int	job_runner_start_errand(struct job_runner *, const char *option);
/* Tells all to stop, and waits a moment. */
void	job_runner_stop(struct job_runner *);

#endif
