#include "config.h"

#include <limits.h>
#include <math.h>
#include <string.h>

#include "clip_formats.h"
#include "clip_plan.h"
#include "hwaccel.h"
#include "mp3_bitrate.h"
#include "picture_filters.h"
#include "subtitle_args.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

#define TOLERANCE_S	0.0005	/* time stamps are rounded */

/* A command being built. */
struct command {
	struct arena			*a;
	const struct probe		*p;
	const struct clip_request	*r;
	const struct clip_plan		*plan;
	const struct subtitles		*subtitles;	/* NULL: none */
	const struct hwaccel		*hw;	/* NULL: software */
	struct args			 v;
};

/*
 * Encoders by quality.  If a size is asked for, a bit rate replaces the quality
 * options.
 */
static const char *const x264[] = { "-c:v", "libx264", "-preset", "veryfast",
    "-pix_fmt", "yuv420p", NULL };
static const char *const x265[] = { "-c:v", "libx265", "-preset", "veryfast",
    "-x265-params", "log-level=error", "-tag:v", "hvc1", NULL };
static const char *const vp9[] = { "-c:v", "libvpx-vp9", "-deadline",
    "realtime", "-cpu-used", "5", "-row-mt", "1", "-pix_fmt", "yuv420p",
    NULL };
static const char *const gif[] = { "-c:v", "gif", "-loop", "0", NULL };
static const char *const webp[] = { "-c:v", "libwebp_anim", "-quality", "70",
    "-compression_level", "3", "-pix_fmt", "yuv420p", "-loop", "0", NULL };

struct codec {
	const char *const	*args;
	const char *const	*quality;
	const char		*finish;	/* ends the filter chain */
};

static const struct codec hevc = {
    x265, (const char *const []){ "-crf", "20", NULL }, "" };
static const struct codec codecs[] = {
	[CLIP_MP4]	= { x264, (const char *const []){ "-crf", "18", NULL },
			    "" },
	[CLIP_WEBM]	= { vp9, (const char *const []){ "-crf", "31", "-b:v",
			    "0", NULL }, "" },
	[CLIP_GIF]	= { gif, NULL, ",split[a][b];[a]palettegen="
			    "stats_mode=diff[c];[b][c]paletteuse=dither=bayer:"
			    "bayer_scale=4:diff_mode=rectangle" },
	[CLIP_WEBP]	= { webp, NULL, "" },
};

static const struct codec *
clip_args_codec(const struct command *c)
{
	return c->plan->is_hevc ? &hevc : &codecs[c->r->format];
}

static const char *
clip_args_bps(struct arena *a, double v)
{
	return arena_printf(a, "%.0f", v);
}

/*
 * The clip's start in the times that filters see: the file's own with
 * subtitles, else counted from the pre-roll.
 */
static double
clip_args_start_s(const struct command *c)
{
	return c->subtitles ? c->p->start_s + c->plan->start_s
	    : c->plan->preroll_s;
}

static const char *
clip_args_steady_rate(struct command *c)
{
	double rate = c->p->video.rate;

	if (c->r->format == CLIP_GIF)
		return "fps=15,";
	if (c->r->format == CLIP_WEBP)
		return "fps=20,";
	if (!c->plan->holds_frames)
		return "";
	/* Twice the rate, so that no picture falls between two steps. */
	return arena_printf(c->a, "fps=%.6f,",
	    rate >= 10 && rate <= 30 ? 2 * rate : rate > 30 ? 60 : 25);
}

static const char *
clip_args_scale(struct command *c)
{
	int height = c->plan->height;

	if (c->plan->is_fitted && (!height || height > c->plan->fit_height))
		height = c->plan->fit_height;
	return arena_printf(c->a, "%s%s", picture_finish(c->a, c->p, 0,
	    height), height ? "" : picture_make_even(c->a, c->p));
}

static struct colour_steps
clip_args_colours(const struct command *c)
{
	struct colour film = colour_film(c->p);

	film.is_odd = false;
	return colour_steps(c->a, &film, &c->plan->colour,
	    c->subtitles != NULL);
}

/* First repeat pictures, then cut off the pre-roll, then do what costs time. */
static const char *
clip_args_frames(struct command *c)
{
	const char *off = c->plan->preroll_s > 0 ? arena_printf(c->a,
	    "trim=start=%.6f,", clip_args_start_s(c) - TOLERANCE_S) : "";

	return arena_printf(c->a, "%s%s%snull%s%s",
	    picture_deinterlace(c->a, c->p), clip_args_steady_rate(c), off,
	    clip_args_scale(c), clip_args_colours(c).before);
}

