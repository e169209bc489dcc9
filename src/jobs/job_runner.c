#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "job_runner.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/log.h"
#include "base/process.h"
#include "base/timestamp.h"
#include "model/capture.h"
#include "model/change.h"
#include "model/job.h"

#define STOP_MS		1000

static const char too_often[] =
	"was interrupted three times, by crashes or restarts; press Retry to "
	"try again";

static int
job_runner_fail_job(struct db *db, const struct job *job)
{
	int rc = db_begin(db), row = CHANGE_DONE;

	if (!rc)
		rc = job_delete(db, job);
	if (!rc && job->capture_id)
		row = capture_fail(db, job->capture_id, too_often);
	if (!rc)
		rc = row < 0 ? row : db_commit(db);
	db_rollback(db);
	return rc;
}

/* A job that is no longer ours counts as done. */
static int
job_runner_retry_job(struct db *db, const struct job *job, bool counts)
{
	int rc = counts && job->tries >= JOB_TRIES_MAX
	    ? job_runner_fail_job(db, job)
	    : job_release(db, job, counts);

	return rc < 0 ? rc : 0;
}

int
job_runner_recover(struct job_runner *q)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct job *v;
	size_t i, n;
	int err = jobs_running(q->db, &a, &v, &n);

	for (i = 0; !err && i < n; i++) {
		log_warn("a job was interrupted", "capture", v[i].capture_id,
		    "path", v[i].path);
		err = job_runner_retry_job(q->db, &v[i], true);
	}
	return err;
}

static struct job_process *
job_runner_free_slot(struct job_runner *q)
{
	struct job_process *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (!r->option)
			return r;
	return NULL;
}

static struct job_process *
job_runner_find_running(struct job_runner *q, const char *option)
{
	struct job_process *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (r->option && !strcmp(r->option, option))
			return r;
	return NULL;
}

static int
job_runner_count(const struct job_runner *q, const char *option)
{
	const struct job_process *r;
	int n = 0;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		n += r->option && !strcmp(r->option, option);
	return n;
}

/* On failure the slot stays taken until its job is released. */
static int
job_runner_start(struct job_process *r, const char *program, const char *option,
    const struct job *job)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char *argv[] = { arena_strdup(&a, program), arena_strdup(&a, option),
	    NULL, NULL, NULL };
	int err;

	*r = (struct job_process){ .option = option,
	    .since_ms = timestamp_boot_ms() };
	if (job) {
		argv[2] = arena_printf(&a, "%lld", (long long)job->id);
		argv[3] = arena_printf(&a, "%lld", (long long)job->claim);
		r->job = job->id;
		r->claim = job->claim;
	}
	err = process_spawn(argv, NULL, SIGTERM, &r->pid);
	if (err)
		r->pid = 0;
	r->counts_as_try = !err;
	if (err && !job)
		r->option = NULL;
	return err;
}

/* One at a time: a second would hang where the first hangs. */
int
job_runner_start_errand(struct job_runner *q, const char *option)
{
	struct job_process *r = job_runner_find_running(q, option);

	if (!r) {
		r = job_runner_free_slot(q);
		return r ? job_runner_start(r, q->program, option, NULL)
		    : -EAGAIN;
	}
	if (timestamp_boot_ms() - r->since_ms > ERRAND_MAX_MS && r->pid) {
		log_error("an errand hangs and is killed", "errand", option);
		kill(-r->pid, SIGKILL);
		r->since_ms = timestamp_boot_ms();
	}
	return -EALREADY;
}

/* Starts jobs of a kind until none is queued or the limit is reached. */
static int
job_runner_fill_kind(struct job_runner *q, const char *kind, const char *option,
    int most)
{
	struct job_process *r;
	struct job job;
	int rc = 0;

	while (rc >= 0 && job_runner_count(q, option) < most &&
	    (r = job_runner_free_slot(q))) {
		AUTO(arena_reset) struct arena a = { 0 };

		rc = job_claim(q->db, &a, kind, &job);
		if (rc <= 0)
			break;
		rc = job_runner_start(r, q->program, option, &job);
	}
	return rc;
}

int
job_runner_fill(struct job_runner *q)
{
	int err = job_runner_fill_kind(q, "probe", "--probe", PROBES_MAX);

	return err ? err
	    : job_runner_fill_kind(q, "clip", "--clip", q->conf->clip_jobs);
}

/* Ends the processes whose job was deleted or claimed by another. */
int
job_runner_cancel(struct job_runner *q)
{
	struct job_process *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++) {
		AUTO(arena_reset) struct arena a = { 0 };
		struct job job;

		if (r->pid && r->job && job_by_claim(q->db, &a, r->job,
		    r->claim, &job) == -ENOENT)
			kill(r->pid, SIGTERM);
	}
	return 0;
}

/* If the process ended without settling its job, retries or fails it. */
static int
job_runner_return_job(struct job_runner *q, const struct job_process *r)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct job job;
	int err = r->job ? job_by_claim(q->db, &a, r->job, r->claim, &job)
	    : -ENOENT;

	if (err)
		return err == -ENOENT ? 0 : err;
	log_error(r->counts_as_try ? "a job's process crashed or was killed"
	    : "a job's process could not be started", "capture",
	    job.capture_id, "path", job.path, "signal",
	    arena_printf(&a, "%d", WIFSIGNALED(r->status)
	    ? WTERMSIG(r->status) : 0));
	return job_runner_retry_job(q->db, &job, r->counts_as_try);
}

/* A slot is free once its job is settled; until then each turn retries. */
int
job_runner_reap(struct job_runner *q)
{
	struct job_process *r;
	int status, err = 0, one;
	pid_t pid;

	while ((pid = process_reap(-1, &status)) > 0)
		for (r = q->running; r < q->running + RUNNING_MAX; r++)
			if (r->pid == pid) {
				r->pid = 0;
				r->status = status;
			}
	for (r = q->running; r < q->running + RUNNING_MAX; r++) {
		if (!r->option || r->pid)
			continue;
		one = job_runner_return_job(q, r);
		if (!one)
			r->option = NULL;
		err = err ? err : one;
	}
	return err;
}

void
job_runner_stop(struct job_runner *q)
{
	int64_t end = timestamp_boot_ms() + STOP_MS;
	struct job_process *r;
	bool any = true;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (r->pid)
			kill(r->pid, SIGTERM);
	while (any && timestamp_boot_ms() < end) {
		poll(NULL, 0, 10);
		job_runner_reap(q);
		any = false;
		for (r = q->running; r < q->running + RUNNING_MAX; r++)
			any = any || r->pid;
	}
}
