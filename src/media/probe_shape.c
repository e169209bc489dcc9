#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ffmpeg_args.h"
#include "probe.h"
#include "base/arena.h"
#include "base/process.h"

#define BEFORE_S	15.0	/* a keyframe lies within it */
#define TIMEOUT_MS	15000

/* The shape of the last keyframe that is not after a moment. */
struct probe_shape {
	double	at_s;		/* the file's own time */
	int	width, height, sar_num, sar_den;	/* 0: none yet */
};

/*
 * Broadcasts and discs, whose headers come again with each group of pictures.
 * What is in other containers has one header for all.
 */
bool
probe_shape_may_change(const struct probe *p)
{
	return probe_is_ts(p) || !strcmp(p->container, "wtv") ||
	    !strncmp(p->video.codec, "mpeg", 4);
}

/* "93.373333,720,576,64:45" */
static int
probe_shape_parse_line(void *arg, const char *line)
{
	struct probe_shape *s = arg, now = { .sar_num = 1, .sar_den = 1 };
	int n = sscanf(line, "%lf,%9d,%9d,%9d:%9d", &now.at_s, &now.width,
	    &now.height, &now.sar_num, &now.sar_den);

	if (n < 3 || now.width <= 0 || now.height <= 0 || now.at_s > s->at_s)
		return 0;
	if (now.sar_num <= 0 || now.sar_den <= 0)
		now.sar_num = now.sar_den = 1;
	now.at_s = s->at_s;
	*s = now;
	return 0;
}

void
probe_shape_at(struct arena *a, const char *ffprobe, const char *path,
    double at_s, struct probe *p)
{
	double at = p->start_s + fmax(at_s, 0) + 0.001;
	struct probe_shape s = { .at_s = at };
	struct args v = { .a = a };
	struct process r = { .timeout_ms = TIMEOUT_MS,
		.limits = PROBE_RUN_LIMITS,
		.line = probe_shape_parse_line,
		.arg = &s };

	if (p->video.index < 0 || !probe_shape_may_change(p))
		return;
	args_add(&v, ffprobe, "-hide_banner", "-loglevel", "error",
	    "-skip_frame", "nokey", "-select_streams",
	    arena_printf(a, "%d", p->video.index), "-read_intervals",
	    arena_printf(a, "%.6f%%%.6f", fmax(at - BEFORE_S, p->start_s), at),
	    "-show_entries", "frame=best_effort_timestamp_time,width,height,"
	    "sample_aspect_ratio", "-of", "csv=p=0");
	args_add_input(&v, path);
	r.argv = args_finish(&v);
	if (process_run(&r, a) || !s.width)
		return;
	p->video.width = s.width;
	p->video.height = s.height;
	p->video.sar_num = s.sar_num;
	p->video.sar_den = s.sar_den;
}
