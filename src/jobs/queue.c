#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include "arena.h"
#include "auto.h"
#include "capture.h"
#include "conf.h"
#include "db.h"
#include "job.h"
#include "log.h"
#include "queue.h"
#include "run.h"
#include "when.h"

#define STOP_MS		1000

static const char too_often[] =
	"was interrupted three times (a crash, or the machine went down); "
	"press Retry to try once more";

static int
fail_job(struct db *db, const struct job *job)
{
	int rc = db_begin(db);

	if (!rc && job->capture_id)
		rc = capture_fail(db, job->capture_id, too_often);
	if (rc >= 0)
		rc = job_delete(db, job->id);
	if (!rc)
		rc = db_commit(db);
	db_rollback(db);
	return rc;
}

static int
try_again(struct db *db, const struct job *job)
{
	if (job->tries >= JOB_TRIES_MAX)
		return fail_job(db, job);
	return job_release(db, job->id, true);
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
		err = try_again(q->db, &v[i]);
	}
	return err;
}

static struct running *
free_place(struct queue *q)
{
	struct running *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		if (!r->pid)
			return r;
	return NULL;
}

static int
count(const struct queue *q, bool clips)
{
	const struct running *r;
	int n = 0;

	for (r = q->running; r < q->running + RUNNING_MAX; r++)
		n += r->pid && r->job && r->is_clip == clips;
	return n;
}

static int
start(struct queue *q, const char *option, const struct job *job)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct running *r = free_place(q);
	char *argv[] = { arena_strdup(&a, q->program),
	    arena_strdup(&a, option), job ? arena_printf(&a, "%lld",
	    (long long)job->id) : NULL, NULL };
	int err;

	if (!r)
		return -EAGAIN;
	*r = (struct running){ .job = job ? job->id : 0,
	    .is_clip = job && job->capture_id };
	if (r->is_clip)
		snprintf(r->capture_id, sizeof(r->capture_id), "%s",
		    job->capture_id);
	err = run_spawn(argv, NULL, SIGTERM, &r->pid);
	if (err)
		r->pid = 0;
	return err;
}

int
queue_errand(struct queue *q, const char *option)
{
	return start(q, option, NULL);
}

/* Until nothing of the kind waits, or there are as many as may be. */
static int
fill(struct queue *q, const char *kind, const char *option, int most)
{
	struct job job;
	int rc = 0;

	while (count(q, !strcmp(kind, "clip")) < most) {
		AUTO(arena_reset) struct arena a = { 0 };

		rc = job_claim(q->db, &a, kind, &job);
		if (rc <= 0)
			break;
		rc = start(q, option, &job);
		if (rc) {
			job_release(q->db, job.id, false);
			break;
		}
	}
	return rc;
}

int
queue_fill(struct queue *q)
{
	int err = fill(q, "probe", "--probe", 1);

	return err ? err : fill(q, "clip", "--clip", q->conf->clip_jobs);
}

int
queue_cancel(struct queue *q)
{
	struct running *r;

	for (r = q->running; r < q->running + RUNNING_MAX; r++) {
		AUTO(arena_reset) struct arena a = { 0 };
		struct job job;

		if (r->pid && r->is_clip && job_by_id(q->db, &a, r->job,
		    &job) == -ENOENT)
			kill(r->pid, SIGTERM);
	}
	return 0;
}

/* It ended without having said how: a crash, or a kill. */
static int
take_back(struct queue *q, const struct running *r, int status)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct job job;
	int err = job_by_id(q->db, &a, r->job, &job);

	if (err || !job.running)
		return err == -ENOENT ? 0 : err;
	log_error("a job's process ended badly", "capture",
	    job.capture_id, "path", job.path, "signal",
	    arena_printf(&a, "%d", WIFSIGNALED(status) ? WTERMSIG(status)
	    : 0));
	return try_again(q->db, &job);
}

int
queue_reap(struct queue *q)
{
	struct running *r;
	int status, err = 0;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (r = q->running; r < q->running + RUNNING_MAX; r++) {
			if (r->pid != pid)
				continue;
			kill(-pid, SIGKILL);
			if (r->job)
				err = take_back(q, r, status);
			r->pid = 0;
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
