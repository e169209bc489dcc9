#include "config.h"

#include <errno.h>

#include "probe_job.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/log.h"
#include "media/probe.h"
#include "model/job.h"

int
probe_job_run(struct arena *a, struct db *db, const struct conf *conf,
    int64_t job_id, int64_t claim, const volatile sig_atomic_t *stop)
{
	struct probe_limits patient = { .ffprobe = conf->ffprobe_path,
	    .ffmpeg = conf->ffmpeg_path,
	    .timeout_ms = PROBE_PATIENT_MS, .stop = stop };
	const char *why = "";
	struct probe probe;
	struct job job;
	int err = job_by_claim(db, a, job_id, claim, &job);

	if (err)
		return err == -ENOENT ? 0 : err;
	err = probe_get(db, a, &patient, job.path, &probe, &why);
	if (err && err != -ECANCELED)
		log_warn("file cannot be probed", "path", job.path, "error",
		    why);
	if (err == -ECANCELED)
		err = job_release(db, &job, false);
	else
		err = job_delete(db, &job);
	return err < 0 ? err : 0;
}
