#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ffmpeg_args.h"
#include "base/arena.h"

void
args_add_list(struct args *v, const char *const *more)
{
	for (; *more; more++) {
		assert(v->n < ARGS_MAX);
		v->list[v->n++] = *more;
	}
}

void
args_add_window(struct args *v, double from_s, double length_s)
{
	if (from_s > 0)
		args_add(v, "-ss", args_format_time(v->a, from_s));
	args_add(v, "-t", args_format_time(v->a, length_s + FFMPEG_READ_ON_S));
}

void
args_ends_early(struct args *v)
{
	args_add(v, "-stats_period", "0.02");
}

void
args_add_input(struct args *v, const char *path)
{
	args_add(v, "-protocol_whitelist", "file", "-format_whitelist",
	    FFMPEG_FORMATS, "-i", arena_printf(v->a, "file:%s", path));
}

void
args_add_picture(struct args *v, const char *out)
{
	args_add(v, "-frames:v", "1", "-map_metadata", "-1", "-update", "1",
	    "-f", "image2", "-y", out);
}

void
args_add_jpeg(struct args *v, const char *quality, const char *out)
{
	args_add(v, "-c:v", "mjpeg", "-q:v", quality);
	args_add_picture(v, out);
}

char *const *
args_finish(struct args *v)
{
	char **argv = arena_alloc(v->a, (v->n + 1) * sizeof(*argv));
	size_t i;

	for (i = 0; i < v->n; i++)
		argv[i] = arena_strdup(v->a, v->list[i]);
	return argv;
}

void
args_start(struct args *v, const char *ffmpeg)
{
	/*
	 * A decoder that starts in mid-stream may count everything before the
	 * first entry point as errors (TrueHD in 7.1), and FFmpeg fails if two
	 * thirds are errors.  It should fail only if nothing can be decoded.
	 */
	args_add(v, ffmpeg, "-hide_banner", "-loglevel", "error", "-nostdin",
	    "-max_error_rate", "0.99");
}

const char *
args_format_time(struct arena *a, double s)
{
	return arena_printf(a, "%.6f", s);
}

/* "frame:12   pts:500000  pts_time:0.5": pts is in microseconds. */
int
ffmpeg_parse_frame_time(const char *line, double *pts_s)
{
	const char *pts = strstr(line, "pts:");
	char *end;
	long long v;

	if (strncmp(line, "frame:", 6) || !pts)
		return 0;
	v = strtoll(pts + 4, &end, 10);
	if (end == pts + 4)
		return 0;
	*pts_s = (double)v / 1e6;
	return 1;
}
