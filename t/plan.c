#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "clip.h"
#include "hwaccel.h"
#include "probe.h"
#include "screenshot.h"
#include "strip.h"
#include "subtitles.h"
#include "tap.h"

static struct arena a;

static const struct probe_stream stereo[] = {
	{ .index = 1, .codec = "aac" },
	{ .index = 2, .codec = "ac3" },
	{ .index = 3, .codec = "opus" },
};

#define VIDEO	.index = 0, .width = 1920, .height = 1080, .profile = "", \
		.matrix = "", .primaries = "", .sar_num = 1, .sar_den = 1, \
		.bits = 8, .rate = 25, .average_rate = 25
#define FILE_	.duration_s = 100, .video_end_s = 100, .bit_rate = 8000000, \
		.audio = stereo, .naudio = COUNT(stereo)
#define H264	VIDEO, .codec = "h264", .pix_fmt = "yuv420p", \
		.transfer = "bt709", .field_order = "progressive"
#define HEVC	VIDEO, .codec = "hevc", .pix_fmt = "yuv420p10le", \
		.field_order = ""

static const struct probe mkv = { .container = "matroska,webm", FILE_,
    .video = { H264 } };
static const struct probe ts = { .container = "mpegts", FILE_,
    .start_s = 37.21, .video = { H264 } };
static const struct probe avi = { .container = "avi", FILE_,
    .video = { H264 } };
static const struct probe fields = { .container = "mov,mp4", FILE_,
    .video = { VIDEO, .codec = "h264", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "tt" } };
static const struct probe pq = { .container = "matroska,webm", FILE_,
    .video = { HEVC, .transfer = "smpte2084" } };
static const struct probe dolby = { .container = "mov,mp4", FILE_,
    .video = { HEVC, .transfer = "smpte2084", .dv_profile = 5 } };
static const struct probe dvd = { .container = "matroska,webm", FILE_,
    .video = { .index = 0, .codec = "mpeg2video", .width = 720,
    .height = 576, .pix_fmt = "yuv420p", .transfer = "", .matrix = "",
    .primaries = "", .field_order = "tt", .sar_num = 64, .sar_den = 45,
    .rate = 25, .average_rate = 25 } };
static const struct probe slides = { .container = "mov,mp4", FILE_,
    .video = { .index = 0, .codec = "h264", .width = 641, .height = 361,
    .pix_fmt = "yuv420p", .transfer = "", .matrix = "", .primaries = "",
    .field_order = "", .sar_num = 1, .sar_den = 1, .rate = 25,
    .average_rate = 0.25 } };
static const struct probe sound = { .container = "mp3", .duration_s = 100,
    .audio = stereo, .naudio = 1, .video = { .index = -1, .codec = "",
    .transfer = "", .field_order = "" } };
static const struct probe silent = { .container = "mov,mp4",
    .duration_s = 100, .video = { H264 } };
static const struct probe vc1 = { .container = "matroska,webm", FILE_,
    .video = { VIDEO, .codec = "vc1", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "" } };
static const struct probe vp8 = { .container = "matroska,webm", FILE_,
    .video = { VIDEO, .codec = "vp8", .pix_fmt = "yuv420p",
    .transfer = "", .field_order = "" } };
static const struct probe deep = { .container = "matroska,webm", FILE_,
    .video = { .index = 0, .width = 1920, .height = 1080, .matrix = "",
    .primaries = "", .sar_num = 1, .sar_den = 1, .bits = 10,
    .average_rate = 25, .codec = "h264", .pix_fmt = "yuv420p10le",
    .transfer = "", .field_order = "" } };

/* The whole command as one line. */
static const char *
joined(char *const *argv)
{
	const char *s = "";

	for (; *argv; argv++)
		s = arena_printf(&a, "%s %s", s, *argv);
	return s;
}

