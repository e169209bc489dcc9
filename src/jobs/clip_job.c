#include "config.h"

#include <errno.h>
#include <math.h>
#include <poll.h>
#include <string.h>

#include "clip_job.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "make/hwaccel_find.h"
#include "make/make.h"
#include "media/film_moved.h"
#include "media/probe.h"
#include "model/capture.h"
#include "model/change.h"
#include "model/job.h"
#include "plan/hwaccel.h"
#include "plan/recipe.h"
#include "storage/capture_dir.h"
#include "storage/workdir.h"

#define LOCKED_MS	60000	/* wait for another's lock on the database */
#define ENDING_MS	10000	/* wait for a killed process to end */

struct clip_job {
	struct arena	*a;
	struct db	*db;
	const struct conf *conf;
	struct job	 job;
	struct capture	 capture;
	struct recipe	 recipe;
	struct workdir	 dir;
	struct make_result made;
	const struct work *work;	/* set while the clip is made */
	const char	*poster;	/* path in the work folder */
	pid_t		 poster_pid;	/* of its FFmpeg; 0: none */
	volatile sig_atomic_t *stop;	/* set by a signal, or by us */
	const char	*why;		/* why it failed */
};

static void
clip_job_handle_plan(void *arg, const struct clip_plan *plan)
{
	struct clip_job *j = arg;

	if (plan->note)
		capture_set_note(j->db, j->capture.id, j->job.claim,
		    plan->note);
	if (plan->copies_video && !j->poster_pid)
		poster_start(j->a, j->work, plan, j->poster, &j->poster_pid);
}

/* Stops the work once the row is gone or the claim no longer ours. */
static void
clip_job_handle_progress(void *arg, double fraction)
{
	struct clip_job *j = arg;

	if (capture_set_progress(j->db, j->capture.id, j->job.claim,
	    fraction) > 0)
		*j->stop = 1;
}

/* A killed process that had the folder before us may still be ending. */
static int
clip_job_open_workdir(struct clip_job *j)
{
	int64_t end = timestamp_boot_ms() + ENDING_MS;
	int err;

	while ((err = workdir_open(j->a, j->conf, j->capture.id, &j->dir)) ==
	    -EAGAIN && !*j->stop && timestamp_boot_ms() < end)
		poll(NULL, 0, 50);
	return err;
}

static int
clip_job_load(struct clip_job *j)
{
	int err;

	if (!j->capture.request ||
	    recipe_read(j->a, j->capture.request, &j->recipe)) {
		j->why = "its settings were not stored; make the clip again";
		return -EBADMSG;
	}
	err = capture_dir_check(j->a, j->db, j->conf, &j->why);
	return err ? err : clip_job_open_workdir(j);
}

/* Returns whether there is a poster; a clip without one is complete too. */
static bool
clip_job_finish_poster(struct clip_job *j, bool has_clip)
{
	const char *why;

	if (poster_wait(j->poster_pid, j->poster))
		return has_clip;
	return has_clip && j->made.width &&
	    !poster_make(j->a, j->work, &j->made, j->work->out, j->poster,
	    &why);
}

/* The film may have been renamed while the clip waited. */
static int
clip_job_probe(struct clip_job *j, struct probe *probe)
{
	struct probe_limits patient = { .ffprobe = j->conf->ffprobe_path,
	    .ffmpeg = j->conf->ffmpeg_path,
	    .timeout_ms = PROBE_PATIENT_MS, .stop = j->stop };
	const char *now;
	int err = probe_get(j->db, j->a, &patient, j->recipe.path, probe,
	    &j->why);

	if (err != -ENOENT)
		return err;
	now = film_moved_find(j->db, j->a, &j->capture, j->recipe.path,
	    j->recipe.part_start_s);
	if (!now)
		return err;
	recipe_move(j->a, &j->recipe, now);
	return probe_get(j->db, j->a, &patient, now, probe, &j->why);
}

/* If this fails, the thumbnail is made when it is first requested. */
static void
clip_job_add_thumbnail(struct clip_job *j, const char *clip)
{
	const char *why;
	struct work work = {
		.conf = j->conf,
		.path = j->capture.poster_name ? j->poster
		    : arena_printf(j->a, "%s/%s", j->dir.path, clip),
		.dir = j->dir.path,
		.out = arena_printf(j->a, "%s/" THUMBNAIL_NAME, j->dir.path),
		.stop = j->stop,
	};

	if (!thumbnail_make(j->a, &work, &why))
		capture_dir_put_thumbnail(j->a, j->conf, work.out, j->capture.id);
}

/* Moves the files to the capture folder, the clip last. */
static int
clip_job_publish(struct clip_job *j, const char *clip)
{
	int err = 0;

	if (j->made.width)
		clip_job_add_thumbnail(j, clip);
	if (j->capture.poster_name)
		err = workdir_publish(j->a, j->conf, &j->dir, POSTER_NAME,
		    j->capture.poster_name);
	return err ? err : workdir_publish(j->a, j->conf, &j->dir, clip,
	    j->capture.file_name);
}

