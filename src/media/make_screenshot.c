#include "config.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

#include "arena.h"
#include "conf.h"
#include "ffmpeg.h"
#include "make_run.h"
#include "picture.h"
#include "probe.h"
#include "subtitles.h"

#define HEAD_BYTES	65536	/* a JPEG's size stands within it */

static int
look(struct arena *a, const char *path, struct made *m)
{
	unsigned char *head = arena_alloc(a, HEAD_BYTES), tail[PICTURE_TAIL];
	ssize_t n = file_head(path, head, HEAD_BYTES);

	m->size_bytes = file_size(path);
	m->keyframe_s = NAN;
	if (n <= 0 || file_tail(path, tail, sizeof(tail)) ||
	    !picture_is_whole(head, (size_t)n, tail, m->size_bytes))
		return -EBADMSG;
	return picture_size(head, (size_t)n, &m->width, &m->height);
}

/* What FFmpeg calls a success can be no picture. */
static int
useless(const struct work *w, const char *what, const char **why)
{
	*why = what;
	return disk_error(w, why) ? -ENOSPC : -EIO;
}

/* The frame on screen at a moment, by the times that went by. */
struct on_screen {
	double	at_s;		/* the file's own time */
	double	shown_s;	/* NaN: none yet */
};

/* The last one that is not after the moment; else the first of all. */
static int
hear(void *arg, const char *line)
{
	struct on_screen *s = arg;
	double pts_s;

	if (ffmpeg_told(line, &pts_s) &&
	    (isnan(s->shown_s) || (pts_s <= s->at_s && pts_s > s->shown_s)))
		s->shown_s = pts_s;
	return 0;
}

/* FFmpeg ends well, and writes nothing, when no frame passes the filters. */
static int
attempt(struct arena *a, const struct work *w,
    const struct screenshot_request *r, const struct screenshot_plan *plan,
    const struct subtitles *s, struct on_screen *seen, const char **why)
{
	struct run ffmpeg = {
		.argv = screenshot_argv(a, w->conf->ffmpeg_path, w->path,
		    w->probe, r, plan, s, w->out),
		.timeout_ms = plan->timeout_ms,
		.stop = w->stop,
		.line = hear,
		.arg = seen,
	};

	*seen = (struct on_screen){ .shown_s = NAN,
	    .at_s = w->probe->start_s + plan->at_s + 0.001 };
	unlink(w->out);
	return make_run(a, w, &ffmpeg, why);
}

int
screenshot_make(struct arena *a, const struct work *w,
    const struct screenshot_request *r, struct made *out, const char **why)
{
	struct subtitles cut, *s = NULL;
	struct screenshot_plan plan;
	struct on_screen seen;
	struct made m = { 0 };
	int rc = screenshot_plan(a, w->probe, r, &plan, why);

	if (!rc && !track_is_none(&r->subtitle)) {
		s = &cut;
		rc = subtitles_cut(a, w, &r->subtitle, plan.at_s, plan.at_s,
		    s, why);
	}
	if (!rc)
		rc = attempt(a, w, r, &plan, s, &seen, why);
	while (!rc && file_size(w->out) == 0) {
		if (!screenshot_plan_again(w->probe, &plan))
			return useless(w, "no picture could be decoded at "
			    "this moment: the file is damaged, or its picture "
			    "ends before", why);
		rc = attempt(a, w, r, &plan, s, &seen, why);
	}
	if (rc)
		return rc;
	if (look(a, w->out, &m))
		return useless(w, "FFmpeg did not write a picture", why);
	m.note = note_join(a, screenshot_note(a, w->probe, r->at_s,
	    seen.shown_s), s ? s->note : NULL);
	*out = m;
	return 0;
}
