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
	"was interrupted three times (a crash, or the machine went down); "
	"press Retry to try once more";

static int
fail_job(struct db *db, const struct job *job)
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

/* No longer ours is as good as done. */
static int
try_again(struct db *db, const struct job *job, bool counts)
{
	int rc = counts && job->tries >= JOB_TRIES_MAX ? fail_job(db, job)
	    : job_release(db, job, counts);

	return rc < 0 ? rc : 0;
}

int
queue_recover(struct queue *q)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct job *v;
	size_t i, n;
	int err = jobs_running(q->db, &a, &v, &n);

	for (i = 0; !err && i < n; i++) {
		log_warn("a job was interrupted", "capture", v[i].capture_id,
		    "path", v[i].path);
		err = try_again(q->db, &v[i], true);
	}
	return err;
}

static struct running *
free_place(struct queue *q)
{
	struct running *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (!r->option)
			return r;
	return NULL;
}

static struct running *
find_running(struct queue *q, const char *option)
{
	struct running *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (r->option && !strcmp(r->option, option))
			return r;
	return NULL;
}

static int
count(const struct queue *q, const char *option)
{
	const struct running *r;
	int n = 0;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		n += r->option && !strcmp(r->option, option);
	return n;
}

/* What cannot be started keeps its place until its job is given back. */
static int
start(struct running *r, const char *program, const char *option,
    const struct job *job)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char *argv[] = { arena_strdup(&a, program), arena_strdup(&a, option),
	    NULL, NULL, NULL };
	int err;

	*r = (struct running){ .option = option, .since_ms = when_boot_ms() };
	if (job) {
		argv[2] = arena_printf(&a, "%lld", (long long)job->id);
		argv[3] = arena_printf(&a, "%lld", (long long)job->claim);
		r->job = job->id;
		r->claim = job->claim;
	}
	err = run_spawn(argv, NULL, SIGTERM, &r->pid);
	if (err)
		r->pid = 0;
	r->counts = !err;
	if (err && !job)
		r->option = NULL;
	return err;
}

/* One of a kind: a second would hang where the first does. */
int
queue_errand(struct queue *q, const char *option)
{
	struct running *r = find_running(q, option);

	if (!r) {
		r = free_place(q);
		return r ? start(r, q->program, option, NULL) : -EAGAIN;
	}
	if (when_boot_ms() - r->since_ms > ERRAND_MAX_MS && r->pid) {
		log_error("an errand hangs and is ended", "errand", option);
		kill(-r->pid, SIGKILL);
		r->since_ms = when_boot_ms();
	}
	return -EALREADY;
}

/* Until nothing of the kind waits, or there are as many as may be. */
static int
fill(struct queue *q, const char *kind, const char *option, int most)
{
	struct running *r;
	struct job job;
	int rc = 0;

	while (rc >= 0 && count(q, option) < most && (r = free_place(q))) {
		AUTO(arena_reset) struct arena a = { 0 };

		rc = job_claim(q->db, &a, kind, &job);
		if (rc <= 0)
			break;
		rc = start(r, q->program, option, &job);
	}
	return rc;
}

int
queue_fill(struct queue *q)
{
	int err = fill(q, "probe", "--probe", PROBES_MAX);

	return err ? err : fill(q, "clip", "--clip", q->conf->clip_jobs);
}

/* Deleted, or (its claim is gone) another's. */
int
queue_cancel(struct queue *q)
{
	struct running *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++) {
		AUTO(arena_reset) struct arena a = { 0 };
		struct job job;

		if (r->pid && r->job && job_claimed(q->db, &a, r->job,
		    r->claim, &job) == -ENOENT)
			kill(r->pid, SIGTERM);
	}
	return 0;
}

/* It ended without having said how: a crash, or a kill. */
static int
take_back(struct queue *q, const struct running *r)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct job job;
	int err = r->job ? job_claimed(q->db, &a, r->job, r->claim, &job)
	    : -ENOENT;

	if (err)
		return err == -ENOENT ? 0 : err;
	log_error(r->counts ? "a job's process ended badly"
	    : "a job's process could not be started", "capture",
	    job.capture_id, "path", job.path, "signal",
	    arena_printf(&a, "%d", WIFSIGNALED(r->status)
	    ? WTERMSIG(r->status) : 0));
	return try_again(q->db, &job, r->counts);
}

/* A place is free once its job is done with: else the next turn tries again. */
int
queue_reap(struct queue *q)
{
	struct running *r;
	int status, err = 0, one;
	pid_t pid;

	while ((pid = run_reap(-1, &status)) > 0)
		for (r = q->running; r < q->running + RUNNING_MAX; r++)
			if (r->pid == pid) {
				r->pid = 0;
				r->status = status;
			}
	for (r = q->running; r < q->running + RUNNING_MAX; r++) {
		if (!r->option || r->pid)
			continue;
		one = take_back(q, r);
		if (!one)
			r->option = NULL;
		err = err ? err : one;
	}
	return err;
}

void
queue_stop(struct queue *q)
{
	int64_t end = when_boot_ms() + STOP_MS;
	struct running *r;
	bool any = true;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (r->pid)
			kill(r->pid, SIGTERM);
	while (any && when_boot_ms() < end) {
		poll(NULL, 0, 10);
		queue_reap(q);
		any = false;
		for (r = q->running; r < q->running + RUNNING_MAX; r++)
			any = any || r->pid;
	}
}
