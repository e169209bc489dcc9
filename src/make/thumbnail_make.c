#include "config.h"

#include <errno.h>

#include "ffmpeg_run.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/process.h"
#include "media/ffmpeg_args.h"

#define WIDTH		"400"
#define TIMEOUT_MS	20000

/* What we write ourselves. */
#define CAPTURE_FORMATS "image2,jpeg_pipe,png_pipe,webp_pipe,gif,mov,mp4," \
	"matroska,webm"

/* JPEG is BT.601 at full range, whatever the capture is. */
#define FILTERS "scale=w='min(" WIDTH ",iw)':h=-2:out_color_matrix=bt601:" \
	"out_range=pc,format=yuvj420p"

static char *const *
thumbnail_argv(struct arena *a, const struct work *w)
{
	struct args v = { .a = a };

	args_start(&v, w->conf->ffmpeg_path);
	args_add(&v, "-threads", "1", "-protocol_whitelist", "file",
	    "-format_whitelist", CAPTURE_FORMATS, "-i",
	    arena_printf(a, "file:%s", w->path), "-an", "-sn", "-frames:v",
	    "1", "-vf", FILTERS, "-c:v", "mjpeg", "-q:v", "5",
	    "-map_metadata", "-1", "-update", "1", "-f", "image2", "-y",
	    w->out);
	return args_done(&v);
}

int
thumbnail_make(struct arena *a, const struct work *w, const char **why)
{
	struct run ffmpeg = { .argv = thumbnail_argv(a, w),
	    .timeout_ms = TIMEOUT_MS, .stop = w->stop };
	int rc = make_run(a, w, &ffmpeg, why);

	if (!rc && file_size(w->out) == 0) {
		*why = "the capture has no picture";
		rc = -EIO;
	}
	return rc;
}
