#include "config.h"

#include <errno.h>
#include <math.h>
#include <unistd.h>

#include "arena.h"
#include "conf.h"
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

/* FFmpeg ends well, and writes nothing, when no frame passes the filters. */
static int
attempt(struct arena *a, const struct work *w,
    const struct screenshot_request *r, const struct screenshot_plan *plan,
    const struct subtitles *s, const char **why)
{
	struct run ffmpeg = {
		.argv = screenshot_argv(a, w->conf->ffmpeg_path, w->path,
		    w->probe, r, plan, s, w->out),
		.timeout_ms = plan->timeout_ms,
		.stop = w->stop,
	};

	unlink(w->out);
	return make_run(a, w, &ffmpeg, why);
}

int
screenshot_make(struct arena *a, const struct work *w,
    const struct screenshot_request *r, struct made *out, const char **why)
{
	struct subtitles cut, *s = NULL;
	struct screenshot_plan plan;
	struct made m = { 0 };
	int rc = screenshot_plan(a, w->probe, r, &plan, why);

	if (!rc && !track_is_none(&r->subtitle)) {
		s = &cut;
		rc = subtitles_cut(a, w, &r->subtitle, plan.at_s, plan.at_s,
		    s, why);
	}
	if (!rc)
		rc = attempt(a, w, r, &plan, s, why);
	while (!rc && file_size(w->out) == 0) {
		if (!screenshot_plan_again(w->probe, &plan))
			return useless(w, "no picture could be decoded at "
			    "this moment: the file is damaged, or its picture "
			    "ends before", why);
		rc = attempt(a, w, r, &plan, s, why);
	}
	if (rc)
		return rc;
	if (look(a, w->out, &m))
		return useless(w, "FFmpeg did not write a picture", why);
	*out = m;
	return 0;
}
