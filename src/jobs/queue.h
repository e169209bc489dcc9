/*
 * Which job runs when, as processes of our own program: a crash in one costs
 * that one.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct conf;
struct db;

#define RUNNING_MAX	80	/* CLIP_JOBS, and the probe, and the sweep */

struct running {
	pid_t		 pid;		/* 0: free */
	int64_t		 job;		/* 0: a sweep */
	bool		 is_clip;
	char		 capture_id[64];
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
/* Starts "--sweep" or "--report". */
int	queue_errand(struct queue *, const char *option);
/* Tells all to stop, and waits a moment. */
void	queue_stop(struct queue *);

#endif
