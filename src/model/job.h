/*
 * The durable queue: each row is work to be done and survives a crash of any
 * process.  The job daemon claims rows; a datagram to RUN_DIR/jobs.sock wakes
 * it at once.
 */
#ifndef JOB_H
#define JOB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

#define JOB_TRIES_MAX	3

struct job {
	int64_t		 id;
	const char	*kind;		/* "clip" or "probe" */
	const char	*capture_id;	/* of a clip */
	const char	*path;		/* of a probe */
	int64_t		 claim;		/* of the process that works on it */
	int		 tries;
};

/* 0 also if the job exists already. */
int	job_add_clip(struct db *, const char *capture_id);
/*
 * The same for a client, within an open transaction.  -EXFULL: MAX_QUEUE
 * clips are waiting; -EDQUOT: this client has three quarters of MAX_QUEUE.
 */
int	job_queue_clip(struct db *, const struct conf *,
	    const char *capture_id, const char *client);
int	job_add_probe(struct db *, const char *path);
/* 1 if it is waiting or running, 0 if not, or an error. */
int	job_has_probe(struct db *, const char *path);

/*
 * Claims the oldest waiting job: 1 and the job, or 0.  Its claim, a random
 * number, is passed to the process that does the work.
 */
int	job_claim(struct db *, struct arena *, const char *kind,
	    struct job *);
/* -ENOENT: it is finished, or this claim no longer holds. */
int	job_by_claim(struct db *, struct arena *, int64_t id, int64_t claim,
	    struct job *);

/* These return an enum change: CHANGE_DONE only if the claim still holds. */
/* Puts it back into the queue; an orderly stop does not count as a try. */
int	job_release(struct db *, const struct job *, bool is_try);
int	job_delete(struct db *, const struct job *);

int	jobs_running(struct db *, struct arena *, struct job **, size_t *n);
int	jobs_count(struct db *, bool is_running, const char *kind, int64_t *n);

/* Tells the daemon to check the queue, which it also does when it starts. */
void	job_wake(const struct conf *);
/* The daemon's end of it: a descriptor to poll and read, or -errno. */
int	job_wake_socket(const struct conf *);

#endif
