#include "config.h"

#include <errno.h>
#include <string.h>

#include "ffmpeg_run.h"
#include "png_cicp.h"
#include "webp_first.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/process.h"
#include "base/regular_file.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "plan/colour.h"
#include "plan/thumbnail_args.h"

#define TIMEOUT_MS	20000

/* The formats that we write. */
#define CAPTURE_FORMATS "image2,jpeg_pipe,png_pipe,webp_pipe,gif,mov,mp4," \
	"matroska,webm"

/*
 * Only AVIF and PNG can be HDR.  FFmpeg before 7 ignores what a PNG says about
 * that, so we read it.
 */
static struct colour
thumbnail_colour(struct arena *a, const struct work *w)
{
	unsigned char head[PNG_HEAD_BYTES + PNG_CICP_BYTES];
	const char *extension = strrchr(w->path, '.'), *why;
	struct colour c = { 0 };
	struct probe p;

	if (regular_file_read_head(w->path, head, sizeof(head)) ==
	    sizeof(head) && png_read_cicp(head, &c))
		return c;
	if (extension && !strcmp(extension, ".avif") &&
	    !probe_run(a, w->conf->ffprobe_path, w->path, &p, NULL, &why))
		c = colour_film(&p);
	return c;
}

static char *const *
thumbnail_argv(struct arena *a, const struct work *w, const struct colour *c)
{
	const char *first = arena_printf(a, "%s/first.webp", w->dir);
	const char *path = w->path;
	struct args v = { .a = a };

	/* FFmpeg cannot read an animated WebP: use its first picture. */
	if (!webp_first_extract(a, w->path, first))
		path = first;
	args_start(&v, w->conf->ffmpeg_path);
	args_add(&v, "-threads", "1", "-protocol_whitelist", "file",
	    "-format_whitelist", CAPTURE_FORMATS, "-i",
	    arena_printf(a, "file:%s", path), "-an", "-sn", "-vf",
	    thumbnail_filters(a, c));
	thumbnail_add_output(&v, w->out);
	return args_finish(&v);
}

int
thumbnail_make(struct arena *a, const struct work *w, const char **why)
{
	struct colour c = thumbnail_colour(a, w);
	struct process ffmpeg = { .argv = thumbnail_argv(a, w, &c),
	    .timeout_ms = TIMEOUT_MS, .stop = w->stop };
	int rc = ffmpeg_run(a, w, &ffmpeg, why);

	if (!rc && regular_file_size(w->out) == 0) {
		*why = "the capture has no picture";
		rc = -EIO;
	}
	return rc;
}
