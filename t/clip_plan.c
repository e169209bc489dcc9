#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "plan/clip_formats.h"
#include "plan/hwaccel.h"

static struct arena a;

/* A request for a part of the film, in seconds; other members may follow. */
#define CLIP(from, to)	.start_s = from, .end_s = to, .audio = -1, \
	.subtitle = TRACK_NONE

static const struct {
	const char		*name;
	const struct probe	*p;
	struct clip_request	 r;
	const char		*note;	/* a part of it, or NULL: no note */
	const char		*words;
} clips[] = {
	{ "copied", &of_mkv, { CLIP(10, 40) }, NULL,
	    "-itsoffset 0.001000 -ss 10.001000|-t 90.000000|-i file:/m/f.mkv|"
	    "-map 0:0| -t 30.000000|-c:v copy|-map 0:1 -c:a copy|-sn -dn|"
	    "-map_chapters -1|-movflags +faststart|-f mp4 -y /w/out|!make_zero|"
	    "!-tag|!-vf|-progress pipe:1" },
	{ "reordered", &of_reordered, { CLIP(10, 40) }, NULL,
	    "-itsoffset 0.131435 -ss 10.131435|-c:v copy" },
	{ "sound that is silent in browsers", &of_mkv, { .start_s = 10,
	    .end_s = 40, .audio = 2, .subtitle = TRACK_NONE }, "AC-3",
	    "-c:v copy|-map 0:2|-c:a aac -b:a 192000 -ac 2" },
	{ "Opus begins with the picture", &of_mkv, { .start_s = 10, .end_s = 40,
	    .audio = 3, .subtitle = TRACK_NONE }, NULL,
	    "-c:a copy|-bsf:a noise" },
	{ "precise", &of_mkv, { CLIP(10, 40), .is_precise = true }, NULL,
	    "-ss 9.000000|trim=start=0.9995|atrim=start=1.000000|-c:v libx264 "
	    "-preset veryfast -pix_fmt yuv420p -crf 18|-c:a aac|!copy" },
	{ "clamped", &of_mkv, { CLIP(-5, 1000) }, NULL, "!-ss|-t 100.000000" },
	{ "HEVC", &of_pq, { CLIP(10, 40) }, "HEVC", "libx264|tonemap" },
	{ "HEVC as it is", &of_pq, { CLIP(10, 40), .codec = "source" }, NULL,
	    "-c:v copy -tag:v hvc1|!tonemap" },
	{ "HDR kept", &of_pq, { CLIP(10, 40), .keep_hdr = true }, "kept as HDR",
	    "-c:v copy -tag:v hvc1|!tonemap" },
	{ "HDR kept, precise", &of_pq, { CLIP(10, 40), .keep_hdr = true,
	    .is_precise = true }, "kept as HDR",
	    "libx265|hvc1|-crf 20|!tonemap|format=yuv420p10le|-colorspace 9 "
	    "-color_primaries 9 -color_trc 16" },
	{ "HDR not kept", &of_pq, { CLIP(10, 40), .codec = "hevc" }, NULL,
	    "libx265|tonemap|format=yuv420p10le|-color_trc 1 |!libx264" },
	{ "SDR kept is SDR", &of_mkv, { CLIP(10, 40), .keep_hdr = true }, NULL,
	    "-c:v copy" },
	{ "HDR heard", &of_pq, { CLIP(10, 40), .keep_hdr = true,
	    .format = CLIP_MP3 }, NULL, "libmp3lame" },
	{ "a codec that is the same", &of_mkv, { CLIP(10, 40),
	    .codec = "h264" }, NULL, "libx264" },
	{ "MPEG-2", &of_dvd, { CLIP(10, 40) },
	    "MPEG-2, which browsers cannot play", "libx264|bwdif|setsar=1" },
	{ "VC-1", &of_vc1, { CLIP(10, 40) }, "VC-1", "libx264" },
	{ "lossless", &of_lossless, { CLIP(10, 40) },
	    "H.264 of the profile High 4:4:4 Predictive", "libx264" },
	{ "constrained", &of_constrained, { CLIP(10, 40) }, NULL, "-c:v copy" },
	{ "10-bit", &of_deep, { CLIP(10, 40) }, "10-bit",
	    "-pix_fmt yuv420p |!tonemap" },
	{ "interlaced", &of_fields, { CLIP(10, 40) }, "interlaced", "bwdif" },
	{ "transport stream", &of_ts, { CLIP(20, 40) }, "transport",
	    "-ss 5.000000|trim=start=14.999500,|PTS-15.000000/TB,0)|"
	    "atrim=start=15.000000" },
	{ "its beginning", &of_ts, { CLIP(5, 40) }, "transport",
	    "!-ss|trim=start=4.999500" },
	{ "AVI", &of_avi, { CLIP(20, 40) }, "AVI", "libx264" },
	{ "raw stream", &of_raw, { CLIP(20, 40) }, "raw",
	    "!-ss|-t 100.000000|trim=start=19.999500" },
	{ "slides", &of_slides, { CLIP(70, 80), .is_precise = true }, NULL,
	    "-ss 10.000000|fps=50.0|trim=start=59.999500|"
	    "scale='trunc(iw/2)*2':'trunc(ih/2)*2'" },
	{ "scaled", &of_mkv, { CLIP(10, 40), .height = 480 }, "scaled",
	    "scale=-2:'min(480,trunc(ih/2)*2)'|libx264" },
	{ "smaller anyway", &of_mkv, { CLIP(10, 40), .height = 1080 }, NULL,
	    "-c:v copy" },
	{ "no sound", &of_silent, { CLIP(10, 40) }, NULL,
	    "-c:v copy| -an |!-c:a" },
	{ "WebM", &of_mkv, { CLIP(10, 40), .format = CLIP_WEBM }, NULL,
	    "libvpx-vp9|libopus|-f webm|!faststart" },
	{ "GIF", &of_mkv, { CLIP(10, 16), .format = CLIP_GIF }, NULL,
	    "fps=15|,trim=end=6.000000,split|palettegen|paletteuse| -an |-f "
	    "gif|min(270" },
	{ "WebP", &of_mkv, { CLIP(10, 16), .format = CLIP_WEBP, .height = 200 },
	    NULL, "libwebp_anim| -an |-f webp|min(200" },
	{ "MP3", &of_sound, { CLIP(10, 40), .format = CLIP_MP3 }, NULL,
	    "-vn|libmp3lame -b:a 192000|-f mp3|!-c:v" },
	{ "a word on the track", &of_mkv, { CLIP(10, 40),
	    .track_note = "another track" }, "another track", "-c:v copy" },
};

