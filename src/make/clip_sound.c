#include "config.h"

#include <math.h>
#include <stdio.h>

#include "clip_sound.h"
#include "ffmpeg_run.h"
#include "base/arena.h"
#include "base/conf.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "media/tracks.h"
#include "plan/clip_formats.h"
#include "plan/note.h"

#define TIMEOUT_MS	20000
#define TRIED_MAX	8	/* each takes a process */

/* A decoder may take one packet in hundreds of garbage for sound. */
#define HEARD_S		0.1

/*
 * What FFmpeg's framecrc output says about the decoded sound (stream 0) and the
 * picture (stream 1).
 */
struct clip_sound_test {
	double	tick_s[2];	/* their units of time */
	double	left_s;		/* of the sound that must be decoded */
	double	to_s;		/* stop reading after it */
};

/* "#tb 1: 1/16000", then lines of "stream, dts, pts, duration, size, sum". */
static int
clip_sound_parse_line(void *arg, const char *line)
{
	struct clip_sound_test *l = arg;
	int stream, num, den;
	long long dts, duration;

	if (sscanf(line, "#tb %1d: %9d/%9d", &stream, &num, &den) == 3 &&
	    stream >= 0 && stream <= 1 && den > 0)
		l->tick_s[stream] = (double)num / den;
	if (*line == '#' || sscanf(line, "%9d, %20lld, %*[^,], %20lld",
	    &stream, &dts, &duration) != 3)
		return 0;
	if (stream == 0)
		l->left_s -= (double)duration * l->tick_s[0];
	return l->left_s <= 0 || (stream == 1 &&
	    (double)dts * l->tick_s[1] > l->to_s);
}

static char *const *
clip_sound_argv(struct arena *a, const struct work *w,
    const struct clip_plan *plan, int stream)
{
	struct args v = { .a = a };

	args_start(&v, w->conf->ffmpeg_path);
	args_ends_early(&v);
	args_add_window(&v, plan->start_s, plan->duration_s);
	args_add_input(&v, w->path);
	args_add(&v, "-map", arena_printf(a, "0:%d", stream));
	if (w->probe->video.index >= 0)
		args_add(&v, "-map", arena_printf(a, "0:%d",
		    w->probe->video.index), "-c:v", "copy");
	args_add(&v, "-max_interleave_delta", "1", "-flush_packets", "1",
	    "-f", "framecrc", "pipe:1");
	return args_finish(&v);
}

static bool
clip_sound_is_audible(struct arena *a, const struct work *w,
    const struct clip_plan *plan, int stream)
{
	struct clip_sound_test l = { .to_s = plan->duration_s,
	    .left_s = fmin(HEARD_S, plan->duration_s / 2) };
	struct process ffmpeg = { .argv = clip_sound_argv(a, w, plan, stream),
	    .timeout_ms = TIMEOUT_MS, .stop = w->stop,
	    .line = clip_sound_parse_line, .arg = &l };
	const char *why;

	ffmpeg_run(a, w, &ffmpeg, &why);
	return l.left_s <= 0;
}

static void
clip_sound_change(struct arena *a, const struct work *w, struct clip_request *r,
    int lost, int other)
{
	const char *note = clip_format_sound_note(a, w->probe, lost, other);

	r->audio = other < 0 ? CLIP_NO_SOUND : other;
	r->track_note = note_join(a, r->track_note, note);
}

bool
clip_sound_replace(struct arena *a, const struct work *w,
    const struct clip_plan *plan, struct clip_request *r)
{
	int tried[TRIED_MAX] = { plan->audio }, other = -1;
	size_t n = 1;

	if (clip_sound_is_audible(a, w, plan, plan->audio))
		return false;
	for (; n < TRIED_MAX; tried[n++] = other) {
		other = track_choose_other(w->probe, plan->audio, tried, n);
		if (other < 0 || clip_sound_is_audible(a, w, plan, other))
			break;
	}
	if (n == TRIED_MAX)
		other = -1;
	if (other < 0 && r->format == CLIP_MP3)
		return false;
	clip_sound_change(a, w, r, plan->audio, other);
	return true;
}
