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
#include "base/regular_file.h"
#include "media/probe.h"
#include "plan/clip_formats.h"
#include "plan/note.h"
#include "plan/picture_filters.h"
#include "plan/subtitle_args.h"

#define LEAD_IN_S	0.02	/* shorter than a frame of most films */
#define ROOM_NEAR_BYTES	(INT64_C(512) << 20)
#define ROOM_SLACK_BYTES (4 << 20)	/* beyond MIN_FREE_MB, together */

/* Ends FFmpeg early if the clip has become too large. */
static int
clip_make_parse_line(void *arg, const char *line)
{
	struct clip_make *k = arg;

	if (progress_parse_line(&k->progress, line) == 1 && k->w->progress)
		k->w->progress(k->w->arg, k->progress.fraction);
	return k->most_bytes && k->progress.size_bytes > k->most_bytes;
}

/*
 * Checks the free space, more often the less there is.  Until the next check no
 * clip may write more than its share, so that all together leave MIN_FREE_MB
 * free.
 */
static int
clip_make_check_room(void *arg, pid_t pid, int *again_ms)
{
	const struct clip_make *k = arg;
	int64_t room = work_free_bytes(k->w), jobs = k->w->conf->clip_jobs;
	int64_t share = (room + ROOM_SLACK_BYTES) / (jobs > 0 ? jobs : 1);

	if (room <= 0)
		return -ENOSPC;
	process_file_limit(pid, regular_file_size(k->w->out) + share);
	*again_ms = share < ROOM_NEAR_BYTES ? 10 : 100;
	return 0;
}

static int
clip_make_encode(struct clip_make *k)
{
	const struct work *w = k->w;
	struct process ffmpeg = {
		.argv = clip_args_build(k->a, w->conf->ffmpeg_path, w->path,
		    w->probe, k->r, &k->plan, k->subtitles, k->hw, w->out),
		.timeout_ms = k->plan.timeout_ms,
		.stop = w->stop,
		.line = clip_make_parse_line,
		.check = clip_make_check_room,
		.client = w->client,
		.arg = k,
	};
	int64_t room = work_free_bytes(w);
	int rc;

	unlink(w->out);
	ffmpeg_run_limits(w, ffmpeg.timeout_ms, (room > 0 ? room : 0) +
	    ROOM_SLACK_BYTES, &ffmpeg.limits);
	k->progress = (struct progress){ .duration_s = k->plan.duration_s,
	    .fraction = k->progress.fraction };
	rc = ffmpeg_run(k->a, w, &ffmpeg, k->why);
	k->complained = *ffmpeg.err != '\0';
	return rc == -ECANCELED && !(w->stop && *w->stop) ? -EFBIG : rc;
}

static bool
clip_make_is_too_big(const struct clip_make *k)
{
	return k->r->max_bytes && k->made.size_bytes > k->r->max_bytes;
}

int
clip_make_attempt(struct clip_make *k)
{
	int rc = clip_make_encode(k);

	if (rc)
		return rc;
	rc = clip_verify(k->a, k->w, k->r->format, &k->plan, &k->made, k->why);
	return !rc && clip_make_is_too_big(k) ? -EFBIG : rc;
}

/* For what is known only after the plan, but before the work. */
static void
clip_make_add_note(struct clip_make *k, const char *note)
{
	k->plan.note = note_join(k->a, k->plan.note, note);
	if (k->w->planned)
		k->w->planned(k->w->arg, &k->plan);
}

int
clip_make_attempt_any(struct clip_make *k)
{
	int rc = clip_make_attempt(k);

	if (rc != -EIO || !k->hw || k->plan.copies_video)
		return rc;
	k->hw = NULL;
	clip_make_add_note(k, arena_printf(k->a, "the hardware encoder failed "
	    "(%s): encoded in software", *k->why));
	return clip_make_attempt(k);
}

int
clip_make_check_plan(const struct conf *conf, const struct clip_plan *plan,
    const char **why)
{
	if (plan->copies_video || !plan->is_hevc ||
	    ffmpeg_has_feature(conf, FFMPEG_HEVC))
		return 0;
	*why = "codec: this FFmpeg cannot encode hevc (it lacks libx265); "
	    "choose h264";
	return -EINVAL;
}

static int
clip_make_plan(struct clip_make *k, const char *must_encode)
{
	int rc = clip_plan(k->a, k->w->probe, k->r, must_encode, &k->plan,
	    k->why);

	if (!rc)
		rc = clip_make_check_plan(k->w->conf, &k->plan, k->why);
	if (!rc && k->w->planned)
		k->w->planned(k->w->arg, &k->plan);
	return rc;
}

/* Starting with the next frame is acceptable, with a later one it is not. */
static bool
clip_make_is_late(const struct clip_make *k)
{
	double rate = k->w->probe->video.rate;
	double frame_s = rate >= 10 && rate <= 120 ? 1 / rate : 0.05;

	return k->plan.checks_copy &&
	    k->made.keyframe_s > k->plan.start_s + frame_s + 0.002;
}

/* Why a finished copy is not what was asked for. */
enum copy_flaw {
	COPY_GOOD, COPY_TOO_LARGE, COPY_HELD, COPY_NOT_IDR, COPY_LATE,
	COPY_FAILED
};

