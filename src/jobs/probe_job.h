/* Probes one file before its first capture; runs in a process of its own. */
#ifndef PROBE_JOB_H
#define PROBE_JOB_H

#include <signal.h>
#include <stdint.h>

struct arena;
struct conf;
struct db;

/*
 * Deletes the job afterwards, whether the file could be read or not.  If *stop
 * became true, the job is queued again.
 */
int	probe_job_run(struct arena *, struct db *, const struct conf *,
	    int64_t job_id, int64_t claim, const volatile sig_atomic_t *stop);

#endif
