#include "config.h"

#include <errno.h>

#include "arena.h"
#include "conf.h"
#include "ffmpeg.h"
#include "make_run.h"
#include "picture.h"
#include "probe.h"

#define WIDTH		640
#define TIMEOUT_MS	30000

/* An animated WebP is its own poster: FFmpeg does not read it. */
#define CLIP_FORMATS	"mov,mp4,matroska,webm,gif"

/* A copy of HDR is still HDR; what was re-encoded is not. */
static const char *
finish(struct arena *a, const struct work *w, const char *clip)
{
	struct probe p = *w->probe;
	const char *why;

	if (probe_is_hdr(&p) && probe_run(a, w->conf->ffprobe_path, clip, &p,
	    NULL, &why))
		p = *w->probe;
	p.video.sar_num = p.video.sar_den = 1;
	return picture_finish(a, &p, WIDTH, 0, true);
}

/* Pictures before 0 are the lead-in of a copy, which players hide. */
static char *const *
poster_argv(struct arena *a, const struct work *w, const char *clip,
    const char *out)
{
	struct args v = { .a = a };

	args_start(&v, w->conf->ffmpeg_path);
	args_add(&v, "-protocol_whitelist", "file", "-format_whitelist",
	    CLIP_FORMATS, "-i", arena_printf(a, "file:%s", clip), "-an",
	    "-vf", arena_printf(a, "trim=start=0,scale='trunc(iw*sar/2)*2':ih,"
	    "setsar=1%s", finish(a, w, clip)), "-frames:v", "1", "-c:v",
	    "mjpeg", "-q:v", "4", "-map_metadata", "-1", "-update", "1", "-f",
	    "image2", "-y", out);
	return args_done(&v);
}

int
poster_make(struct arena *a, const struct work *w, const char *clip,
    const char *out, const char **why)
{
	struct run ffmpeg = { .argv = poster_argv(a, w, clip, out),
	    .timeout_ms = TIMEOUT_MS, .stop = w->stop };
	int rc = make_run(a, w, &ffmpeg, why);

	if (!rc && file_size(out) == 0) {
		*why = "the clip has no first picture";
		return -EIO;
	}
	return rc;
}