/* Each of the words, "|" between, is there; those after "!" are not. */
static void
has(const char *line, const char *words, const char *name)
{
	char *list = arena_strdup(&a, words), *word, *rest = list;

	while ((word = strsep(&rest, "|")))
		ok(*word == '!' ? !strstr(line, word + 1)
		    : strstr(line, word) != NULL, "%s: %s", name, word);
	if (getenv("TELL"))
		printf("# %s\n", line);
}

static const struct {
	const char		*name;
	const struct probe	*p;
	struct screenshot_request r;
	const char		*words;
} shots[] = {
	{ "plain", &mkv, { 50.5, PICTURE_JPG, 2, true, -1, NULL },
	    " -copyts| -ss 49.500000 |-i file:/m/f.mkv|-map 0:0|trim=end=50.5|"
	    "fps=fps=1000:start_time=50.500500:round=up|trim=end_frame=1|"
	    "-c:v mjpeg -q:v 2| -update 1 -f image2 -y /w/out|!bwdif|"
	    "!tonemap|!setsar|-protocol_whitelist file|-format_whitelist|"
	    "!-qmin" },
	{ "from the start", &mkv, { 0.5, PICTURE_JPG, 1, true, -1, NULL },
	    "!-ss|!trim=end=|start_time=0.500500|-qmin 1" },
	{ "before it", &mkv, { -3, PICTURE_PNG, 2, true, -1, NULL },
	    "start_time=0.000500|-c:v png|format=rgb24" },
	{ "after the end", &mkv, { 1e6, PICTURE_WEBP, 20, true, -1, NULL },
	    "-ss 99.000000|start_time=100.000500|-c:v libwebp -quality 43" },
	{ "transport stream", &ts, { 50, PICTURE_JPG, 2, true, -1, NULL },
	    "-ss 35.000000|start_time=87.210500" },
	{ "fields", &fields, { 50, PICTURE_JPG, 2, true, -1, NULL },
	    "-vf bwdif=mode=send_frame:deint=interlaced,settb" },
	{ "DVD", &dvd, { 50, PICTURE_JPG, 2, true, -1, NULL },
	    "bwdif|scale='trunc(iw*sar/2)*2':ih,setsar=1" },
	{ "HDR", &pq, { 50, PICTURE_JPG, 2, true, -1, NULL },
	    "zscale=min=2020_ncl:pin=2020:t=linear|tonemap=hable" },
	{ "HDR as it is", &pq, { 50, PICTURE_PNG, 2, false, -1, NULL },
	    "!tonemap|!zscale|!rgb24" },
	{ "slides", &slides, { 50, PICTURE_JPG, 2, true, -1, NULL },
	    "-ss 35.000000" },
};

static void
check_shots(void)
{
	struct screenshot_plan plan;
	const char *why = NULL;
	size_t i;

	for (i = 0; i < COUNT(shots); i++) {
		is_int(screenshot_plan(&a, shots[i].p, &shots[i].r, &plan,
		    &why), 0, shots[i].name);
		has(joined(screenshot_argv(&a, "ffmpeg", "/m/f.mkv",
		    shots[i].p, &shots[i].r, &plan, NULL, "/w/out")),
		    shots[i].words, shots[i].name);
		ok(plan.timeout_ms >= 30000, "  has time");
	}
	is_int(screenshot_plan(&a, &dolby, &shots[0].r, &plan, &why), -EINVAL,
	    "Dolby Vision 5 is refused");
	ok(strstr(why, "Dolby Vision") != NULL, "  by name");
	is_int(screenshot_plan(&a, &sound, &shots[0].r, &plan, &why), -EINVAL,
	    "sound has no picture");
}

static void
check_again(void)
{
	struct screenshot_request r = { .at_s = 90 };
	struct probe early = mkv;
	struct screenshot_plan plan;
	const char *why;

	early.video_end_s = 60;
	screenshot_plan(&a, &early, &r, &plan, &why);
	ok(plan.at_s == 90, "first where it was asked for");
	ok(screenshot_plan_again(&early, &plan), "then");
	ok(plan.at_s == 60 && plan.preroll_s == 15, "  at the picture's end");
	ok(screenshot_plan_again(&early, &plan), "then from far back");
	ok(plan.preroll_s > plan.at_s, "  from the very start here");
	ok(!screenshot_plan_again(&early, &plan), "then no more");
}

