#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "clip_formats.h"
#include "clip_plan.h"
#include "note.h"
#include "picture_filters.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "media/tracks.h"

#define PREROLL_S	1.0	/* keyframes are found by decoding time */
#define PREROLL_TS_S	15.0	/* there is an entry point within it */
#define HEVC_COST	8	/* of encoding, H.264 is 1 */
#define PREROLL_HELD_S	60.0	/* to include the slide on screen */

/* The input of the decision, and its results so far. */
struct clip_planning {
	struct arena			*a;
	const struct probe		*p;
	const struct clip_request	*r;
	struct clip_plan		*plan;
	const char			*encode;	/* reason, or NULL */
	const char			*encode_audio;
	const char			*instead;	/* of other sound */
	const char			**why;
};

static int
clip_plan_refuse(struct clip_planning *g, const char *why)
{
	*g->why = why;
	return -EINVAL;
}

static bool
clip_plan_wants_codec(const struct clip_request *r, const char *name)
{
	return r->codec && !strcmp(r->codec, name);
}

static bool
clip_plan_wants_source(const struct clip_request *r)
{
	return clip_plan_wants_codec(r, "source");
}

static bool
clip_plan_keeps_hdr(const struct clip_planning *g)
{
	return g->r->keep_hdr && probe_is_hdr(g->p) &&
	    g->r->format != CLIP_MP3;
}

/*
 * What a copy cannot do, as a note ("" if the user knows anyway); NULL if it
 * can do all that was asked.
 */
static const char *
clip_plan_copy_problem(const struct clip_request *r, const struct probe *p)
{
	int width, height;

	picture_shown_size(p, &width, &height);
	if (r->format != CLIP_MP4)
		return "";
	if (r->is_precise || (r->codec && !clip_plan_wants_source(r)))
		return "";
	if (!track_is_none(&r->subtitle))
		return "subtitles were burned in: re-encoded";
	return r->height && r->height < height
	    ? "the picture was scaled: re-encoded" : NULL;
}

static bool
clip_plan_is_codec_known(const struct clip_request *r)
{
	return !r->codec || clip_plan_wants_source(r) ||
	    clip_plan_wants_codec(r, "h264") ||
	    clip_plan_wants_codec(r, "hevc");
}

/*
 * HDR can be kept if the format can be tagged as HDR, and if nothing in SDR is
 * drawn on it.
 */
static int
clip_plan_check_hdr(struct clip_planning *g)
{
	const struct clip_request *r = g->r;

	if (!clip_plan_keeps_hdr(g))
		return 0;
	if (r->format != CLIP_MP4)
		return clip_plan_refuse(g, arena_printf(g->a, "tonemap: a %s "
		    "cannot hold HDR; choose the format mp4, or leave tonemap "
		    "out", clip_format_name(r->format)));
	if (clip_plan_wants_codec(r, "h264"))
		return clip_plan_refuse(g, "tonemap: HDR needs the codec hevc "
		    "or source; leave out codec or tonemap");
	if (!track_is_none(&r->subtitle))
		return clip_plan_refuse(g, "tonemap: subtitles cannot be drawn "
		    "on HDR; leave out subtitles or tonemap");
	return 0;
}

static int
clip_plan_check_request(struct clip_planning *g)
{
	const struct clip_request *r = g->r;
	bool has_picture = r->format != CLIP_MP3;

	if (!clip_plan_is_codec_known(r))
		return clip_plan_refuse(g, "codec: must be h264, hevc or "
		    "source");
	if (r->codec && r->format != CLIP_MP4)
		return clip_plan_refuse(g, "codec: only for the format mp4");
	if (clip_plan_wants_source(r) &&
	    (clip_plan_copy_problem(r, g->p) || r->max_bytes))
		return clip_plan_refuse(g, "codec: \"source\" copies the "
		    "picture; leave out precise, height, subtitles and "
		    "max_bytes");
	if (has_picture && g->p->video.index < 0)
		return clip_plan_refuse(g, "this file has no picture; choose "
		    "the format mp3 for its sound");
	if (!has_picture && !g->p->naudio)
		return clip_plan_refuse(g, "format: this file has no sound");
	if (r->max_bytes && !clip_traits[r->format].can_fit_size)
		return clip_plan_refuse(g, "max_bytes: only for the formats "
		    "mp4, webm and mp3");
	return clip_plan_check_hdr(g);
}

static int
clip_plan_set_times(struct clip_planning *g)
{
	double start = fmax(g->r->start_s, 0), end = g->r->end_s;
	double most = clip_traits[g->r->format].seconds_max;

	if (g->p->duration_s > 0)
		end = fmin(end, g->p->duration_s);
	if (!(end > start))
		return clip_plan_refuse(g, "the clip must end after its start, "
		    "and start before the end of the film");
	if (most > 0 && end - start > most)
		return clip_plan_refuse(g, arena_printf(g->a, "format: a %s "
		    "can have at most %.0f s", clip_format_name(g->r->format),
		    most));
	g->plan->start_s = start;
	g->plan->duration_s = end - start;
	return 0;
}

/* The sound track asked for, or its best replacement; -1: none. */
static int
clip_plan_choose_audio(struct clip_planning *g)
{
	const struct probe *p = g->p;
	int wanted = g->r->audio == -1 ? track_default_audio(p) : g->r->audio;
	const struct probe_stream *s = probe_stream_at(p->audio, p->naudio,
	    wanted);
	int other;

	if (!s || s->is_usable)
		return s ? wanted : -1;
	other = track_choose_other(p, wanted, NULL, 0);
	g->instead = clip_format_sound_note(g->a, p, wanted, other);
	return other;
}

