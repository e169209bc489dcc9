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
	bool		 running;
	int		 tries;
};

int	job_ask_clip(struct db *, const char *capture_id);
/* Already asked for is fine. */
int	job_ask_probe(struct db *, const char *path);

/* Takes the oldest waiting one: 1 and the job, or 0. */
int	job_claim(struct db *, struct arena *, const char *kind,
	    struct job *);
int	job_by_id(struct db *, struct arena *, int64_t id,
	    struct job *);		/* -ENOENT */
/* Back into the queue; a polite stop does not count as a try. */
int	job_release(struct db *, int64_t id, bool counts);
int	job_delete(struct db *, int64_t id);
int	jobs_running(struct db *, struct arena *, struct job **, size_t *n);
int	jobs_count(struct db *, bool running, const char *kind, int64_t *n);

/* Tells the daemon to look; when it is not there it looks at its start. */
void	job_wake(const struct conf *);
/* The daemon's end: a descriptor to poll and read, or -errno. */
int	job_wake_socket(const struct conf *);

#endif