/* Converting to the hardware's pixel format must not change the range. */
static const char *
clip_args_finish(const struct command *c)
{
	const char *range = c->plan->colour.is_full_range ? "pc" : "tv";

	if (!c->hw)
		return clip_args_codec(c)->finish;
	return arena_printf(c->a, ",scale=in_range=%s:out_range=%s%s", range,
	    range, c->hw->upload);
}

/*
 * Times from 0 to the clip's end, then what the encoder needs.  The first
 * picture is moved to 0, even if the clip starts between two pictures.  The
 * trim must come before a palette, which waits for the end.
 */
static const char *
clip_args_ending(struct command *c)
{
	const char *shift = clip_args_start_s(c) != 0
	    ? arena_printf(c->a, "-%.6f/TB", clip_args_start_s(c)) : "";

	return arena_printf(c->a, "%s,setpts='if(N,PTS%s,0)',trim=end=%.6f%s",
	    clip_args_colours(c).after, shift, c->plan->duration_s,
	    clip_args_finish(c));
}

/*
 * From FFmpeg 7 on, setpts removes the length of frames, and an MP4 then ends
 * where its last frame begins, so that players do not show it.  This restores
 * the length; only that of the last frame matters.
 */
static const char *
clip_args_frame_length(struct command *c)
{
	double rate = c->p->video.average_rate;

	return arena_printf(c->a, "setts=pts=PTS:dts=DTS:duration=%.6f/TB",
	    1 / (rate >= 1 && !c->plan->holds_frames ? rate : 25));
}

static void
clip_args_add_rate(struct command *c, double rate)
{
	args_add(&c->v, "-b:v", clip_args_bps(c->a, rate), "-maxrate",
	    clip_args_bps(c->a, fmin(1.5 * rate, INT_MAX)), "-bufsize",
	    clip_args_bps(c->a, fmin(2 * rate, INT_MAX)));
}

static void
clip_args_add_encoder(struct command *c)
{
	const struct codec *codec = clip_args_codec(c);

	if (c->hw)
		args_add(&c->v, "-c:v", c->hw->encoder);
	else
		args_add_list(&c->v, codec->args);
	if (c->plan->is_fitted)
		clip_args_add_rate(c, (double)c->plan->fit_video_bps);
	else if (c->hw)
		args_add_list(&c->v, c->hw->quality);
	else if (codec->quality)
		args_add_list(&c->v, codec->quality);
}

static void
clip_args_add_video(struct command *c)
{
	const char *stream = arena_printf(c->a, "0:%d", c->p->video.index);
	struct args *v = &c->v;

	if (c->plan->copies_video) {
		args_add(v, "-map", stream, "-c:v", "copy");
		if (!strcmp(c->p->video.codec, "hevc"))
			args_add(v, "-tag:v", "hvc1");
		return;
	}
	if (c->subtitles)
		args_add(v, "-filter_complex",
		    subtitle_args_graph(c->a, c->p->video.index,
			clip_args_frames(c), c->subtitles, clip_args_ending(c)),
		    "-map", "[out]");
	else
		args_add(v, "-map", stream, "-vf", arena_printf(c->a, "%s%s",
		    clip_args_frames(c), clip_args_ending(c)));
	/* Each frame keeps its own time: none is doubled, dropped or moved. */
	if (c->r->format == CLIP_MP4)
		args_add(v, "-fps_mode", "vfr", "-enc_time_base", "1:90000",
		    "-bsf:v", clip_args_frame_length(c));
	clip_args_add_encoder(c);
	if (clip_traits[c->r->format].colour >= COLOUR_VIDEO)
		colour_tag(v, &c->plan->colour);
}

/*
 * Holes in the sound are filled with silence, so that later sound stays in
 * place.  An MP3 has no time stamps, so its sound must also begin at 0.
 */
static const char *
clip_args_sound(struct command *c)
{
	const char *fill = c->r->format == CLIP_MP3
	    ? "aresample=async=1:first_pts=0" : "aresample=async=1";

	if (clip_args_start_s(c) == 0)
		return fill;
	return arena_printf(c->a, "atrim=start=%.6f,asetpts=PTS-%.6f/TB,%s",
	    clip_args_start_s(c), clip_args_start_s(c), fill);
}