static int
clip_job_make(struct clip_job *j)
{
	const char *none, *extension = clip_format_name(j->recipe.clip.format);
	struct probe probe;
	int err = clip_job_probe(j, &probe);
	struct work work = {
		.conf = j->conf,
		.probe = &probe,
		.path = j->recipe.path,
		.dir = j->dir.path,
		.out = arena_printf(j->a, "%s/out.%s", j->dir.path, extension),
		.hw = hwaccel_find(j->a, j->conf, &none),
		.stop = j->stop,
		.planned = clip_job_handle_plan,
		.progress = clip_job_handle_progress,
		.arg = j,
	};

	/* cppcheck-suppress autoVariables ; reset before we return */
	j->work = &work;
	j->poster = arena_printf(j->a, "%s/" POSTER_NAME, j->dir.path);
	if (!err)
		err = clip_make(j->a, &work, &j->recipe.clip, &j->made,
		    &j->why);
	if (clip_job_finish_poster(j, !err))
		j->capture.poster_name = arena_printf(j->a, "%s.jpg",
		    j->capture.id);
	j->work = NULL;
	return err ? err
	    : clip_job_publish(j, arena_printf(j->a, "out.%s", extension));
}

/* The capture was deleted meanwhile: delete what we published. */
static void
clip_job_discard(struct clip_job *j)
{
	capture_dir_delete(j->conf, j->capture.file_name);
	if (j->capture.poster_name)
		capture_dir_delete(j->conf, j->capture.poster_name);
	capture_dir_delete_thumbnail(j->conf, j->capture.id);
}

/*
 * The job is no longer ours, or its row no longer pending.  Deletes the files
 * only if the row is gone; otherwise they belong to another process.
 */
static int
clip_job_yield_late(struct clip_job *j)
{
	struct capture now;
	int err = capture_by_id(j->db, j->a, j->capture.id, &now);

	log_info("clip deleted or taken over meanwhile", "id", j->capture.id,
	    "row", err ? NULL : now.status);
	if (err == -ENOENT)
		clip_job_discard(j);
	return err == -ENOENT ? 0 : err;
}

/* Row and job in one transaction; without our claim, neither changes. */
static int
clip_job_settle(struct clip_job *j, const char *error)
{
	int rc = db_begin(j->db), row = CHANGE_DONE;

	if (!rc)
		rc = job_delete(j->db, &j->job);
	if (!rc)
		row = error ? capture_fail(j->db, j->capture.id, error)
		    : capture_finish(j->db, &j->capture);
	if (!rc)
		rc = row < 0 ? row : db_commit(j->db);
	db_rollback(j->db);
	if (rc < 0)
		return rc;
	return rc || row ? clip_job_yield_late(j) : 0;
}

/* The files are already in place, so a complete row always has them. */
static int
clip_job_finish(struct clip_job *j)
{
	struct capture *c = &j->capture;
	int err;

	c->size_bytes = j->made.size_bytes;
	c->width = j->made.width;
	c->height = j->made.height;
	c->duration_s = j->made.duration_s;
	c->keyframe_s = j->made.keyframe_s + j->recipe.part_start_s;
	c->note = j->made.note;
	err = clip_job_settle(j, NULL);
	if (!err)
		log_info("clip done", "id", c->id);
	return err;
}

static int
clip_job_fail(struct clip_job *j, int err)
{
	const char *why = j->why && *j->why ? j->why : strerror(-err);

	log_warn("clip failed", "id", j->capture.id, "error", why);
	return clip_job_settle(j, why);
}

/* The files are in place: a locked database must not waste the work. */
static int
clip_job_retry_finish(struct clip_job *j)
{
	int64_t end = timestamp_boot_ms() + LOCKED_MS;
	int err;

	while ((err = clip_job_finish(j)) == -EBUSY && !*j->stop &&
	    timestamp_boot_ms() < end)
		;
	return err;
}

static int
clip_job_execute(struct clip_job *j)
{
	int err = clip_job_load(j);

	if (!err)
		err = clip_job_make(j);
	if (!err)
		err = clip_job_retry_finish(j);
	if (!err)
		return 0;
	if (err != -ECANCELED && err != -EAGAIN && !*j->stop)
		return clip_job_fail(j, err);
	job_release(j->db, &j->job, false);
	return -ECANCELED;
}

/* -ENOENT: the capture was deleted, or the claim is no longer ours. */
static int
clip_job_find(struct clip_job *j, int64_t id, int64_t claim)
{
	int err = job_by_claim(j->db, j->a, id, claim, &j->job);

	return err ? err : capture_by_id(j->db, j->a, j->job.capture_id,
	    &j->capture);
}

int
clip_job_run(struct arena *a, struct db *db, const struct conf *conf,
    int64_t job_id, int64_t claim, volatile sig_atomic_t *stop)
{
	struct clip_job j = { .a = a, .db = db, .conf = conf, .stop = stop,
	    .dir = { .lock = -1 } };
	int err = clip_job_find(&j, job_id, claim);

	if (err)
		return err == -ENOENT ? 0 : err;
	/* If not pending, it is already made or has failed. */
	err = strcmp(j.capture.status, "pending")
	    ? job_delete(db, &j.job) : clip_job_execute(&j);
	if (j.dir.lock >= 0)
		workdir_remove(conf, j.capture.id);
	workdir_close(&j.dir);
	return err < 0 ? err : 0;
}
