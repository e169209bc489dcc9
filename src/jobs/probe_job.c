#include "config.h"

#include "arena.h"
#include "conf.h"
#include "db.h"
#include "job.h"
#include "log.h"
#include "probe.h"
#include "probe_job.h"

int
probe_job(struct arena *a, struct db *db, const struct conf *conf,
    int64_t job_id)
{
	const char *why = "";
	struct probe probe;
	struct job job;
	int err = job_by_id(db, a, job_id, &job);

	if (err)
		return err;
	if (probe_get(db, a, conf->ffprobe_path, job.path, &probe, &why))
		log_warn("file cannot be probed", "path", job.path, "error",
		    why);
	return job_delete(db, job_id);
}
