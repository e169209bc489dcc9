#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "ffmpeg_run.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/process.h"
#include "base/regular_file.h"
#include "base/timestamp.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "plan/colour.h"
#include "plan/picture_filters.h"

#define WIDTH		640
#define POSTER_MAX_BYTES (16 << 20)
#define DATA_BYTES	(INT64_C(8) << 30)	/* not all of it is resident */
#define TIMEOUT_MS	30000
#define LATE_MS		1000	/* later than the clip itself */
#define LOOK_MS		5

/* No WebP: an animated one is its own poster, and FFmpeg cannot read it. */
#define CLIP_FORMATS	"mov,mp4,matroska,webm,gif"

/* The picture already has square pixels here. */
static const char *
poster_filters(struct arena *a, const struct work *w,
    const struct make_result *m)
{
	struct colour jpeg = colour_saved(&m->colour, COLOUR_JPEG, false);
	struct probe p = *w->probe;

	p.container = p.video.codec = "";	/* our own clip: one shape */
	p.video.sar_num = p.video.sar_den = 1;
	p.video.is_full_range = m->colour.is_full_range;
	return arena_printf(a, "%s%s", picture_finish(a, &p, WIDTH, 0),
	    colour_convert(a, &m->colour, &jpeg));
}

/* Pictures before 0 are the lead-in of a copy, which players hide. */
static char *const *
poster_argv(struct arena *a, const struct work *w, const struct make_result *m,
    const char *clip, const char *out)
{
	const char *range = m->colour.is_full_range ? "pc" : "tv";
	struct args v = { .a = a };

	args_start(&v, w->conf->ffmpeg_path);
	args_add(&v, "-protocol_whitelist", "file", "-format_whitelist",
	    CLIP_FORMATS, "-i", arena_printf(a, "file:%s", clip), "-an",
	    "-vf", arena_printf(a, "trim=start=0,scale='trunc(iw*sar/2)*2':ih:"
	    "in_range=%s:out_range=%s,setsar=1%s", range, range,
	    poster_filters(a, w, m)));
	args_add_jpeg(&v, "4", out);
	return args_finish(&v);
}

int
poster_make(struct arena *a, const struct work *w, const struct make_result *m,
    const char *clip, const char *out, const char **why)
{
	struct process ffmpeg = { .argv = poster_argv(a, w, m, clip, out),
	    .timeout_ms = TIMEOUT_MS, .stop = w->stop };
	int rc = ffmpeg_run(a, w, &ffmpeg, why);

	if (!rc && regular_file_size(out) == 0) {
		*why = "the clip has no first picture";
		return -EIO;
	}
	return rc;
}

static char *const *
poster_early_argv(struct arena *a, const struct work *w,
    const struct clip_plan *plan, const char *out)
{
	struct args v = { .a = a };

	args_start(&v, w->conf->ffmpeg_path);
	args_add(&v, "-threads", "1", "-skip_frame:v", "nokey");
	args_add_window(&v, plan->start_s, plan->duration_s);
	args_add_input(&v, w->path);
	args_add(&v, "-map",
	    arena_printf(a, "0:%d", w->probe->video.index), "-vf",
	    arena_printf(a, "null%s", picture_preview(a, w->probe, WIDTH)));
	args_add_jpeg(&v, "4", out);
	return args_finish(&v);
}

void
poster_start(struct arena *a, const struct work *w,
    const struct clip_plan *plan, const char *out, pid_t *pid)
{
	struct process ffmpeg = { .argv = poster_early_argv(a, w, plan, out),
	    .timeout_ms = TIMEOUT_MS };

	unlink(out);
	ffmpeg_run_limits(w, TIMEOUT_MS, POSTER_MAX_BYTES, &ffmpeg.limits);
	ffmpeg.limits.data_bytes = DATA_BYTES;
	if (process_run_async(&ffmpeg, a, pid))
		*pid = 0;
}

bool
poster_wait(pid_t pid, const char *out)
{
	int64_t end = timestamp_boot_ms() + LATE_MS;
	int status = -1;

	if (!pid)
		return false;
	while (process_reap(pid, &status) == 0) {
		if (timestamp_boot_ms() > end)
			kill(pid, SIGTERM);
		poll(NULL, 0, LOOK_MS);
	}
	return status == 0 && regular_file_size(out) > 0;
}
