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
struct running {
	const char	*option;	/* NULL: free */
	pid_t		 pid;		/* 0: it has ended, or never began */
	int64_t		 since_ms;	/* boot */
	int64_t		 job, claim;	/* 0: an errand */
	bool		 counts;	/* as a try of its job */
	int		 status;	/* once it has ended */
};

struct queue {
	struct db	*db;
	const struct conf *conf;
	const char	*program;	/* our own */
	struct running	 running[RUNNING_MAX];
};

/* What ran when we died waits again, or has failed too often. */
int	queue_recover(struct queue *);
/* Starts what waits, as far as there is room. */
int	queue_fill(struct queue *);
/* Ends what was deleted meanwhile. */
int	queue_cancel(struct queue *);
/* Takes notice of who ended. */
int	queue_reap(struct queue *);
/*
 * Starts "--sweep" or "--report".  -EALREADY while one runs, which is ended
 * when it has run for ERRAND_MAX_MS: it hangs.
 */
#define ERRAND_MAX_MS	600000
int	queue_errand(struct queue *, const char *option);
/* Tells all to stop, and waits a moment. */
void	queue_stop(struct queue *);

#endif
