#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "picture_filters.h"
#include "strip_args.h"
#include "base/arena.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

#define TOLERANCE_S	0.0005
#define SPRITE_WIDTH	3840	/* in pixels; more frames begin a new row */

/* The further apart, the fewer frames need decoding. */
static const struct { double step_s; const char *skip; } skips[] = {
	{ 4, "nokey" }, { 0.5, "noref" }, { 0, NULL },
};

static const char *
strip_plan_choose_skip(double step_s)
{
	size_t i = 0;

	while (step_s < skips[i].step_s)
		i++;
	return skips[i].skip;
}

/* Keeps the moments within the film, and always the one asked for. */
static void
strip_plan_set_steps(struct strip_plan *plan, double at_s, double end_s)
{
	int before = plan->count / 2, after = plan->count - 1 - before;
	double fits = floor((at_s + TOLERANCE_S) / plan->step_s);

	if (before > fits)
		before = (int)fits;
	fits = floor((end_s - at_s + TOLERANCE_S) / plan->step_s);
	if (end_s > 0 && after > fits)
		after = fits > 0 ? (int)fits : 0;
	plan->first_s = fmax(at_s - before * plan->step_s, 0);
	plan->last_s = at_s + after * plan->step_s;
	plan->count = before + 1 + after;
}

/*
 * A span of count frames' length contains count frame starts, wherever in a
 * frame the moment is.  A tenth of a frame allows for rounded time stamps.
 */
static void
strip_plan_set_frames(struct strip_plan *plan, double at_s,
    const struct probe *p)
{
	double frame_s = plan->step_s;
	int before = plan->count / 2;

	plan->has_every_frame = true;
	plan->first_s = at_s - (before + 0.9) * frame_s;
	plan->last_s = at_s + (plan->count - 1 - before + 0.1) * frame_s;
	if (p->duration_s > 0)
		plan->last_s = fmin(plan->last_s, p->duration_s);
}

static double
strip_plan_preroll(const struct probe *p, double first_s)
{
	if (probe_is_untimed(p))
		return fmax(first_s, 0);
	return probe_enters_late(p) || probe_holds_frames(p) ? 15 : 1;
}

int
strip_plan(const struct probe *p, const struct strip_request *r,
    struct strip_plan *out, const char **why)
{
	double rate = p->video.average_rate > 0 ? p->video.average_rate : 25;
	double end_s = p->video_end_s > 0 ? p->video_end_s : p->duration_s;
	double at_s = end_s > 0 ? fmin(r->at_s, end_s) : r->at_s;
	const char *problem = probe_picture_problem(p);
	struct strip_plan plan = { .count = r->count,
	    .step_s = r->step_s > 0 ? r->step_s : 1 / rate };

	if (problem) {
		*why = problem;
		return -EINVAL;
	}
	/* The picture may begin after the sound. */
	at_s = fmax(at_s, fmax(p->video.start_s - p->start_s, 0));
	if (r->step_s > 0)
		strip_plan_set_steps(&plan, at_s, end_s);
	else
		strip_plan_set_frames(&plan, at_s, p);
	plan.columns = SPRITE_WIDTH / r->width;
	if (plan.columns > plan.count)
		plan.columns = plan.count;
	plan.rows = (plan.count + plan.columns - 1) / plan.columns;
	/* Every frame is needed unless there is a step. */
	plan.skip = r->step_s > 0 && !probe_is_untimed(p)
	    ? strip_plan_choose_skip(plan.step_s) : NULL;
	plan.preroll_s = strip_plan_preroll(p, plan.first_s);
	plan.timeout_ms = 30000 + (int)(1000 / 25.0 * picture_load(p) *
	    (plan.preroll_s + 10 + plan.last_s - plan.first_s));
	*out = plan;
	return 0;
}

/* Prints the time of every frame, then keeps the last one of each step. */
static const char *
strip_args_choose_frames(struct arena *a, const struct probe *p,
    const struct strip_plan *plan)
{
	double first = p->start_s + plan->first_s + TOLERANCE_S;
	double last = p->start_s + plan->last_s + TOLERANCE_S;

	if (plan->has_every_frame)
		return arena_printf(a, "settb=AVTB,trim=start=%.6f:end=%.6f,"
		    FFMPEG_PRINT_TIME, first, last);
	return arena_printf(a, "settb=AVTB,trim=end=%.6f," FFMPEG_PRINT_TIME
	    ",tpad=stop_mode=clone:stop_duration=%.0f,"
	    "fps=fps=1000000/%.0f:start_time=%.6f:round=up,trim=end_frame=%d",
	    last + 0.000001, 2 + 2 * plan->step_s, plan->step_s * 1e6,
	    first, plan->count);
}

char *const *
strip_args_build(struct arena *a, const char *ffmpeg, const char *path,
    const struct probe *p, int width, const struct strip_plan *plan,
    const char *out)
{
	double seek = fmax(0, plan->first_s - plan->preroll_s);
	struct args v = { .a = a };

	args_start(&v, ffmpeg);
	args_add(&v, "-copyts");
	/* The keyframe before the first moment may be the one on screen. */
	if (plan->skip)
		args_add(&v, "-skip_frame", plan->skip, "-noaccurate_seek");
	picture_keep_filters(&v, p);
	if (seek > 0)
		args_add(&v, "-ss", args_format_time(a, seek));
	args_add_input(&v, path);
	args_add(&v, "-map", arena_printf(a, "0:%d", p->video.index), "-an",
	    "-sn", "-dn", "-vf", arena_printf(a, "%s%s%s,tile=%dx%d,setpts=0",
	    picture_deinterlace(a, p), strip_args_choose_frames(a, p, plan),
	    picture_preview(a, p, width), plan->columns, plan->rows));
	args_add_jpeg(&v, "4", out);
	return args_finish(&v);
}