static const struct {
	const char		*name;
	const struct probe	*p;
	struct clip_request	 r;
	const char		*note;	/* a word of it, or NULL: none */
	const char		*words;
} clips[] = {
	{ "copied", &mkv, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, NULL, "-ss 10.000000| -t 30.000000|-map 0:0|"
	    "-c:v copy|-map 0:1 -c:a copy|-sn -dn|-map_chapters -1|"
	    "-movflags +faststart|-f mp4 -y /w/out|!make_zero|!-tag|!-vf|"
	    "-progress pipe:1" },
	{ "sound that is silent in browsers", &mkv, { .start_s = 10,
	    .end_s = 40, .audio = 2, .subtitle = -1 }, "AC-3",
	    "-c:v copy|-map 0:2|-c:a aac -b:a 192000 -ac 2" },
	{ "Opus begins with the picture", &mkv, { .start_s = 10, .end_s = 40,
	    .audio = 3, .subtitle = -1 }, NULL, "-c:a copy|-bsf:a noise" },
	{ "precise", &mkv, { .start_s = 10, .end_s = 40, .precise = true,
	    .audio = -1, .subtitle = -1 }, NULL, "-ss 9.000000|"
	    "trim=start=0.9995|atrim=start=1.000000|-c:v libx264 -preset "
	    "veryfast -pix_fmt yuv420p -crf 18|-c:a aac|!copy" },
	{ "clamped", &mkv, { .start_s = -5, .end_s = 1000, .audio = -1,
	    .subtitle = -1 }, NULL, "!-ss|-t 100.000000" },
	{ "HEVC", &pq, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "HEVC", "libx264|tonemap" },
	{ "HEVC as it is", &pq, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1, .codec = "source" }, NULL,
	    "-c:v copy -tag:v hvc1|!tonemap" },
	{ "a codec that is the same", &mkv, { .start_s = 10, .end_s = 40,
	    .audio = -1, .subtitle = -1, .codec = "h264" }, NULL, "libx264" },
	{ "MPEG-2", &dvd, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "MPEG-2, which browsers cannot play",
	    "libx264|bwdif|setsar=1" },
	{ "VC-1", &vc1, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "VC-1", "libx264" },
	{ "10-bit", &deep, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "10-bit", "-pix_fmt yuv420p |!tonemap" },
	{ "interlaced", &fields, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "interlaced", "bwdif" },
	{ "transport stream", &ts, { .start_s = 20, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "transport", "-ss 5.000000|trim=start=14.999500,|"
	    "PTS-15.000000/TB,0)|atrim=start=15.000000" },
	{ "its beginning", &ts, { .start_s = 5, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "transport", "!-ss|trim=start=4.999500" },
	{ "AVI", &avi, { .start_s = 20, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, "AVI", "libx264" },
	{ "slides", &slides, { .start_s = 70, .end_s = 80, .precise = true,
	    .audio = -1, .subtitle = -1 }, NULL, "-ss 10.000000|fps=25.0|"
	    "trim=start=59.999500|scale='trunc(iw/2)*2':'trunc(ih/2)*2'" },
	{ "scaled", &mkv, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1, .height = 480 }, "scaled",
	    "scale=-2:'min(480,trunc(ih/2)*2)'|libx264" },
	{ "smaller anyway", &mkv, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1, .height = 1080 }, NULL, "-c:v copy" },
	{ "no sound", &silent, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1 }, NULL, "-c:v copy| -an |!-c:a" },
	{ "WebM", &mkv, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1, .format = CLIP_WEBM }, NULL,
	    "libvpx-vp9|libopus|-f webm|!faststart" },
	{ "GIF", &mkv, { .start_s = 10, .end_s = 16, .audio = -1,
	    .subtitle = -1, .format = CLIP_GIF }, NULL,
	    "fps=15|palettegen|paletteuse| -an |-f gif|min(270" },
	{ "WebP", &mkv, { .start_s = 10, .end_s = 16, .audio = -1,
	    .subtitle = -1, .format = CLIP_WEBP, .height = 200 }, NULL,
	    "libwebp_anim| -an |-f webp|min(200" },
	{ "MP3", &sound, { .start_s = 10, .end_s = 40, .audio = -1,
	    .subtitle = -1, .format = CLIP_MP3 }, NULL,
	    "-vn|libmp3lame -b:a 192000|-f mp3|!-c:v" },
	{ "a word on the track", &mkv, { .start_s = 10, .end_s = 40,
	    .audio = -1, .subtitle = -1, .track_note = "another track" },
	    "another track", "-c:v copy" },
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
		has(joined(clip_argv(&a, "ffmpeg", "/m/f.mkv", clips[i].p,
		    &clips[i].r, &plan, NULL, NULL, "/w/out")), clips[i].words,
		    clips[i].name);
	}
}