static const char *const flaws[] = {
	[COPY_TOO_LARGE] = "the copy was larger than max_bytes: re-encoded",
	[COPY_HELD] = "the picture on screen at the start came earlier, and a "
	    "copy would leave it out: re-encoded",
	[COPY_NOT_IDR] = "the copy would start within an open group of "
	    "pictures, which browsers cannot decode: re-encoded",
	[COPY_LATE] = "the copy's picture would start late: re-encoded",
	[COPY_FAILED] = "the streams could not be copied: re-encoded",
};

static enum copy_flaw
clip_make_copy_flaw(const struct clip_make *k, int rc, enum clip_start start)
{
	if (rc == -EFBIG)
		return COPY_TOO_LARGE;
	if (rc)
		return rc == -EIO && k->plan.checks_copy ? COPY_FAILED
		    : COPY_GOOD;
	if (start == CLIP_START_HELD)
		return COPY_HELD;
	if (start == CLIP_START_NOT_IDR)
		return COPY_NOT_IDR;
	return clip_make_is_late(k) ? COPY_LATE : COPY_GOOD;
}

/*
 * Extracts the subtitles of the whole clip, if there is a picture to draw them
 * on.
 */
static int
clip_make_cut_subtitles(struct clip_make *k)
{
	const struct clip_request *r = k->r;
	struct subtitles *s = arena_alloc(k->a, sizeof(*s));
	int rc;

	if (track_is_none(&r->subtitle) || r->format == CLIP_MP3 ||
	    k->subtitles)
		return 0;
	rc = subtitle_make_cut(k->a, k->w, &r->subtitle, k->plan.start_s,
	    k->plan.start_s + k->plan.duration_s, s, k->why);
	if (rc)
		return rc;
	k->subtitles = s;
	if (s->note)
		clip_make_add_note(k, s->note);
	return 0;
}

/*
 * In an MP4, the last packet before a hole in the sound lasts until the hole's
 * end.  If an edit list hides part of that, players shorten later packets
 * instead.
 */
static int
clip_make_attempt_copy(struct clip_make *k)
{
	int rc = clip_make_attempt(k);

	if (rc || !k->plan.copies_audio || !k->made.starts_in_hole)
		return rc;
	k->plan.copies_audio = false;
	k->plan.note = note_join(k->a, k->plan.note, "the sound has a hole at "
	    "the start, which a copy would misplace: re-encoded");
	return clip_make_attempt(k);
}

/* A flaw means that the clip must be encoded after all, whatever rc is. */
static int
clip_make_copy(struct clip_make *k, enum copy_flaw *flaw)
{
	int rc = clip_make_attempt_copy(k);
	enum clip_start start = rc || !k->plan.checks_copy ? CLIP_START_GOOD
	    : clip_verify_start(k->a, k->w->out);

	*flaw = clip_make_copy_flaw(k, rc, start);
	return rc;
}

/*
 * If the source ends early or is damaged, we keep what we got and say so in the
 * note.  The note also says what an edit list hides.
 */
static void
clip_make_add_result_notes(struct clip_make *k)
{
	double missing = k->plan.duration_s - k->made.duration_s;
	double earlier = k->plan.start_s - k->made.keyframe_s;
	const char *note = k->plan.note;

	if (missing > 1)
		note = note_join(k->a, note, arena_printf(k->a,
		    "only %.1f s of this clip could be read from the source",
		    k->made.duration_s));
	if (k->plan.copies_video && earlier > LEAD_IN_S)
		note = note_join(k->a, note, arena_printf(k->a, "players that "
		    "ignore edit lists, such as Firefox, begin %.2f s earlier, "
		    "with the keyframe", earlier));
	k->made.note = note;
}

/* Makes the clip, with the request's sound. */
static int
clip_make_once(struct clip_make *k)
{
	enum copy_flaw flaw = COPY_GOOD;
	int rc = clip_make_plan(k, NULL);

	if (!rc && k->plan.copies_video) {
		rc = clip_make_copy(k, &flaw);
		if (flaw == COPY_GOOD)
			return rc;
		rc = clip_make_plan(k, flaws[flaw]);
	}
	if (flaw == COPY_HELD)
		clip_plan_hold_frames(&k->plan);
	if (!rc)
		rc = clip_make_cut_subtitles(k);
	return rc ? rc : clip_make_size_fit(k, flaw == COPY_TOO_LARGE);
}

/*
 * Whether the sound may be missing: there is no clip, or no sound in it, or
 * FFmpeg complained and may have decoded next to nothing.
 */
static bool
clip_make_lacks_sound(const struct clip_make *k, int rc)
{
	return k->plan.audio >= 0 && (rc ? rc == -EIO : !k->made.has_sound ||
	    (k->complained && !k->plan.copies_audio));
}

int
clip_make(struct arena *a, const struct work *w, const struct clip_request *r,
    struct make_result *out, const char **why)
{
	struct clip_request own = *r;
	struct probe p;
	struct work then;
	struct clip_make k = { .a = a, .w = &then, .r = &own, .hw = w->hw,
	    .why = why };
	int rc;

	work_copy_at(a, w, r->start_s, r->end_s - r->start_s, &then, &p);
	rc = clip_make_once(&k);
	if (clip_make_lacks_sound(&k, rc) &&
	    clip_sound_replace(a, w, &k.plan, &own)) {
		k.height = 0;
		rc = clip_make_once(&k);
	}
	if (rc)
		return rc;
	clip_make_add_result_notes(&k);
	k.made.colour = k.plan.colour;
	*out = k.made;
	return 0;
}
