/* Probes one file ahead of its first capture, in a process of its own. */
#ifndef PROBE_JOB_H
#define PROBE_JOB_H

#include <signal.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * The job is done with afterwards, whether the file could be read or not.
 * -ECANCELED: *stop became true, and it waits again.
 */
int	probe_job_run(struct arena *, struct db *, const struct conf *,
	    int64_t job_id, int64_t claim,
	    const volatile sig_atomic_t *stop);

#endif
