/*
 * What a film's file holds, while a request waits.  A disk that sleeps can
 * take longer to answer than anybody waits: then a job goes on with it, and
 * the next request has it.
 */
#ifndef TARGET_PROBE_H
#define TARGET_PROBE_H

struct probe;
struct request;

/* As probe_get(); -ETIMEDOUT: *why says that it goes on. */
int	target_probe(struct request *, const char *path, struct probe *,
	    const char **why);

#endif
