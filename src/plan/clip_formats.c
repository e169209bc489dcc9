#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "clip_formats.h"
#include "mp3_bitrate.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/probe.h"

const struct clip_trait clip_traits[] = {
	[CLIP_MP4]	= { "mp4", "mp4", "aac", 192000, COLOUR_VIDEO, 0, 1,
			    0, true },
	[CLIP_WEBM]	= { "webm", "webm", "libopus", 128000, COLOUR_VIDEO, 0,
			    6, 0, true },
	/* The palette filter holds every frame in memory. */
	[CLIP_GIF]	= { "gif", "gif", NULL, 0, COLOUR_RGB, 30, 3, 270,
			    false },
	[CLIP_WEBP]	= { "webp", "webp", NULL, 0, COLOUR_WEBP, 60, 3, 360,
			    false },
	[CLIP_MP3]	= { "mp3", "mp3", "libmp3lame", 192000, 0, 0, 0, 0,
			    true },
};

/*
 * Codecs and pixel formats that Chromium, Firefox and Safari play from an MP4.
 */
static const struct copyable {
	const char	*codec;
	const char	*pix_fmt;	/* NULL ends */
} copyable[] = {
	{ "h264", "yuv420p" }, { "h264", "yuvj420p" },
	{ "av1", "yuv420p" }, { "av1", "yuv420p10le" },
	{ "vp9", "yuv420p" }, { "vp9", "yuv420p10le" },
};

/*
 * H.264 profiles that phones decode.  Lossless and 4:2:2 profiles can have an
 * ordinary pixel format all the same.
 */
static const char *const h264_profiles[] = {
	"Baseline", "Constrained Baseline", "Main", "High",
	"Constrained High", "Progressive High",
};

/* The usual names of codecs. */
static const struct {
	const char	*codec, *name;
} called[] = {
	{ "hevc", "HEVC" }, { "h264", "H.264" }, { "mpeg2video", "MPEG-2" },
	{ "mpeg1video", "MPEG-1" }, { "mpeg4", "MPEG-4 ASP" },
	{ "msmpeg4v3", "DivX 3" }, { "vc1", "VC-1" }, { "vp8", "VP8" },
	{ "vp9", "VP9" }, { "av1", "AV1" }, { "theora", "Theora" },
	{ "prores", "ProRes" }, { "dvvideo", "DV" }, { "mjpeg", "MJPEG" },
	{ "wmv3", "WMV" },
	{ "ac3", "AC-3" }, { "eac3", "E-AC-3" }, { "dts", "DTS" },
	{ "truehd", "TrueHD" }, { "mlp", "MLP" }, { "flac", "FLAC" },
	{ "vorbis", "Vorbis" }, { "alac", "ALAC" }, { "mp2", "MP2" },
};

static bool
clip_format_is_listed(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(s, list[i]))
			return true;
	return false;
}

bool
clip_format_can_play_audio(const char *codec)
{
	static const char *const plays[] = { "aac", "mp3", "opus" };

	return clip_format_is_listed(codec, plays, COUNT(plays));
}

bool
clip_format_mp4_can_hold(const char *codec)
{
	static const char *const held[] = { "h264", "hevc", "av1", "vp9",
	    "mpeg4", "mpeg2video", "mpeg1video", "vc1", "mjpeg" };

	return clip_format_is_listed(codec, held, COUNT(held));
}

static const char *
clip_format_codec_name(const char *codec)
{
	size_t i;

	for (i = 0; i < COUNT(called); i++)
		if (!strcmp(codec, called[i].codec))
			return called[i].name;
	return codec;
}

const char *
clip_format_audio_problem(struct arena *a, const char *codec)
{
	if (clip_format_can_play_audio(codec))
		return NULL;
	return arena_printf(a, "the sound is %s, which browsers cannot play: "
	    "re-encoded", strncmp(codec, "pcm_", 4)
	    ? clip_format_codec_name(codec) : "PCM");
}

/* "sound track 2 (AC-4, eng)", counted from 1 as players do. */
static const char *
clip_format_sound_name(struct arena *a, const struct probe *p, int stream)
{
	const char *codec, *language;
	size_t i;

	for (i = 0; i < p->naudio; i++)
		if (p->audio[i].index == stream)
			break;
	if (i == p->naudio)
		return "the sound";
	codec = p->audio[i].codec;
	language = p->audio[i].language;
	return arena_printf(a, "sound track %zu (%s%s%s)", i + 1,
	    *codec ? clip_format_codec_name(codec) : "unknown codec",
	    language ? ", " : "", language ? language : "");
}

const char *
clip_format_sound_note(struct arena *a, const struct probe *p, int lost,
    int other)
{
	return arena_printf(a, "%s cannot be decoded here, or is empty: %s",
	    clip_format_sound_name(a, p, lost), other < 0 ? "the clip is silent"
	    : arena_printf(a, "%s was used instead",
	    clip_format_sound_name(a, p, other)));
}

