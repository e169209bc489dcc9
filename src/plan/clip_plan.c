#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "clip_formats.h"
#include "clip_plan.h"
#include "picture_filters.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "media/tracks.h"

#define PREROLL_S	1.0	/* keyframes are found by decoding time */
#define PREROLL_TS_S	15.0	/* an entry point lies within it */
#define HEVC_COST	8	/* of encoding, H.264 is 1 */
#define PREROLL_HELD_S	60.0	/* the slide that is on screen too */

/* What decides, and what has been decided so far. */
struct planning {
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
refuse(struct planning *g, const char *why)
{
	*g->why = why;
	return -EINVAL;
}

static bool
wants_codec(const struct clip_request *r, const char *name)
{
	return r->codec && !strcmp(r->codec, name);
}

static bool
wants_source(const struct clip_request *r)
{
	return wants_codec(r, "source");
}

static bool
keeps_hdr(const struct planning *g)
{
	return g->r->keep_hdr && probe_is_hdr(g->p) &&
	    g->r->format != CLIP_MP3;
}

/* Wishes that a copy cannot grant, in the words of a note. */
static const char *
wished(const struct clip_request *r, const struct probe *p)
{
	int width, height;

	picture_shown(p, &width, &height);
	if (r->format != CLIP_MP4)
		return "";
	if (r->precise || (r->codec && !wants_source(r)))
		return "";
	if (!track_is_none(&r->subtitle))
		return "subtitles were burned in: re-encoded";
	return r->height && r->height < height
	    ? "the picture was scaled: re-encoded" : NULL;
}

static bool
is_codec_known(const struct clip_request *r)
{
	return !r->codec || wants_source(r) || wants_codec(r, "h264") ||
	    wants_codec(r, "hevc");
}

/* HDR as it is: where the clip can say so, and all in it is HDR. */
static int
check_hdr(struct planning *g)
{
	const struct clip_request *r = g->r;

	if (!keeps_hdr(g))
		return 0;
	if (r->format != CLIP_MP4)
		return refuse(g, arena_printf(g->a, "tonemap: a %s cannot hold "
		    "HDR here; the format mp4 can, or leave tonemap out",
		    clip_format_name(r->format)));
	if (wants_codec(r, "h264"))
		return refuse(g, "tonemap: HDR goes with the codec hevc or "
		    "source; leave codec out, or tonemap");
	if (!track_is_none(&r->subtitle))
		return refuse(g, "tonemap: subtitles are not drawn on HDR; "
		    "leave subtitles out, or tonemap");
	return 0;
}

static int
check_request(struct planning *g)
{
	const struct clip_request *r = g->r;
	bool pictures = r->format != CLIP_MP3;

	if (!is_codec_known(r))
		return refuse(g, "codec: must be h264, hevc or source");
	if (r->codec && r->format != CLIP_MP4)
		return refuse(g, "codec: goes with the format mp4 only");
	if (wants_source(r) && (wished(r, g->p) || r->max_bytes))
		return refuse(g, "codec: \"source\" copies, which goes with "
		    "neither precise, height, subtitles nor max_bytes");
	if (pictures && g->p->video.index < 0)
		return refuse(g, "this file has no picture; the format mp3 "
		    "takes its sound");
	if (!pictures && !g->p->naudio)
		return refuse(g, "format: this file has no sound");
	if (r->max_bytes && !clip_traits[r->format].sized)
		return refuse(g, "max_bytes: goes with mp4, webm and mp3 only");
	return check_hdr(g);
}

static int
plan_times(struct planning *g)
{
	double start = fmax(g->r->start_s, 0), end = g->r->end_s;
	double most = clip_traits[g->r->format].seconds_max;

	if (g->p->duration_s > 0)
		end = fmin(end, g->p->duration_s);
	if (!(end > start))
		return refuse(g, "the clip ends where it starts, or lies "
		    "after the end");
	if (most > 0 && end - start > most)
		return refuse(g, arena_printf(g->a, "format: at most %.0f s "
		    "as %s", most, clip_format_name(g->r->format)));
	g->plan->start_s = start;
	g->plan->duration_s = end - start;
	return 0;
}

/* The sound that is wanted, or what comes nearest; -1: none. */
static int
choose_audio(struct planning *g)
{
	const struct probe *p = g->p;
	int wanted = g->r->audio == -1 ? track_default_audio(p) : g->r->audio;
	const struct probe_stream *s = probe_stream_at(p->audio, p->naudio,
	    wanted);
	int other;

	if (!s || s->usable)
		return s ? wanted : -1;
	other = track_instead(p, wanted, NULL, 0);
	g->instead = clip_sound_note(g->a, p, wanted, other);
	return other;
}

static int
plan_audio(struct planning *g)
{
	const struct probe *p = g->p;
	const struct probe_stream *s = probe_stream_at(p->audio, p->naudio,
	    g->r->audio);

	g->plan->audio = -1;
	if (g->r->audio >= 0 && !s)
		return refuse(g, "audio_stream: this file has no such audio "
		    "stream");
	if (!clip_traits[g->r->format].audio_encoder)
		return 0;
	g->plan->audio = choose_audio(g);
	s = probe_stream_at(p->audio, p->naudio, g->plan->audio);
	if (!s && g->r->format == CLIP_MP3)
		return refuse(g, "format: none of this file's sound can be "
		    "decoded");
	if (!s || !g->plan->copy_video)
		return 0;
	g->plan->copy_audio = clip_audio_plays(s->codec);
	g->encode_audio = clip_audio_problem(g->a, s->codec);
	return 0;
}

static int
plan_video(struct planning *g)
{
	const struct probe *p = g->p;

	if (!g->encode)
		g->encode = wished(g->r, g->p);
	if (!g->encode && !wants_source(g->r))
		g->encode = clip_video_problem(g->a, p, keeps_hdr(g));
	if (wants_source(g->r) && !clip_mp4_holds(p->video.codec))
		return refuse(g, "codec: this file's picture cannot be copied "
		    "into an MP4; leave codec out");
	g->plan->copy_video = !g->encode;
	g->plan->hevc = wants_codec(g->r, "hevc") || keeps_hdr(g);
	g->plan->check_copy = g->plan->copy_video && !wants_source(g->r);
	if (g->encode && g->r->format != CLIP_MP3 && probe_needs_dv(p))
		return refuse(g, "this is Dolby Vision without a fallback "
		    "layer: its colours cannot be had here");
	return 0;
}

/* What people should know before they send it. */
static const char *
hdr_note(const struct planning *g)
{
	const struct clip_plan *plan = g->plan;
	bool hevc = plan->copy_video ? !strcmp(g->p->video.codec, "hevc")
	    : plan->hevc;

	return keeps_hdr(g) && hevc ? "kept as HDR in HEVC, which many "
	    "browsers cannot play" : NULL;
}

static void
plan_colour(struct planning *g)
{
	struct colour film;

	if (g->p->video.index < 0)
		return;
	film = colour_film(g->p);
	film.odd = false;
	g->plan->colour = g->plan->copy_video ? film : colour_saved(&film,
	    g->plan->hevc ? COLOUR_VIDEO_DEEP
	    : clip_traits[g->r->format].colour, keeps_hdr(g));
}

void
clip_plan_held(struct clip_plan *plan)
{
	plan->held = true;
	plan->preroll_s = fmax(plan->preroll_s,
	    fmin(PREROLL_HELD_S, plan->start_s));
}

/* Decoded before the start, and thrown away. */
static void
plan_preroll(struct planning *g)
{
	struct clip_plan *plan = g->plan;

	if (plan->copy_video)
		return;
	plan->preroll_s = fmin(probe_enters_late(g->p) ? PREROLL_TS_S
	    : PREROLL_S, plan->start_s);
	if (probe_is_untimed(g->p))
		plan->preroll_s = plan->start_s;
	if (probe_holds_frames(g->p))
		clip_plan_held(plan);
}

/* Read at 2 MB/s or encoded at 5 million pixels a second, at the slowest. */
static void
plan_timeout(struct planning *g)
{
	struct clip_plan *plan = g->plan;
	double bps = g->p->bit_rate > 0 ? (double)g->p->bit_rate : 40e6;
	double work_s = plan->duration_s * bps / 16e6;

	if (!plan->copy_video && g->r->format != CLIP_MP3)
		work_s += (plan->duration_s + plan->preroll_s + 10) *
		    picture_load(g->p) / 5 * (plan->hevc ? HEVC_COST
		    : clip_traits[g->r->format].cost);
	plan->timeout_ms = (int)(1000 * fmin(30 + work_s, 12 * 3600));
}

static const char *
join(struct arena *a, const char *one, const char *two)
{
	if (!one || !*one)
		return two && *two ? two : NULL;
	return two && *two ? arena_printf(a, "%s; %s", one, two) : one;
}

int
clip_plan(struct arena *a, const struct probe *p, const struct clip_request *r,
    const char *must_encode, struct clip_plan *out, const char **why)
{
	struct clip_plan plan = { .audio = -1 };
	struct planning g = { .a = a, .p = p, .r = r, .plan = &plan,
	    .encode = must_encode, .why = why };
	int rc = check_request(&g);

	if (!rc)
		rc = plan_times(&g);
	if (!rc)
		rc = plan_video(&g);
	if (!rc)
		rc = plan_audio(&g);
	if (!rc)
		rc = clip_plan_size(a, r, &plan, why);
	if (rc)
		return rc;
	plan_colour(&g);
	plan_preroll(&g);
	plan_timeout(&g);
	plan.note = join(a, join(a, join(a, join(a, g.encode, hdr_note(&g)),
	    g.encode_audio), g.instead), r->track_note);
	*out = plan;
	return 0;
}