static void
check_clips(void)
{
	struct clip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(clips); i++) {
		why = "";
		is_int(clip_plan(&a, clips[i].p, &clips[i].r, NULL, &plan,
		    &why), 0, clips[i].name);
		if (*why)
			printf("# %s\n", why);
		ok(clips[i].note ? plan.note && strstr(plan.note,
		    clips[i].note) : !plan.note, "  note: %s", plan.note
		    ? plan.note : "none");
		has(&a, joined(&a, clip_args_build(&a, "ffmpeg", "/m/f.mkv",
		    clips[i].p, &clips[i].r, &plan, NULL, NULL, "/w/out")),
		    clips[i].words, clips[i].name);
	}
}

static const struct {
	const char		*name;
	const struct probe	*p;
	struct clip_request	 r;
	const char		*why;
} refused[] = {
	{ "a codec we have not", &of_mkv, { CLIP(10, 20), .codec = "av1" },
	    "codec" },
	{ "HDR as H.264", &of_pq, { CLIP(10, 20), .codec = "h264",
	    .keep_hdr = true }, "tonemap" },
	{ "HDR as GIF", &of_pq, { CLIP(10, 20), .format = CLIP_GIF,
	    .keep_hdr = true }, "tonemap" },
	{ "HDR as WebM", &of_pq, { CLIP(10, 20), .format = CLIP_WEBM,
	    .keep_hdr = true }, "tonemap" },
	{ "subtitles on HDR", &of_pq, { .start_s = 10, .end_s = 20, .audio = -1,
	    .subtitle = { .stream = 3 }, .keep_hdr = true }, "tonemap" },
	{ "a precise copy", &of_mkv, { CLIP(10, 20), .codec = "source",
	    .is_precise = true }, "codec" },
	{ "a copy that is smaller", &of_mkv, { CLIP(10, 20), .codec = "source",
	    .height = 100 }, "codec" },
	{ "a copy that fits", &of_mkv, { CLIP(10, 20), .codec = "source",
	    .max_bytes = 1000000 }, "codec" },
	{ "a WebM of H.264", &of_mkv, { CLIP(10, 20), .codec = "h264",
	    .format = CLIP_WEBM }, "codec" },
	{ "a copy that MP4 does not hold", &of_vp8, { CLIP(10, 20),
	    .codec = "source" }, "codec" },
	{ "a picture of sound", &of_sound, { CLIP(10, 20) }, "no picture" },
	{ "sound of a silent film", &of_silent, { CLIP(10, 20),
	    .format = CLIP_MP3 }, "no sound" },
	{ "a track that is none", &of_mkv, { .start_s = 10, .end_s = 20,
	    .subtitle = TRACK_NONE, .audio = 0 }, "audio_stream" },
	{ "Dolby Vision 5", &of_dolby, { CLIP(10, 20) }, "Dolby Vision" },
	{ "after the end", &of_mkv, { CLIP(100, 110) }, "end" },
	{ "a long GIF", &of_mkv, { CLIP(0, 50), .format = CLIP_GIF },
	    "format" },
	{ "a GIF that fits", &of_mkv, { CLIP(10, 20), .format = CLIP_GIF,
	    .max_bytes = 1000000 }, "max_bytes" },
	{ "too much for its size", &of_mkv, { CLIP(10, 20),
	    .max_bytes = 100000 }, "max_bytes" },
	{ "too much sound for its size", &of_mkv, { CLIP(10, 20),
	    .max_bytes = 10000, .format = CLIP_MP3 }, "max_bytes" },
};

