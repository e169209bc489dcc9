#include "config.h"

#include <errno.h>
#include <math.h>

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "plan/strip_args.h"

static struct arena a;

static const struct {
	const char		*name;
	struct strip_request	 r;
	double			 first_s, last_s;
	int			 count, columns, rows;
	const char		*words;
} strips[] = {
	{ "around", { 50, 12, 1, 320, 0 }, 44, 55, 12, 12, 1,
	    "-skip_frame noref|-noaccurate_seek|-ss 43.0|tile=12x1|"
	    "fps=fps=1000000/1000000:start_time=44.000500" },
	{ "at the start", { 2, 5, 1, 320, 0 }, 0, 4, 5, 5, 1, "!-ss" },
	{ "before the start", { 1, 5, 1, 320, 0 }, 0, 3, 4, 4, 1, "!-ss" },
	{ "at the end", { 99.5, 5, 1, 320, 0 }, 97.5, 99.5, 3, 3, 1,
	    "tile=3x1" },
	{ "past the end", { 500, 5, 1, 320, 0 }, 98, 100, 3, 3, 1, "tile=3x1" },
	{ "many and wide", { 50, 60, 0.1, 1280, 0 }, 47, 52.9, 60, 3, 20,
	    "!-skip_frame|tile=3x20" },
	{ "far apart", { 50, 5, 10, 320, 0 }, 30, 70, 5, 5, 1,
	    "-skip_frame nokey" },
	{ "each frame", { 50, 5, 0, 320, 0 }, 49.884, 50.084, 5, 5, 1,
	    "trim=start=49.884|!-skip_frame|!fps=" },
};

static void
check_strips(void)
{
	struct strip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(strips); i++) {
		is_int(strip_plan(&of_mkv, &strips[i].r, &plan, &why), 0,
		    strips[i].name);
		ok(fabs(plan.first_s - strips[i].first_s) < 1e-6 &&
		    fabs(plan.last_s - strips[i].last_s) < 1e-6,
		    "  from %g to %g", plan.first_s, plan.last_s);
		is_int(plan.count, strips[i].count, "  count");
		is_int(plan.columns, strips[i].columns, "  columns");
		is_int(plan.rows, strips[i].rows, "  rows");
		has(&a, joined(&a, strip_args_build(&a, "ffmpeg", "/f", &of_mkv,
		    strips[i].r.width, &plan, "/o")), strips[i].words,
		    strips[i].name);
	}
	is_int(strip_plan(&of_raw, &strips[0].r, &plan, &why), 0,
	    "a raw stream");
	has(&a,
	    joined(&a,
		strip_args_build(&a, "ffmpeg", "/f", &of_raw, 320, &plan,
		    "/o")),
	    "!-ss|!-skip_frame", "  is read from its start, whole");
	is_int(strip_plan(&of_sound, &strips[0].r, &plan, &why), -EINVAL,
	    "sound has no frames");
}

static void
check_strip_lines(void)
{
	double s = -1;

	is_int(ffmpeg_parse_frame_time("frame:12   pts:500000  pts_time:0.5",
		   &s),
	    1, "a frame's time");
	ok(s == 0.5, "  in seconds");
	is_int(ffmpeg_parse_frame_time("frame:0    pts:-40000  pts_time:-0.04",
		   &s),
	    1, "a frame before 0");
	ok(s == -0.04, "  too");
	is_int(ffmpeg_parse_frame_time("t=1", &s), 0, "another line");
	is_int(ffmpeg_parse_frame_time("frame:1 pts:NOPTS", &s), 0, "no time");
	ok(s == -0.04, "  changes nothing");
}

int
main(void)
{
	check_strips();
	check_strip_lines();
	arena_reset(&a);
	return done();
}