static bool
clip_format_is_copyable(const struct probe_video *v, bool any_pix_fmt)
{
	size_t i;

	for (i = 0; i < COUNT(copyable); i++)
		if (!strcmp(v->codec, copyable[i].codec) &&
		    (any_pix_fmt || !strcmp(v->pix_fmt, copyable[i].pix_fmt)))
			return true;
	return false;
}

static const char *
clip_format_container_problem(const struct probe *p)
{
	if (probe_is_ts(p))
		return "the source is a transport or program stream, whose "
		    "copy would start seconds late: re-encoded";
	if (!strcmp(p->container, "avi"))
		return "the source is an AVI, whose copy would have no time "
		    "stamps: re-encoded";
	if (probe_is_untimed(p))
		return "the source is a raw stream, whose copy would have no "
		    "time stamps: re-encoded";
	return NULL;
}

const char *
clip_format_video_problem(struct arena *a, const struct probe *p, bool hevc)
{
	const struct probe_video *v = &p->video;
	bool plays = hevc && !strcmp(v->codec, "hevc");

	if (!plays && !clip_format_is_copyable(v, true))
		return arena_printf(a, "the source is %s, which %s cannot "
		    "play: re-encoded", clip_format_codec_name(v->codec),
		    strcmp(v->codec, "hevc") ? "browsers" : "many browsers");
	if (!plays && !clip_format_is_copyable(v, false))
		return arena_printf(a, "the source is %d-bit %s (%s), which "
		    "browsers cannot play: re-encoded", v->bits,
		    clip_format_codec_name(v->codec), v->pix_fmt);
	if (!strcmp(v->codec, "h264") &&
	    !clip_format_is_listed(v->profile, h264_profiles,
		COUNT(h264_profiles)))
		return arena_printf(a, "the source is H.264 of the profile "
		    "%s, which phones cannot play: re-encoded",
		    *v->profile ? v->profile : "unknown");
	if (probe_is_interlaced(p))
		return "the source is interlaced, which browsers show with "
		    "comb lines: re-encoded";
	if (v->changes)
		return "the picture's shape changes in the course of the "
		    "film, which a copy could not say: re-encoded";
	if (probe_holds_frames(p))
		return "the source holds its pictures for seconds, which a "
		    "copy cannot start within: re-encoded";
	return clip_format_container_problem(p);
}

const char *
clip_format_name(enum clip_format f)
{
	return clip_traits[f].name;
}

int
clip_format_find(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(clip_traits); i++)
		if (!strcmp(name, clip_traits[i].name))
			return (int)i;
	return -1;
}

/* The height that looks good at a bit rate. */
static int
clip_format_height_for(int64_t bps)
{
	static const struct { int64_t bps; int height; } steps[] = {
		{ 4000000, 1080 }, { 1200000, 720 }, { 600000, 480 },
		{ 200000, 360 },
	};
	size_t i;

	for (i = 0; i < COUNT(steps); i++)
		if (bps >= steps[i].bps)
			return steps[i].height;
	return 240;
}

#define VIDEO_BPS_MIN	60000	/* less is refused */
#define VIDEO_BPS_LEAST	20000	/* less is not tried */
#define AUDIO_BPS_LEAST	48000	/* if there is a picture */
#define AUDIO_PART	10	/* of the total, up to the full rate */
#define MUXING_BPS	6000

bool
clip_format_plan_rate(const struct clip_request *r, struct clip_plan *plan,
    double bps)
{
	int64_t left = (int64_t)bps - MUXING_BPS;

	plan->fit_bps = bps;
	if (r->format == CLIP_MP3) {
		plan->fit_audio_bps = mp3_bitrate_at_most(bps);
		return bps >= MP3_BPS_MIN;
	}
	plan->fit_audio_bps = (int)fmin(fmax(bps / AUDIO_PART,
	    AUDIO_BPS_LEAST), plan->audio_bps);
	if (plan->audio >= 0)
		left -= plan->fit_audio_bps;
	plan->fit_video_bps = left;
	plan->fit_height = clip_format_height_for(left);
	return left >= VIDEO_BPS_LEAST;
}

int
clip_format_plan_size(struct arena *a, const struct clip_request *r,
    struct clip_plan *plan, const char **why)
{
	double bps = r->format == CLIP_MP3
	    ? mp3_bitrate_for_size(r->max_bytes, plan->duration_s)
	    : 0.97 * 8 * (double)r->max_bytes / plan->duration_s;

	plan->audio_bps = clip_traits[r->format].audio_bps;
	plan->height = r->height ? r->height : clip_traits[r->format].height;
	if (!r->max_bytes || (clip_format_plan_rate(r, plan, bps) &&
	    (r->format == CLIP_MP3 || plan->fit_video_bps >= VIDEO_BPS_MIN)))
		return 0;
	*why = arena_printf(a, "max_bytes: %.0f s do not fit in %lld bytes; "
	    "choose a shorter clip", plan->duration_s, (long long)r->max_bytes);
	return -EINVAL;
}
