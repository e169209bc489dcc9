#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "clip_make.h"
#include "clip_sound.h"
#include "clip_verify.h"
#include "ffmpeg_features.h"
#include "ffmpeg_run.h"
#include "progress.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "media/probe.h"
#include "plan/clip_formats.h"
#include "plan/picture_filters.h"
#include "plan/subtitle_args.h"

#define LEAD_IN_S	0.02	/* shorter than a frame of most films */
#define ROOM_NEAR_BYTES	(INT64_C(512) << 20)
#define ROOM_SLACK_BYTES (4 << 20)	/* beyond MIN_FREE_MB, of all clips */

/* Work that will be thrown away is ended early. */
static int
hear(void *arg, const char *line)
{
	struct making *k = arg;

	if (progress_line(&k->progress, line) == 1 && k->w->progress)
		k->w->progress(k->w->arg, k->progress.fraction);
	return k->most_bytes && k->progress.size_bytes > k->most_bytes;
}

/*
 * Watched the more closely the less is left.  Until the next look no clip may
 * write more than its share of that, so that all together keep to it.
 */
static int
check_room(void *arg, pid_t pid, int *again_ms)
{
	const struct making *k = arg;
	int64_t room = room_bytes(k->w), jobs = k->w->conf->clip_jobs;
	int64_t share = (room + ROOM_SLACK_BYTES) / (jobs > 0 ? jobs : 1);

	if (room <= 0)
		return -ENOSPC;
	run_file_limit(pid, file_size(k->w->out) + share);
	*again_ms = share < ROOM_NEAR_BYTES ? 10 : 100;
	return 0;
}

static int
encode(struct making *k)
{
	const struct work *w = k->w;
	struct run ffmpeg = {
		.argv = clip_argv(k->a, w->conf->ffmpeg_path, w->path,
		    w->probe, k->r, &k->plan, k->subtitles, k->hw, w->out),
		.timeout_ms = k->plan.timeout_ms,
		.stop = w->stop,
		.line = hear,
		.check = check_room,
		.arg = k,
	};
	int64_t room = room_bytes(w);
	int rc;

	unlink(w->out);
	make_limits(w, ffmpeg.timeout_ms, (room > 0 ? room : 0) +
	    ROOM_SLACK_BYTES, &ffmpeg.limits);
	k->progress = (struct progress){ .duration_s = k->plan.duration_s,
	    .fraction = k->progress.fraction };
	rc = make_run(k->a, w, &ffmpeg, k->why);
	k->complained = *ffmpeg.err != '\0';
	return rc == -ECANCELED && !(w->stop && *w->stop) ? -EFBIG : rc;
}

static bool
too_big(const struct making *k)
{
	return k->r->max_bytes && k->made.size_bytes > k->r->max_bytes;
}

int
making_attempt(struct making *k)
{
	int rc = encode(k);

	if (rc)
		return rc;
	rc = look_clip(k->a, k->w, k->r->format, &k->plan, &k->made, k->why);
	return !rc && too_big(k) ? -EFBIG : rc;
}

/* Known only after the plan, but before the work. */
static void
note_add(struct making *k, const char *note)
{
	k->plan.note = note_join(k->a, k->plan.note, note);
	if (k->w->planned)
		k->w->planned(k->w->arg, &k->plan);
}

int
making_attempt_any(struct making *k)
{
	int rc = making_attempt(k);

	if (rc != -EIO || !k->hw || k->plan.copy_video)
		return rc;
	k->hw = NULL;
	note_add(k, arena_printf(k->a, "the hardware encoder failed (%s): "
	    "encoded in software", *k->why));
	return making_attempt(k);
}

int
clip_check(const struct conf *conf, const struct clip_plan *plan,
    const char **why)
{
	if (plan->copy_video || !plan->hevc || ffmpeg_can(conf, FFMPEG_HEVC))
		return 0;
	*why = "codec: the FFmpeg here cannot encode hevc (it lacks libx265); "
	    "h264 can be had";
	return -EINVAL;
}

static int
plan(struct making *k, const char *must_encode)
{
	int rc = clip_plan(k->a, k->w->probe, k->r, must_encode, &k->plan,
	    k->why);

	if (!rc)
		rc = clip_check(k->w->conf, &k->plan, k->why);
	if (!rc && k->w->planned)
		k->w->planned(k->w->arg, &k->plan);
	return rc;
}

/* The next frame is as good as the one on screen; a later one is not. */
static bool
is_late(const struct making *k)
{
	double rate = k->w->probe->video.rate;
	double frame_s = rate >= 10 && rate <= 120 ? 1 / rate : 0.05;

	return k->plan.check_copy &&
	    k->made.keyframe_s > k->plan.start_s + frame_s + 0.002;
}