static void
check_refused(void)
{
	struct clip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(refused); i++) {
		why = "";
		is_int(clip_plan(&a, refused[i].p, &refused[i].r, NULL, &plan,
		    &why), -EINVAL, refused[i].name);
		ok(strstr(why, refused[i].why) != NULL, "  %s", why);
	}
}

static const char *
command(const struct clip_request *r, const struct clip_plan *plan,
    const struct hwaccel *hw)
{
	return joined(&a,
	    clip_args_build(&a, "ffmpeg", "/f", &of_mkv, r, plan, NULL, hw,
		"/o"));
}

static void
check_size(void)
{
	struct clip_request r = { CLIP(10, 20), .max_bytes = 10 << 20 };
	struct clip_plan plan;
	const char *why;

	r.end_s = 70;
	is_int(clip_plan(&a, &of_mkv, &r, "because", &plan, &why), 0,
	    "60 s in 10 MiB");
	is_str(plan.note, "because", "  after a look at the copy");
	is_int(plan.fit_video_bps, (long long)(0.97 * (10 << 20) * 8 / 60) -
	    plan.fit_audio_bps - 6000, "  the rest is for the picture");
	is_int(plan.fit_height, 720, "  of a size that it can carry");
	has(&a, command(&r, &plan, NULL), "-crf 18|!-maxrate",
	    "by quality first");
	plan.is_fitted = true;
	has(&a, command(&r, &plan, NULL),
	    "!-crf|-b:v |-maxrate |-bufsize |min(720", "then to a rate");
}

static void
check_sound_size(void)
{
	struct clip_request r = { .start_s = 10, .end_s = 20, .audio = -1,
	    .subtitle = TRACK_NONE, .format = CLIP_MP3, .max_bytes = 100000 };
	struct clip_plan plan;
	const char *why;

	is_int(clip_plan(&a, &of_mkv, &r, NULL, &plan, &why), 0,
	    "10 s of sound in 100,000 bytes");
	has(&a, command(&r, &plan, NULL), "-b:a 192000|!-ar",
	    "  at full rate first");
	plan.is_fitted = true;
	has(&a, command(&r, &plan, NULL), "aresample=async=1:first_pts=0|"
	    "-b:a 64000 -ar 48000", "  then of the highest rate that fits");
	clip_format_plan_rate(&r, &plan, 63999);
	has(&a, command(&r, &plan, NULL), "-b:a 56000 -ar 24000",
	    "  and of the next");
}

static void
check_hardware(void)
{
	static const char *const names[] = { "vaapi", "nvenc", "qsv" };
	struct clip_request r = { CLIP(10, 20), .is_precise = true };
	struct clip_plan plan;
	const char *why;
	size_t i;

	clip_plan(&a, &of_mkv, &r, NULL, &plan, &why);
	for (i = 0; i < COUNT(names); i++)
		has(&a, command(&r, &plan, hwaccel_named(names[i])),
		    arena_printf(&a, "-c:v h264_%s|!libx264", names[i]),
		    names[i]);
	ok(!hwaccel_named("none") && !hwaccel_named(""), "none is none");
	r.is_precise = false;
	clip_plan(&a, &of_mkv, &r, NULL, &plan, &why);
	has(&a, command(&r, &plan, hwaccel_named("vaapi")),
	    "-c:v copy|!vaapi", "a copy");
}

int
main(void)
{
	check_clips();
	check_refused();
	check_size();
	check_sound_size();
	check_hardware();
	arena_reset(&a);
	return done();
}