#define TEN	.start_s = 10, .end_s = 20, .audio = -1, .subtitle = -1

static const struct {
	const char		*name;
	const struct probe	*p;
	struct clip_request	 r;
	const char		*why;
} refused[] = {
	{ "a codec we have not", &mkv, { TEN, .codec = "av1" }, "codec" },
	{ "a precise copy", &mkv, { TEN, .codec = "source", .precise = true },
	    "codec" },
	{ "a copy that is smaller", &mkv, { TEN, .codec = "source",
	    .height = 100 }, "codec" },
	{ "a copy that fits", &mkv, { TEN, .codec = "source",
	    .max_bytes = 1000000 }, "codec" },
	{ "a WebM of H.264", &mkv, { TEN, .codec = "h264",
	    .format = CLIP_WEBM }, "codec" },
	{ "a copy that MP4 does not hold", &vp8, { TEN, .codec = "source" },
	    "codec" },
	{ "a picture of sound", &sound, { TEN }, "no picture" },
	{ "sound of a silent film", &silent, { TEN, .format = CLIP_MP3 },
	    "no sound" },
	{ "a track that is none", &mkv, { .start_s = 10, .end_s = 20,
	    .subtitle = -1, .audio = 0 }, "audio_stream" },
	{ "Dolby Vision 5", &dolby, { TEN }, "Dolby Vision" },
	{ "after the end", &mkv, { .start_s = 100, .end_s = 110, .audio = -1,
	    .subtitle = -1 }, "end" },
	{ "a long GIF", &mkv, { .start_s = 0, .end_s = 50, .audio = -1,
	    .subtitle = -1, .format = CLIP_GIF }, "format" },
	{ "a GIF that fits", &mkv, { TEN, .format = CLIP_GIF,
	    .max_bytes = 1000000 }, "max_bytes" },
	{ "too much for its size", &mkv, { TEN, .max_bytes = 100000 },
	    "max_bytes" },
	{ "too much sound for its size", &mkv, { TEN, .max_bytes = 10000,
	    .format = CLIP_MP3 }, "max_bytes" },
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

static void
check_size(void)
{
	struct clip_request r = { TEN, .max_bytes = 10 << 20 };
	struct clip_plan plan;
	const char *why, *line;

	r.end_s = 70;
	is_int(clip_plan(&a, &mkv, &r, "because", &plan, &why), 0,
	    "60 s in 10 MiB");
	is_str(plan.note, "because", "  after a look at the copy");
	is_int(plan.video_bps, (long long)(0.97 * (10 << 20) * 8 / 60) -
	    plan.audio_bps - 6000, "  the rest is for the picture");
	is_int(plan.fit_height, 720, "  of a size that it can carry");
	line = joined(clip_argv(&a, "ffmpeg", "/f", &mkv, &r, &plan, NULL,
	    NULL, "/o"));
	has(line, "-crf 18|!-maxrate", "by quality first");
	plan.fit = true;
	line = joined(clip_argv(&a, "ffmpeg", "/f", &mkv, &r, &plan, NULL,
	    NULL, "/o"));
	has(line, "!-crf|-b:v |-maxrate |-bufsize |min(720", "then to a rate");
}

static void
check_hardware(void)
{
	static const char *const names[] = { "vaapi", "nvenc", "qsv" };
	struct clip_request r = { TEN, .precise = true };
	struct clip_plan plan;
	const char *why;
	size_t i;

	clip_plan(&a, &mkv, &r, NULL, &plan, &why);
	for (i = 0; i < COUNT(names); i++)
		has(joined(clip_argv(&a, "ffmpeg", "/f", &mkv, &r, &plan, NULL,
		    hwaccel_named(names[i]), "/o")),
		    arena_printf(&a, "-c:v h264_%s|!libx264", names[i]),
		    names[i]);
	ok(!hwaccel_named("none") && !hwaccel_named(""), "none is none");
	r.precise = false;
	clip_plan(&a, &mkv, &r, NULL, &plan, &why);
	has(joined(clip_argv(&a, "ffmpeg", "/f", &mkv, &r, &plan, NULL,
	    hwaccel_named("vaapi"), "/o")), "-c:v copy|!vaapi", "a copy");
}

static const struct {
	const char	*path, *escaped;
} paths[] = {
	{ "/data/captures", "/data/captures" },
	{ "/a b", "/a b" },
	{ "/a:b", "/a\\\\:b" },
	{ "/it's", "/it\\\\\\'s" },
	{ "/a,b;[c]", "/a\\,b\\;\\[c\\]" },
	{ "/a\\b", "/a\\\\\\\\b" },
};

static void
check_subtitles(void)
{
	struct subtitles text = { .file = "/w/s.ass", .zero_s = 12.5 };
	struct subtitles fonts = { .file = "/w/s.ass", .fonts = "/w/f" };
	struct subtitles bitmap = { .file = "/w/s.mks", .is_bitmap = true };
	struct clip_request r = { TEN, .precise = true };
	struct screenshot_request shot = { .at_s = 50, .quality = 2 };
	struct screenshot_plan shot_plan;
	struct clip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(paths); i++)
		is_str(subtitles_escape(&a, paths[i].path), paths[i].escaped,
		    paths[i].path);
	is_str(subtitles_graph(&a, 1, "fps=5", &text, ",x"), "[0:1]fps=5,"
	    "setpts=PTS-12.500000/TB,subtitles=filename=/w/s.ass,"
	    "setpts=PTS+12.500000/TB,x[out]", "text");
	is_str(subtitles_graph(&a, 1, "fps=5", &fonts, ""), "[0:1]fps=5,"
	    "subtitles=filename=/w/s.ass:fontsdir=/w/f[out]", "its fonts");
	has(subtitles_graph(&a, 0, "null", &bitmap, ""), "[1:0][v]scale2ref|"
	    "ow/mdar|overlay=|[out]", "a bitmap");
	has(joined(subtitles_argv(&a, "ffmpeg", "/f", &mkv, 2, 20, &bitmap)),
	    "-copyts -ss 20.0|-map 0:2|-c:s copy|/w/s.mks|-map 0:0|framecrc",
	    "cut a bitmap");
	has(joined(subtitles_argv(&a, "ffmpeg", "/f", &mkv, 2, 0, &text)),
	    "!-copyts|!-ss|-c:s ass|/w/s.ass", "cut text");
	has(joined(subtitles_file_argv(&a, "ffmpeg", "/s.srt", false, &text)),
	    "-sub_charenc WINDOWS-1252|-format_whitelist srt,|-i file:/s.srt",
	    "a file");
	clip_plan(&a, &mkv, &r, NULL, &plan, &why);
	has(joined(clip_argv(&a, "ffmpeg", "/f", &mkv, &r, &plan, &text, NULL,
	    "/o")), "-copyts|-filter_complex|-map [out]|if(N,PTS-10.000000|"
	    "asetpts=PTS-10.000000|!-vf", "a clip with them");
	screenshot_plan(&a, &mkv, &shot, &shot_plan, &why);
	has(joined(screenshot_argv(&a, "ffmpeg", "/f", &mkv, &shot, &shot_plan,
	    &bitmap, "/o")), "-i file:/w/s.mks|setpts=50.000000/TB|-map [out]",
	    "a screenshot with them");
}

