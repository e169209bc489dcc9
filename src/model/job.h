/*
 * The durable queue: a row is work to be done, whoever dies meanwhile.  The
 * job daemon claims rows; a datagram to RUN_DIR/jobs.sock wakes it at once.
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
	int64_t		 claim;		/* of who works on it */
	int		 tries;
};

/* Already asked for is fine. */
int	job_add_clip(struct db *, const char *capture_id);
/*
 * The same for a client, within a transaction that has begun.  -EXFULL: as
 * many clips wait as may (MAX_QUEUE); -EDQUOT: three quarters of these are
 * this client's.
 */
int	job_queue_clip(struct db *, const struct conf *,
	    const char *capture_id, const char *client);
int	job_add_probe(struct db *, const char *path);
/* 1: it is not done with yet; 0; or an error. */
int	job_has_probe(struct db *, const char *path);

/*
 * Takes the oldest waiting one: 1 and the job, or 0.  Its claim, a number
 * that nobody had before, goes to the process that does the work.
 */
int	job_claim(struct db *, struct arena *, const char *kind,
	    struct job *);
/* -ENOENT: done with, or no longer ours by that claim. */
int	job_by_claim(struct db *, struct arena *, int64_t id, int64_t claim,
	    struct job *);

/* These answer with an enum change: done only where the claim still holds. */
/* Back into the queue; a polite stop does not count as a try. */
int	job_release(struct db *, const struct job *, bool counts);
int	job_delete(struct db *, const struct job *);

int	jobs_running(struct db *, struct arena *, struct job **, size_t *n);
int	jobs_count(struct db *, bool running, const char *kind, int64_t *n);

/* Tells the daemon to look; when it is not there it looks at its start. */
void	job_wake(const struct conf *);
/* The daemon's end: a descriptor to poll and read, or -errno. */
int	job_wake_socket(const struct conf *);

#endif
