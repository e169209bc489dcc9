/*
 * Probes a film's file while a request waits.  A sleeping disk can take longer
 * than a request may wait; then a job goes on with the probe, and the next
 * request finds its result.
 */
#ifndef TARGET_PROBE_H
#define TARGET_PROBE_H

struct probe;
struct request;

/* As probe_get(); -ETIMEDOUT: *why says that a job goes on. */
int	target_probe(struct request *, const char *path, struct probe *,
	    const char **why);

#endif
