#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "picture_filters.h"
#include "screenshot_args.h"
#include "subtitle_args.h"
#include "thumbnail_args.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

#define PREROLL_S	1.0
#define PREROLL_LONG_S	15.0
#define OFF_S		0.5	/* enough to mention */
#define TOLERANCE_S	0.0005	/* times are in milliseconds */

static const char *const format_names[] = {
	[SCREENSHOT_JPG] = "jpg",
	[SCREENSHOT_PNG] = "png",
	[SCREENSHOT_WEBP] = "webp",
	[SCREENSHOT_AVIF] = "avif",
};
static const enum colour_use uses[] = {
	[SCREENSHOT_JPG] = COLOUR_JPEG, [SCREENSHOT_PNG] = COLOUR_RGB,
	[SCREENSHOT_WEBP] = COLOUR_WEBP, [SCREENSHOT_AVIF] = COLOUR_AVIF,
};

const char *
screenshot_format_name(enum screenshot_format f)
{
	return format_names[f];
}

int
screenshot_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(format_names); i++)
		if (!strcmp(name, format_names[i]))
			return (int)i;
	return -1;
}

/* HDR can be kept only if the file can say what its values mean. */
static const char *
screenshot_plan_hdr_refusal(struct arena *a, const struct screenshot_request *r)
{
	if (r->format == SCREENSHOT_JPG || r->format == SCREENSHOT_WEBP)
		return arena_printf(a, "tonemap: a %s cannot hold HDR; choose "
		    "the format png or avif, or leave tonemap out",
		    format_names[r->format]);
	if (!track_is_none(&r->subtitle))
		return "tonemap: subtitles cannot be drawn on HDR; leave out "
		    "subtitles or tonemap";
	return NULL;
}

static const char *
screenshot_plan_refusal(struct arena *a, const struct probe *p,
    const struct screenshot_request *r)
{
	const char *problem = probe_picture_problem(p);

	if (problem)
		return problem;
	return probe_is_hdr(p) && !r->tonemap
	    ? screenshot_plan_hdr_refusal(a, r) : NULL;
}

/*
 * Not after the file's end, if that is known.  Frames without time stamps of
 * their own (VC-1) may get one that is late by one frame.
 */
static double
screenshot_plan_clamp(const struct probe *p, double at_s)
{
	double rate = p->video.rate >= 10 ? p->video.rate : 25;

	if (p->duration_s > 0)
		at_s = fmin(at_s, p->duration_s + 1 / rate);
	return fmax(at_s, 0);
}

static double
screenshot_plan_preroll(const struct probe *p, double at_s)
{
	if (probe_is_untimed(p))
		return at_s;
	return probe_enters_late(p) || probe_holds_frames(p) ? PREROLL_LONG_S
	    : PREROLL_S;
}

int
screenshot_plan(struct arena *a, const struct probe *p,
    const struct screenshot_request *r, struct screenshot_plan *plan,
    const char **why)
{
	const char *refusal = screenshot_plan_refusal(a, p, r);
	struct colour film;

	if (refusal) {
		*why = refusal;
		return -EINVAL;
	}
	film = colour_film(p);
	plan->at_s = screenshot_plan_clamp(p, r->at_s);
	plan->preroll_s = screenshot_plan_preroll(p, plan->at_s);
	plan->hold_s = 2;
	plan->finish = picture_finish(a, p, 0, 0);
	plan->colour = colour_saved(&film, uses[r->format], !r->tonemap);
	/*
	 * Keyframes ten seconds apart, decoded at 25 million pixels a second.
	 */
	plan->timeout_ms = 30000 + (int)(1000 / 25.0 * picture_load(p) *
	    (plan->preroll_s + 10));
	return 0;
}

/*
 * There was no frame: none starts in the pre-roll (it lasts longer), or the
 * picture ended earlier.
 */
bool
screenshot_plan_again(const struct probe *p, struct screenshot_plan *plan)
{
	static const double prerolls[] = { PREROLL_LONG_S, 120 };
	double end_s = p->video_end_s > 0 ? p->video_end_s : plan->at_s;
	size_t i;

	for (i = 0; i < COUNT(prerolls); i++)
		if (plan->preroll_s < prerolls[i])
			break;
	if (i == COUNT(prerolls) || plan->preroll_s >= plan->at_s)
		return false;
	plan->at_s = fmin(plan->at_s, end_s);
	plan->preroll_s = prerolls[i];
	plan->hold_s = 2 * prerolls[i];
	plan->timeout_ms *= 2;
	return true;
}

static double
screenshot_plan_seek_s(const struct screenshot_plan *plan)
{
	return fmax(0, plan->at_s - plan->preroll_s);
}

/*
 * Chooses the last frame that is not after the moment.  Frames after it are cut
 * off, so that if its frame was not decoded the result is empty rather than the
 * next frame.  At the very start this is not done: a picture that begins late
 * is shown before it begins.  The times are the file's own (-copyts), because
 * FFmpeg rounds shifted ones to whole frames in AVI.
 */