static void
clip_args_add_audio(struct command *c)
{
	const struct clip_plan *plan = c->plan;
	const struct probe_stream *s = probe_stream_at(c->p->audio,
	    c->p->naudio, plan->audio);
	const char *codec = s ? s->codec : "";
	struct args *v = &c->v;

	if (plan->audio < 0) {
		args_add(v, "-an");
		return;
	}
	args_add(v, "-map", arena_printf(c->a, "0:%d", plan->audio));
	if (plan->copies_audio) {
		args_add(v, "-c:a", "copy");
		/* Chromium plays Opus late by what an edit list hides. */
		if (!strcmp(codec, "opus"))
			args_add(v, "-bsf:a", "noise=drop=lt(pts*tb\\,0)");
		return;
	}
	args_add(v, "-af", clip_args_sound(c), "-c:a",
	    clip_traits[c->r->format].audio_encoder, "-b:a",
	    clip_args_bps(c->a,
		plan->is_fitted ? plan->fit_audio_bps : plan->audio_bps));
	if (plan->is_fitted && c->r->format == CLIP_MP3)
		args_add(v, "-ar", clip_args_bps(c->a,
		    mp3_bitrate_sample_rate(plan->fit_audio_bps)));
	args_add(v, "-ac", "2");
}

/*
 * In containers that are not indexed by display time, FFmpeg seeks to a little
 * before the time it is given (open_input_file: 3/23 s if pictures are
 * reordered).  A copy from a keyframe would then begin with the keyframe
 * before, so we seek ahead by as much.  Times of keyframes are rounded, too.
 */
#define SEEK_BACK_S	(3.0 / 23)
#define ROUNDED_S	0.001

static double
clip_args_seek_ahead(const struct probe *p)
{
	bool by_display = !strncmp(p->container, "mov,", 4);

	return ROUNDED_S + (by_display || !p->video.reorder ? 0 : SEEK_BACK_S);
}

static void
clip_args_add_window(struct command *c)
{
	const struct clip_plan *plan = c->plan;
	double from = plan->start_s - plan->preroll_s, ahead = 0;

	if (plan->copies_video && from > 0) {
		ahead = clip_args_seek_ahead(c->p);
		args_add(&c->v, "-itsoffset", args_format_time(c->a, ahead));
	}
	args_add_window(&c->v, from > 0 ? from + ahead : from,
	    plan->preroll_s + plan->duration_s);
}

static void
clip_args_add_source(struct command *c, const char *path)
{
	if (c->hw)
		args_add_list(&c->v, c->hw->device);
	if (c->subtitles)
		args_add(&c->v, "-copyts");
	if (!c->plan->copies_video)
		picture_keep_filters(&c->v, c->p);
	clip_args_add_window(c);
	args_add_input(&c->v, path);
	if (c->subtitles && c->subtitles->is_bitmap)
		args_add_input(&c->v, c->subtitles->file);
}

static void
clip_args_add_output(struct command *c, const char *out)
{
	args_add(&c->v, "-t", args_format_time(c->a, c->plan->duration_s),
	    "-sn", "-dn", "-map_chapters", "-1", "-map_metadata", "-1");
	if (c->r->format == CLIP_MP4)
		args_add(&c->v, "-movflags", "+faststart");
	args_add(&c->v, "-f", clip_traits[c->r->format].muxer, "-y", out);
}

char *const *
clip_args_build(struct arena *a, const char *ffmpeg, const char *path,
    const struct probe *p, const struct clip_request *r,
    const struct clip_plan *plan, const struct subtitles *s,
    const struct hwaccel *hw, const char *out)
{
	struct command c = { .a = a, .p = p, .r = r, .plan = plan,
	    .subtitles = s, .v = { .a = a } };

	if (r->format == CLIP_MP4 && !plan->copies_video && !plan->is_hevc)
		c.hw = hw;
	args_start(&c.v, ffmpeg);
	args_add(&c.v, "-progress", "pipe:1", "-nostats", "-stats_period",
	    "0.5");
	clip_args_add_source(&c, path);
	if (r->format == CLIP_MP3)
		args_add(&c.v, "-vn");
	else
		clip_args_add_video(&c);
	clip_args_add_audio(&c);
	clip_args_add_output(&c, out);
	return args_finish(&c.v);
}
