#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "ffmpeg_features.h"
#include "ffmpeg_run.h"
#include "image_size.h"
#include "png_cicp.h"
#include "subtitle_make.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "plan/note.h"
#include "plan/picture_filters.h"
#include "plan/subtitle_args.h"

#define HEAD_BYTES	65536	/* a JPEG's size is within it */

static int
screenshot_make_verify(struct arena *a, const char *path, struct make_result *m)
{
	unsigned char *head = arena_alloc(a, HEAD_BYTES), tail[IMAGE_TAIL];
	ssize_t n = regular_file_read_head(path, head, HEAD_BYTES);

	m->size_bytes = regular_file_size(path);
	m->keyframe_s = NAN;
	if (n <= 0 || regular_file_read_tail(path, tail, sizeof(tail)) ||
	    !image_is_whole(head, (size_t)n, tail, m->size_bytes))
		return -EBADMSG;
	return image_size(head, (size_t)n, &m->width, &m->height);
}

/* FFmpeg may report success without a valid picture. */
static int
screenshot_make_fail(const struct work *w, const char *what, const char **why)
{
	*why = what;
	return work_disk_error(w, why) ? -ENOSPC : -EIO;
}

/* The frame on screen at a moment, from the printed times. */
struct on_screen {
	double	at_s;		/* the file's own time */
	double	shown_s;	/* NaN: none yet */
};

/* The last frame that is not after the moment; else the very first. */
static int
screenshot_make_parse_line(void *arg, const char *line)
{
	struct on_screen *s = arg;
	double pts_s;

	if (ffmpeg_parse_frame_time(line, &pts_s) &&
	    (isnan(s->shown_s) || (pts_s <= s->at_s && pts_s > s->shown_s)))
		s->shown_s = pts_s;
	return 0;
}

/* Builds of FFmpeg differ in this. */
static int
screenshot_make_check_format(const struct work *w,
    const struct screenshot_request *r, const char **why)
{
	if (r->format != SCREENSHOT_AVIF ||
	    ffmpeg_has_feature(w->conf, FFMPEG_AVIF))
		return 0;
	*why = "format: this FFmpeg cannot write avif (it lacks libaom or the "
	    "avif muxer); choose png, which holds HDR too";
	return -EINVAL;
}

static int
screenshot_make_tag_hdr(struct arena *a, const struct work *w,
    const struct screenshot_request *r, const struct screenshot_plan *plan,
    const char **why)
{
	int rc;

	if (r->format != SCREENSHOT_PNG || !colour_is_hdr(&plan->colour))
		return 0;
	rc = png_cicp_insert(w->out, arena_printf(a, "%s/tagged.png", w->dir),
	    &plan->colour);
	if (!rc)
		return 0;
	*why = arena_printf(a, "the picture's colours cannot be written into "
	    "it: %s", strerror(-rc));
	return rc == -ENOSPC ? rc : -EIO;
}

/* FFmpeg reports success but writes nothing if no frame passes the filters. */
static int
screenshot_make_attempt(struct arena *a, const struct work *w,
    const struct screenshot_request *r, const struct screenshot_plan *plan,
    const struct subtitles *s, struct on_screen *seen, const char **why)
{
	const char *thumbnail = arena_printf(a, "%s/" THUMBNAIL_NAME, w->dir);
	struct process ffmpeg = {
		.argv = screenshot_args_build(a, w->conf->ffmpeg_path, w->path,
		    w->probe, r, plan, s, thumbnail, w->out),
		.timeout_ms = plan->timeout_ms,
		.stop = w->stop,
		.line = screenshot_make_parse_line,
		.arg = seen,
	};
	struct make_result small;
	int rc;

	*seen = (struct on_screen){ .shown_s = NAN,
	    .at_s = w->probe->start_s + plan->at_s + 0.001 };
	unlink(w->out);
	rc = ffmpeg_run(a, w, &ffmpeg, why);
	/* Without one the capture is good; it is made when first asked for. */
	if (!rc && screenshot_make_verify(a, thumbnail, &small))
		unlink(thumbnail);
	return rc;
}

static int
screenshot_make_run(struct arena *a, const struct work *w,
    const struct screenshot_request *r, struct make_result *out,
    const char **why)
{
	struct subtitles cut, *s = NULL;
	struct screenshot_plan plan;
	struct on_screen seen;
	struct make_result m = { 0 };
	int rc = screenshot_plan(a, w->probe, r, &plan, why);

	if (!rc)
		rc = screenshot_make_check_format(w, r, why);
	if (!rc && !track_is_none(&r->subtitle)) {
		s = &cut;
		rc = subtitle_make_cut(a, w, &r->subtitle, plan.at_s, plan.at_s,
		    s, why);
	}
	if (!rc)
		rc = screenshot_make_attempt(a, w, r, &plan, s, &seen, why);
	while (!rc && regular_file_size(w->out) == 0) {
		if (!screenshot_plan_again(w->probe, &plan))
			return screenshot_make_fail(w, "no picture could be "
			    "decoded at this moment: the file is damaged, or "
			    "its picture ends earlier", why);
		rc = screenshot_make_attempt(a, w, r, &plan, s, &seen, why);
	}
	if (!rc)
		rc = screenshot_make_tag_hdr(a, w, r, &plan, why);
	if (rc)
		return rc;
	if (screenshot_make_verify(a, w->out, &m))
		return screenshot_make_fail(w, "FFmpeg wrote no valid picture",
		    why);
	m.note = note_join(a, screenshot_note(a, w->probe, r->at_s,
	    seen.shown_s), s ? s->note : NULL);
	*out = m;
	return 0;
}

int
screenshot_make(struct arena *a, const struct work *w,
    const struct screenshot_request *r, struct make_result *out,
    const char **why)
{
	struct probe p;
	struct work then;

	work_copy_at(a, w, r->at_s, 0, &then, &p);
	return screenshot_make_run(a, &then, r, out, why);
}