static const char *
screenshot_args_choose_frame(struct arena *a, const struct probe *p,
    const struct screenshot_plan *plan)
{
	double at = p->start_s + plan->at_s + TOLERANCE_S;
	const char *cut = screenshot_plan_seek_s(plan) > 0
	    ? arena_printf(a, "trim=end=%.6f,", at + 0.000001) : "";

	return arena_printf(a, "%ssettb=AVTB,%s" FFMPEG_PRINT_TIME
	    ",tpad=stop_mode=clone:stop_duration=%.0f,"
	    "fps=fps=1000:start_time=%.6f:round=up,trim=end_frame=1",
	    picture_deinterlace(a, p), cut, plan->hold_s, at);
}

/* Slides last long, and in a hole the picture before it stays. */
const char *
screenshot_note(struct arena *a, const struct probe *p, double at_s,
    double shown_s)
{
	double off_s = at_s - (shown_s - p->start_s);

	if (!(fabs(off_s) > OFF_S) || (off_s > 0 && probe_holds_frames(p)))
		return NULL;
	return off_s < 0
	    ? arena_printf(a, "the film has no picture yet at this moment: its "
	    "first one begins %.2f s later", -off_s)
	    : arena_printf(a, "the film has no newer picture at this moment: "
	    "this one is from %.2f s earlier", off_s);
}

static void
screenshot_args_add_encoder(struct args *v, const struct screenshot_request *r)
{
	int q = r->quality;

	switch (r->format) {
	case SCREENSHOT_JPG:
		args_add(v, "-c:v", "mjpeg", "-q:v",
		    arena_printf(v->a, "%d", q));
		if (q < 2)
			args_add(v, "-qmin", "1");
		break;
	case SCREENSHOT_PNG:
		args_add(v, "-c:v", "png");
		break;
	case SCREENSHOT_WEBP:
		args_add(v, "-c:v", "libwebp", "-quality",
		    arena_printf(v->a, "%d", 100 - 3 * (q - 1)));
		break;
	case SCREENSHOT_AVIF:
		args_add(v, "-c:v", "libaom-av1", "-still-picture", "1",
		    "-usage", "allintra", "-cpu-used", "6", "-row-mt", "1",
		    "-crf", arena_printf(v->a, "%d", 13 + q));
		break;
	}
}

/* The frame with the subtitles shown at the moment. */
static const char *
screenshot_args_graph(struct args *v, const struct probe *p,
    const struct screenshot_plan *plan, const struct subtitles *s)
{
	const char *frame = screenshot_args_choose_frame(v->a, p, plan), *end;
	struct colour film = colour_film(p);
	struct colour_steps steps = colour_steps(v->a, &film, &plan->colour,
	    s != NULL);
	int stream = p->video.index;

	end = arena_printf(v->a, "%s,setpts=0,split[small]", steps.after);
	if (!s)
		return arena_printf(v->a, "[0:%d]%s%s%s%s[out]", stream, frame,
		    plan->finish, steps.before, end);
	frame = arena_printf(v->a, "%s,setpts=%.6f/TB%s%s", frame,
	    p->start_s + plan->at_s, plan->finish, steps.before);
	if (s->is_bitmap)
		args_add_input(v, s->file);
	return subtitle_args_graph(v->a, stream, frame, s, end);
}

static void
screenshot_args_add_filter(struct args *v, const struct probe *p,
    const struct screenshot_plan *plan, const struct subtitles *s)
{
	const char *graph = screenshot_args_graph(v, p, plan, s);

	args_add(v, "-filter_complex", arena_printf(v->a,
	    "%s;[small]%s[thumbnail]", graph,
	    thumbnail_filters(v->a, &plan->colour)));
}

static void
screenshot_args_add_output(struct args *v, const struct screenshot_request *r,
    const struct screenshot_plan *plan, const char *out)
{
	args_add(v, "-map", "[out]", "-an", "-sn", "-dn");
	screenshot_args_add_encoder(v, r);
	if (r->format != SCREENSHOT_AVIF) {
		args_add_picture(v, out);
		return;
	}
	colour_tag(v, &plan->colour);
	args_add(v, "-frames:v", "1", "-map_metadata", "-1", "-f", "avif",
	    "-y", out);
}

char *const *
screenshot_args_build(struct arena *a, const char *ffmpeg, const char *path,
    const struct probe *p, const struct screenshot_request *r,
    const struct screenshot_plan *plan, const struct subtitles *s,
    const char *thumbnail, const char *out)
{
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add(&v, "-copyts");
	picture_keep_filters(&v, p);
	args_add_window(&v, screenshot_plan_seek_s(plan), plan->preroll_s);
	args_add_input(&v, path);
	screenshot_args_add_filter(&v, p, plan, s);
	screenshot_args_add_output(&v, r, plan, out);
	args_add(&v, "-map", "[thumbnail]");
	thumbnail_add_output(&v, thumbnail);
	return args_finish(&v);
}