static const char too_large[] =
    "the copy was larger than max_bytes: re-encoded";
static const char held_over[] = "the picture at the start has been there for "
    "a while, which a copy would leave out: re-encoded";

/* A copy that turned out useless, and why; NULL: it is what was asked. */
static const char *
copy_problem(const struct making *k, int rc, enum look_start start)
{
	if (rc == -EFBIG)
		return too_large;
	if (!rc && start == LOOK_HELD)
		return held_over;
	if (!rc && start == LOOK_NOT_IDR)
		return "the copy would start within an open group of "
		    "pictures, which browsers cannot decode: re-encoded";
	if (!rc && is_late(k))
		return "the copy's picture would start late: re-encoded";
	if (rc == -EIO && k->plan.check_copy)
		return "the streams could not be copied: re-encoded";
	return NULL;
}

/* Of the clip's whole length; a picture is needed to draw them on. */
static int
cut_subtitles(struct making *k)
{
	const struct clip_request *r = k->r;
	struct subtitles *s = arena_alloc(k->a, sizeof(*s));
	int rc;

	if (track_is_none(&r->subtitle) || r->format == CLIP_MP3 ||
	    k->subtitles)
		return 0;
	rc = subtitles_cut(k->a, k->w, &r->subtitle, k->plan.start_s,
	    k->plan.start_s + k->plan.duration_s, s, k->why);
	if (rc)
		return rc;
	k->subtitles = s;
	if (s->note)
		note_add(k, s->note);
	return 0;
}

/*
 * A packet before a hole lasts until its end in an MP4, and what an edit list
 * hides of it, players take from the packets behind.
 */
static int
attempt_copy(struct making *k)
{
	int rc = making_attempt(k);

	if (rc || !k->plan.copy_audio || !k->made.sound_in_hole)
		return rc;
	k->plan.copy_audio = false;
	k->plan.note = note_join(k->a, k->plan.note, "the sound has a hole at "
	    "the start, which a copy would misplace: re-encoded");
	return making_attempt(k);
}

/* problem: why it has to be encoded after all, or NULL. */
static int
copy(struct making *k, const char **problem)
{
	int rc = attempt_copy(k);
	enum look_start start = rc || !k->plan.check_copy ? LOOK_GOOD
	    : look_start(k->a, k->w->out);

	*problem = copy_problem(k, rc, start);
	return rc;
}

/*
 * Sources end early, or are damaged: what there is is given, and said.  So is
 * what an edit list hides.
 */
static void
note_result(struct making *k)
{
	double missing = k->plan.duration_s - k->made.duration_s;
	double earlier = k->plan.start_s - k->made.keyframe_s;
	const char *note = k->plan.note;

	if (missing > 1)
		note = note_join(k->a, note, arena_printf(k->a,
		    "the source gave only %.1f s of it", k->made.duration_s));
	if (k->plan.copy_video && earlier > LEAD_IN_S)
		note = note_join(k->a, note, arena_printf(k->a, "players that "
		    "ignore edit lists, such as Firefox, begin %.2f s earlier, "
		    "with the keyframe", earlier));
	k->made.note = note;
}

/* Once, with the sound that the request has. */
static int
make(struct making *k)
{
	const char *problem = "";
	int rc = plan(k, NULL);

	if (!rc && k->plan.copy_video)
		rc = copy(k, &problem);
	if (problem && *problem)
		rc = plan(k, problem);
	if (problem == held_over)
		clip_plan_held(&k->plan);
	if (!rc && problem)
		rc = cut_subtitles(k);
	if (!rc && problem)
		rc = making_fit(k, problem == too_large);
	return rc;
}

/*
 * Perhaps: there is no clip, or one without sound, or FFmpeg complained: it may
 * have decoded next to nothing.
 */
static bool
lacks_sound(const struct making *k, int rc)
{
	return k->plan.audio >= 0 && (rc ? rc == -EIO : !k->made.has_sound ||
	    (k->complained && !k->plan.copy_audio));
}

int
clip_make(struct arena *a, const struct work *w, const struct clip_request *r,
    struct made *out, const char **why)
{
	struct clip_request own = *r;
	struct probe p;
	struct work then;
	struct making k = { .a = a, .w = &then, .r = &own, .hw = w->hw,
	    .why = why };
	int rc;

	work_at(a, w, r->start_s, &then, &p);
	rc = make(&k);
	if (lacks_sound(&k, rc) && sound_replace(a, w, &k.plan, &own)) {
		k.height = 0;
		rc = make(&k);
	}
	if (rc)
		return rc;
	note_result(&k);
	k.made.colour = k.plan.colour;
	*out = k.made;
	return 0;
}