static int
clip_plan_set_audio(struct clip_planning *g)
{
	const struct probe *p = g->p;
	const struct probe_stream *s = probe_stream_at(p->audio, p->naudio,
	    g->r->audio);

	g->plan->audio = -1;
	if (g->r->audio >= 0 && !s)
		return clip_plan_refuse(g, "audio_stream: this file has no "
		    "such audio stream");
	if (!clip_traits[g->r->format].audio_encoder)
		return 0;
	g->plan->audio = clip_plan_choose_audio(g);
	s = probe_stream_at(p->audio, p->naudio, g->plan->audio);
	if (!s && g->r->format == CLIP_MP3)
		return clip_plan_refuse(g, "format: the sound of this file "
		    "cannot be decoded");
	if (!s || !g->plan->copies_video)
		return 0;
	g->plan->copies_audio = clip_format_can_play_audio(s->codec);
	g->encode_audio = clip_format_audio_problem(g->a, s->codec);
	return 0;
}

static int
clip_plan_set_video(struct clip_planning *g)
{
	const struct probe *p = g->p;

	if (!g->encode)
		g->encode = clip_plan_copy_problem(g->r, g->p);
	if (!g->encode && !clip_plan_wants_source(g->r))
		g->encode = clip_format_video_problem(g->a, p,
		    clip_plan_keeps_hdr(g));
	if (clip_plan_wants_source(g->r) &&
	    !clip_format_mp4_can_hold(p->video.codec))
		return clip_plan_refuse(g, "codec: this file's picture cannot "
		    "be copied into an MP4; leave codec out");
	g->plan->copies_video = !g->encode;
	g->plan->is_hevc = clip_plan_wants_codec(g->r, "hevc") ||
	    clip_plan_keeps_hdr(g);
	g->plan->checks_copy = g->plan->copies_video &&
	    !clip_plan_wants_source(g->r);
	if (g->encode && g->r->format != CLIP_MP3 && probe_needs_dv(p))
		return clip_plan_refuse(g, probe_picture_problem(p));
	return 0;
}

/* Users should know this before they send the clip to someone. */
static const char *
clip_plan_hdr_note(const struct clip_planning *g)
{
	const struct clip_plan *plan = g->plan;
	bool is_hevc = plan->copies_video ? !strcmp(g->p->video.codec, "hevc")
	    : plan->is_hevc;

	return clip_plan_keeps_hdr(g) && is_hevc
	    ? "kept as HDR in HEVC, which many browsers cannot play" : NULL;
}

static void
clip_plan_set_colour(struct clip_planning *g)
{
	struct colour film;

	if (g->p->video.index < 0)
		return;
	film = colour_film(g->p);
	film.is_odd = false;
	g->plan->colour = g->plan->copies_video ? film : colour_saved(&film,
	    g->plan->is_hevc ? COLOUR_VIDEO_DEEP
	    : clip_traits[g->r->format].colour, clip_plan_keeps_hdr(g));
}

void
clip_plan_hold_frames(struct clip_plan *plan)
{
	plan->holds_frames = true;
	plan->preroll_s = fmax(plan->preroll_s,
	    fmin(PREROLL_HELD_S, plan->start_s));
}

/* The pre-roll is decoded before the start and thrown away. */
static void
clip_plan_set_preroll(struct clip_planning *g)
{
	struct clip_plan *plan = g->plan;

	if (plan->copies_video)
		return;
	plan->preroll_s = fmin(probe_enters_late(g->p) ? PREROLL_TS_S
	    : PREROLL_S, plan->start_s);
	if (probe_is_untimed(g->p))
		plan->preroll_s = plan->start_s;
	if (probe_holds_frames(g->p))
		clip_plan_hold_frames(plan);
}

/*
 * Assumes reading at 2 MB/s and encoding 3 million pixels a second, at the
 * slowest, after a minute in which a busy machine may do next to nothing.
 */
static void
clip_plan_set_timeout(struct clip_planning *g)
{
	struct clip_plan *plan = g->plan;
	double bps = g->p->bit_rate > 0 ? (double)g->p->bit_rate : 40e6;
	double work_s = plan->duration_s * bps / 16e6;

	if (!plan->copies_video && g->r->format != CLIP_MP3)
		work_s += (plan->duration_s + plan->preroll_s + 10) *
		    picture_load(g->p) / 3 * (plan->is_hevc ? HEVC_COST
		    : clip_traits[g->r->format].cost);
	plan->timeout_ms = (int)(1000 * fmin(60 + work_s, 12 * 3600));
}

static const char *
clip_plan_note(const struct clip_planning *g)
{
	const char *const notes[] = { g->encode, clip_plan_hdr_note(g),
	    g->encode_audio, g->instead, g->r->track_note };
	const char *all = NULL;
	size_t i;

	for (i = 0; i < COUNT(notes); i++)
		all = note_join(g->a, all, notes[i]);
	return all;
}

int
clip_plan(struct arena *a, const struct probe *p, const struct clip_request *r,
    const char *must_encode, struct clip_plan *out, const char **why)
{
	struct clip_plan plan = { .audio = -1 };
	struct clip_planning g = { .a = a, .p = p, .r = r, .plan = &plan,
	    .encode = must_encode, .why = why };
	int rc = clip_plan_check_request(&g);

	if (!rc)
		rc = clip_plan_set_times(&g);
	if (!rc)
		rc = clip_plan_set_video(&g);
	if (!rc)
		rc = clip_plan_set_audio(&g);
	if (!rc)
		rc = clip_format_plan_size(a, r, &plan, why);
	if (rc)
		return rc;
	clip_plan_set_colour(&g);
	clip_plan_set_preroll(&g);
	clip_plan_set_timeout(&g);
	plan.note = clip_plan_note(&g);
	*out = plan;
	return 0;
}
