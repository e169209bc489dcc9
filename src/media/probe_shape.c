#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ffmpeg_args.h"
#include "headers.h"
#include "probe.h"
#include "base/arena.h"
#include "base/process.h"

#define BEFORE_S	15.0	/* there is a keyframe within it */

/* The shape at the last keyframe that is not after a moment. */
struct probe_shape {
	struct arena	*a;
	double		 at_s;		/* the file's own time */
	struct probe_video	 v;	/* width 0: none yet */
};

/*
 * Broadcasts and discs repeat their headers with each group of pictures.  Other
 * containers may have one header for all.
 */
bool
probe_shape_may_change(const struct probe *p)
{
	return probe_is_ts(p) || !strcmp(p->container, "wtv") ||
	    !strncmp(p->video.codec, "mpeg", 4) ||
	    p->video.headers != HEADERS_ONE;
}

static const char *
probe_shape_keep_known(struct arena *a, const char *value, const char *before)
{
	return strcmp(value, "unknown") ? arena_strdup(a, value) : before;
}

static void
probe_shape_set_field(struct probe_shape *s, struct probe_video *v,
    const char *name, const char *value)
{
	if (!strcmp(name, "width"))
		sscanf(value, "%9d", &v->width);
	else if (!strcmp(name, "height"))
		sscanf(value, "%9d", &v->height);
	else if (!strcmp(name, "sample_aspect_ratio"))
		sscanf(value, "%9d:%9d", &v->sar_num, &v->sar_den);
	else if (!strcmp(name, "interlaced_frame") && *value == '1' &&
	    (!*v->field_order || !strcmp(v->field_order, "progressive")))
		v->field_order = "tt";
	else if (!strcmp(name, "color_range"))
		v->is_full_range = !strcmp(value, "pc");
	else if (!strcmp(name, "color_space"))
		v->matrix = probe_shape_keep_known(s->a, value, v->matrix);
	else if (!strcmp(name, "color_primaries"))
		v->primaries = probe_shape_keep_known(s->a, value,
		    v->primaries);
	else if (!strcmp(name, "color_transfer"))
		v->transfer = probe_shape_keep_known(s->a, value, v->transfer);
}

/* "best_effort_timestamp_time=93.373333|width=720|height=576|..." */
static int
probe_shape_parse_line(void *arg, const char *line)
{
	struct probe_shape *s = arg;
	struct probe_video v = s->v;
	double at_s = s->at_s;
	char *text = arena_strdup(s->a, line), *word, *value;

	v.width = v.height = v.sar_num = v.sar_den = 0;
	while ((word = strsep(&text, "|"))) {
		value = strchr(word, '=');
		if (!value)
			continue;
		*value++ = '\0';
		if (!strcmp(word, "best_effort_timestamp_time"))
			sscanf(value, "%lf", &at_s);
		probe_shape_set_field(s, &v, word, value);
	}
	if (v.width <= 0 || v.height <= 0 || at_s > s->at_s)
		return 0;
	if (v.sar_num <= 0 || v.sar_den <= 0)
		v.sar_num = v.sar_den = 1;
	s->v = v;
	return 0;
}

/* Decodes keyframes to see their shape. */
static void
probe_shape_decode(const struct probe_limits *l, const char *path,
    const struct probe *p, struct probe_shape *s)
{
	struct arena *a = s->a;
	struct args v = { .a = a };
	struct process r = { .timeout_ms = l->timeout_ms, .stop = l->stop,
	    .client = l->client, .limits = PROBE_RUN_LIMITS,
	    .line = probe_shape_parse_line, .arg = s };
	struct probe_video before = s->v;

	args_add(&v, l->ffprobe, "-hide_banner", "-loglevel", "error",
	    "-skip_frame", "nokey", "-select_streams",
	    arena_printf(a, "%d", p->video.index), "-read_intervals",
	    arena_printf(a, "%.6f%%%.6f", fmax(s->at_s - BEFORE_S, p->start_s),
	    s->at_s), "-show_entries", "frame=best_effort_timestamp_time,"
	    "width,height,sample_aspect_ratio,interlaced_frame,color_range,"
	    "color_space,color_primaries,color_transfer", "-of",
	    "compact=p=0");
	args_add_input(&v, path);
	r.argv = args_finish(&v);
	if (process_run(&r, a))
		s->v = before;
}

/* The shape of a pixel by a header, for pictures of this size. */
static bool
probe_shape_header_ratio(const struct header *h, const struct probe_video *v,
    int *num, int *den)
{
	*num = h->sar_num;
	*den = h->sar_den;
	if (h->dar_num > 0) {
		*num = h->dar_num * v->height;
		*den = h->dar_den * v->width;
	}
	return *num > 0 && *den > 0;
}

/*
 * The container's pixel shape holds for the film's beginning.  If the stream
 * gives another one later, that one is meant.  A container with several shapes
 * is ignored: FFmpeg knows only the last of them.
 */
static void
probe_shape_set_pixel(const struct headers *h, const struct probe_video *first,
    struct probe_video *v)
{
	const struct header *then = h->then.shape ? &h->then : &h->head;
	int num, den, num0, den0;

	if (!probe_shape_header_ratio(then, v, &num, &den))
		return;
	if (first->headers != HEADERS_MANY &&
	    probe_shape_header_ratio(&h->head, first, &num0, &den0) &&
	    (int64_t)num * den0 == (int64_t)num0 * den)
		return;
	v->sar_num = num;
	v->sar_den = den;
}

void
probe_shape_at(struct arena *a, const struct probe_limits *l,
    const char *path, double at_s, double length_s, struct probe *p)
{
	double from_s = fmax(at_s, 0);
	double at = p->start_s + from_s + 0.001;
	struct headers h = { .at_s = at };
	struct probe_shape s = { .a = a, .at_s = at, .v = p->video };
	bool hidden = !probe_is_ts(p) && headers_known(p->video.codec);

	if (p->video.index < 0 || !probe_shape_may_change(p))
		return;
	if (hidden && headers_read(a, l, path, p->video.index, from_s,
	    0.1 + length_s, &h))
		hidden = false;
	s.v.changes = h.changes || p->video.headers == HEADERS_MANY ||
	    (h.then.shape && h.then.shape != h.head.shape);
	if (!hidden || s.v.changes)
		probe_shape_decode(l, path, p, &s);
	if (hidden)
		probe_shape_set_pixel(&h, &p->video, &s.v);
	p->video = s.v;
}

/* Headers that are at the first keyframe are repeated at each. */
int
probe_shape_find_headers(struct arena *a, const struct probe_limits *l,
    const char *path, const struct probe *p, const char **where)
{
	struct headers h = { .at_s = INFINITY };
	int rc;

	*where = "one";
	if (probe_is_ts(p) || (strcmp(p->video.codec, "h264") &&
	    strcmp(p->video.codec, "hevc")))
		return 0;
	if (!strncmp(p->container, "mov,", 4) && headers_are_many(a, path)) {
		*where = "many";
		return 0;
	}
	rc = headers_read(a, l, path, p->video.index, 0, 0.5, &h);
	if (h.then.shape)
		*where = "inside";
	return rc == -ETIMEDOUT || rc == -ECANCELED ? rc : 0;
}
