#include "config.h"

#include <errno.h>
#include <poll.h>

#include "http.h"
#include "target_probe.h"
#include "base/conf.h"
#include "base/process.h"
#include "base/timestamp.h"
#include "media/probe.h"
#include "model/job.h"

#define AT_ONCE_MS	3000	/* enough for a disk that is awake */
#define WAIT_MS		20000	/* for a job */
#define LOOK_MS		100

static int
target_probe_now(struct request *r, const char *path, struct probe *p,
    const char **why)
{
	struct probe_limits l = { .ffprobe = r->conf->ffprobe_path,
	    .ffmpeg = r->conf->ffmpeg_path,
	    .timeout_ms = AT_ONCE_MS, .client = r->connection };

	return probe_get(r->db, &r->arena, &l, path, p, why);
}

/* Waits for the stored result; -EAGAIN: the job ended without, or too late. */
static int
target_probe_wait_for_job(struct request *r, const char *path, struct probe *p,
    const char **why)
{
	int64_t end = timestamp_boot_ms() + WAIT_MS;
	int rc;

	while ((rc = probe_get_kept(r->db, &r->arena, path, p, why)) ==
	    -EAGAIN && timestamp_boot_ms() < end &&
	    job_has_probe(r->db, path) != 0) {
		if (process_client_is_gone(r->connection))
			return -ECANCELED;
		poll(NULL, 0, LOOK_MS);
	}
	return rc;
}

int
target_probe(struct request *r, const char *path, struct probe *p,
    const char **why)
{
	int rc = target_probe_now(r, path, p, why);

	if (rc != -ETIMEDOUT || job_add_probe(r->db, path) < 0)
		return rc;
	job_wake(r->conf);
	rc = target_probe_wait_for_job(r, path, p, why);
	/* A job that failed stores no reason: probe again to get it. */
	if (rc == -EAGAIN && job_has_probe(r->db, path) == 0)
		rc = target_probe_now(r, path, p, why);
	if (rc != -EAGAIN && rc != -ETIMEDOUT)
		return rc;
	*why = arena_printf(&r->arena, "%s is still being read; its disk may "
	    "be starting up. MediaSnap keeps reading it: try again in half a "
	    "minute", path);
	return -ETIMEDOUT;
}