static const struct {
	const char		*name;
	struct strip_request	 r;
	double			 first_s, last_s;
	int			 count, columns, rows;
	const char		*words;
} strips[] = {
	{ "around", { 50, 12, 1, 320 }, 44, 55, 12, 12, 1,
	    "-skip_frame noref|-noaccurate_seek|-ss 43.0|tile=12x1|"
	    "fps=fps=1000000/1000000:start_time=44.000500" },
	{ "at the start", { 2, 5, 1, 320 }, 0, 4, 5, 5, 1, "!-ss" },
	{ "before the start", { 1, 5, 1, 320 }, 0, 3, 4, 4, 1, "!-ss" },
	{ "at the end", { 99.5, 5, 1, 320 }, 97.5, 99.5, 3, 3, 1, "tile=3x1" },
	{ "past the end", { 500, 5, 1, 320 }, 98, 100, 3, 3, 1, "tile=3x1" },
	{ "many and wide", { 50, 60, 0.1, 1280 }, 47, 52.9, 60, 3, 20,
	    "!-skip_frame|tile=3x20" },
	{ "far apart", { 50, 5, 10, 320 }, 30, 70, 5, 5, 1,
	    "-skip_frame nokey" },
	{ "each frame", { 50, 5, 0, 320 }, 49.884, 50.084, 5, 5, 1,
	    "trim=start=49.884|!-skip_frame|!fps=" },
};

