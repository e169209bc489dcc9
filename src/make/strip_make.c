#include "config.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

#include "ffmpeg_run.h"
#include "image_size.h"
#include "make.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "plan/picture_filters.h"
#include "plan/strip_args.h"

#define TOLD_MAX	40000	/* frames to choose from: 10 minutes */
#define HEAD_BYTES	65536

/* The printed time stamps of the frames. */
struct strip_times {
	double	*pts_s;
	int	 n;
};

static int
strip_make_parse_line(void *arg, const char *line)
{
	struct strip_times *t = arg;

	if (t->n < TOLD_MAX && ffmpeg_parse_frame_time(line, &t->pts_s[t->n]))
		t->n++;
	return 0;
}

/*
 * Each frame's time: that of the last frame not after its moment, which is the
 * one that FFmpeg chose.
 */
static void
strip_make_set_times(struct arena *a, const struct probe *p,
    const struct strip_times *t, const struct strip_plan *plan, struct strip *s)
{
	double *times = arena_alloc(a, sizeof(*times) * (size_t)plan->count);
	double moment;
	int i, k = 0;

	s->count = plan->has_every_frame && t->n < plan->count ? t->n
	    : plan->count;
	for (i = 0; i < s->count; i++) {
		moment = p->start_s + plan->first_s + i * plan->step_s + 0.0005;
		if (plan->has_every_frame)
			k = i;
		else
			while (k + 1 < t->n && t->pts_s[k + 1] <= moment)
				k++;
		times[i] = t->pts_s[k] - p->start_s;
		if (times[i] < 0)
			times[i] = 0;
	}
	s->times_s = times;
}

static int
strip_make_verify(struct arena *a, const char *path,
    const struct strip_plan *plan, struct strip *s)
{
	unsigned char *head = arena_alloc(a, HEAD_BYTES);
	ssize_t n = regular_file_read_head(path, head, HEAD_BYTES);
	int width, height;

	if (n <= 0 || image_size(head, (size_t)n, &width, &height))
		return -EBADMSG;
	s->columns = plan->columns;
	s->width = width / plan->columns;
	s->height = height / plan->rows;
	return 0;
}

static int
strip_make_attempt(struct arena *a, const struct work *w,
    const struct strip_plan *plan, const struct strip_request *r,
    struct strip_times *t, const char **why)
{
	struct process ffmpeg = {
		.argv = strip_args_build(a, w->conf->ffmpeg_path, w->path,
		    w->probe, r->width, plan, w->out),
		.timeout_ms = plan->timeout_ms,
		.stop = w->stop,
		.client = w->client,
		.line = strip_make_parse_line,
		.arg = t,
	};

	t->n = 0;
	(void)!truncate(w->out, 0);
	ffmpeg_run_limits(w, plan->timeout_ms, r->max_bytes, &ffmpeg.limits);
	return ffmpeg_run(a, w, &ffmpeg, why);
}

/*
 * If no frame starts near the moment (one lasts for long) or nothing was
 * decoded, try again from further back, by moments rather than by frames.
 */
static void
strip_make_widen_plan(struct strip_plan *plan)
{
	plan->has_every_frame = false;
	plan->first_s = plan->first_s > 0 ? plan->first_s : 0;
	plan->skip = NULL;
	plan->preroll_s = fmax(15, plan->preroll_s);
	plan->timeout_ms *= 2;
}

static int
strip_make_run(struct arena *a, const struct work *w,
    const struct strip_request *r, struct strip *out, const char **why)
{
	struct strip_times told = { .pts_s = arena_alloc(a,
	    sizeof(double) * TOLD_MAX) };
	struct strip_plan plan;
	struct strip s;
	int rc = strip_plan(w->probe, r, &plan, why);

	if (!rc)
		rc = strip_make_attempt(a, w, &plan, r, &told, why);
	if (!rc && told.n == 0) {
		strip_make_widen_plan(&plan);
		rc = strip_make_attempt(a, w, &plan, r, &told, why);
	}
	if (rc)
		return rc;
	if (told.n == 0 || strip_make_verify(a, w->out, &plan, &s)) {
		*why = "no picture could be decoded around this moment";
		return -EIO;
	}
	strip_make_set_times(a, w->probe, &told, &plan, &s);
	*out = s;
	return 0;
}

int
strip_make(struct arena *a, const struct work *w,
    const struct strip_request *r, struct strip *out, const char **why)
{
	struct probe p;
	struct work then;

	work_copy_at(a, w, r->at_s, 0, &then, &p);
	return strip_make_run(a, &then, r, out, why);
}