static void
check_strips(void)
{
	struct strip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(strips); i++) {
		is_int(strip_plan(&mkv, &strips[i].r, &plan, &why), 0,
		    strips[i].name);
		ok(fabs(plan.first_s - strips[i].first_s) < 1e-6 &&
		    fabs(plan.last_s - strips[i].last_s) < 1e-6,
		    "  from %g to %g", plan.first_s, plan.last_s);
		is_int(plan.count, strips[i].count, "  count");
		is_int(plan.columns, strips[i].columns, "  columns");
		is_int(plan.rows, strips[i].rows, "  rows");
		has(joined(strip_argv(&a, "ffmpeg", "/f", &mkv,
		    strips[i].r.width, &plan, "/o")), strips[i].words,
		    strips[i].name);
	}
	is_int(strip_plan(&sound, &strips[0].r, &plan, &why), -EINVAL,
	    "sound has no frames");
}

static void
check_strip_lines(void)
{
	double s = -1;

	is_int(strip_line("frame:12   pts:500000  pts_time:0.5", &s), 1,
	    "a frame's time");
	ok(s == 0.5, "  in seconds");
	is_int(strip_line("frame:0    pts:-40000  pts_time:-0.04", &s), 1,
	    "a frame before 0");
	ok(s == -0.04, "  too");
	is_int(strip_line("t=1", &s), 0, "another line");
	is_int(strip_line("frame:1 pts:NOPTS", &s), 0, "no time");
	ok(s == -0.04, "  changes nothing");
}

int
main(void)
{
	check_shots();
	check_again();
	check_clips();
	check_refused();
	check_size();
	check_hardware();
	check_subtitles();
	check_strips();
	check_strip_lines();
	arena_reset(&a);
	return done();
}
