#include "config.h"

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "make/subtitle_make.h"
#include "media/probe.h"
#include "media/subtitle_kind.h"
#include "plan/clip_plan.h"
#include "plan/screenshot_args.h"
#include "plan/subtitle_args.h"

static struct arena a;

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

static const struct {
	const char	*path, *server;
} remotes[] = {
	{ "/library/streams/906", "Plex" },
	{ "/library/streams/0", "Plex" },
	{ "/library/streams/", NULL },
	{ "/library/streams/9?x=1", NULL },
	{ "/library/streams/9/../../x", NULL },
	{ "/library/streams/-9", NULL },
	{ "/library/metadata/9", NULL },
	{ "library/streams/9", NULL },
	{ "//host/library/streams/9", NULL },
	{ "@host/library/streams/9", NULL },
	{ "/Videos/0a/1b/Subtitles/2/0/Stream.srt", "Jellyfin" },
	{ "/Videos/0a/1b/Subtitles/2/0/Stream.ass", "Jellyfin" },
	{ "/Videos/0a/1b/Subtitles/2/0/Stream.exe", NULL },
	{ "/Videos/0a/1b/Subtitles/2/0/Stream.srt?x", NULL },
	{ "/Videos/../1b/Subtitles/2/0/Stream.srt", NULL },
	{ "/Videos//1b/Subtitles/2/0/Stream.srt", NULL },
	{ "/Videos/0a/1b/Subtitles/x/0/Stream.srt", NULL },
	{ "", NULL },
};

static void
check_remotes(void)
{
	size_t i;

	for (i = 0; i < COUNT(remotes); i++)
		is_str(subtitle_fetch_server(remotes[i].path),
		    remotes[i].server, remotes[i].path);
}

#define BYTES(s)	s, sizeof(s) - 1

static const struct {
	const char		*bytes;
	size_t			 len;
	enum subtitle_kind	 kind;
	bool			 microdvd, styled;
} kinds[] = {
	{ BYTES(""), SUBTITLE_TEXT, false, false },
	{ BYTES("1\n00:00:01,000 --> 00:00:02,000\n"), SUBTITLE_TEXT, false,
	    false },
	{ BYTES("{1}{25}x"), SUBTITLE_TEXT, true, false },
	{ BYTES("{100}{}x"), SUBTITLE_TEXT, true, false },
	{ BYTES("{y:i}{25}x"), SUBTITLE_TEXT, false, false },
	{ BYTES("{1}x"), SUBTITLE_TEXT, false, false },
	{ BYTES("{1"), SUBTITLE_TEXT, false, false },
	{ BYTES("; made by x\n[Script Info]\n"), SUBTITLE_TEXT, false, true },
	{ BYTES("PG\0\0"), SUBTITLE_PGS, false, false },
	{ BYTES("\x1a\x45\xdf\xa3"), SUBTITLE_MATROSKA, false, false },
	{ BYTES("# VobSub index file, v7"), SUBTITLE_VOBSUB, false, false },
	{ BYTES("\0\0\x01\xba"), SUBTITLE_VOBSUB_DATA, false, false },
	{ BYTES("\0\0\x01"), SUBTITLE_TEXT, false, false },
};

static void
check_kinds(void)
{
	static const char idx[] = "# VobSub index file, v7\n# id: xx\n"
	    "id: en, index: 0\nid: fr, index: 1\r\ntimestamp: 00:00:01:000, "
	    "filepos: 0\ntimestamp: 00:00:02:000, filepos: 800\nid: \n"
	    "id: de, index: 3\ntimestamp: 00:00:01:000, filepos: 0";
	const struct probe_stream *s;
	size_t i;

	for (i = 0; i < COUNT(kinds); i++) {
		is_int(subtitle_kind_detect(kinds[i].bytes, kinds[i].len),
		    kinds[i].kind, arena_printf(&a, "kind %zu", i));
		ok(subtitle_kind_is_microdvd(kinds[i].bytes, kinds[i].len) ==
		    kinds[i].microdvd, "  frames");
		ok(subtitle_kind_is_styled(kinds[i].bytes, kinds[i].len) ==
		    kinds[i].styled, "  styles");
	}
	is_int((long long)subtitle_kind_parse_vobsub(&a, idx, sizeof(idx) - 1,
	    &s), 2, "languages that have pictures");
	is_str(s[0].language, "fr", "  the first");
	is_str(s[1].language, "de", "  the second");
	is_int(s[1].index, 1, "  numbered as FFmpeg does");
}

static void
check_containers(void)
{
	struct subtitles text = { .file = "/w/s.ass" };
	struct subtitles bitmap = { .file = "/w/s.mks", .is_bitmap = true };
	struct subtitle_source f = { .path = "/x.idx", .data = "/x.sub",
	    .probe = &of_mkv, .stream = 1, .from_s = 20, .to_s = 60,
	    .shift_s = 1.5 };

	has(&a,
	    joined(&a,
		subtitle_args_build_container(&a, "ffmpeg", &f, &bitmap)),
	    "-seek_timestamp 1|-copyts -itsoffset 1.5|-ss 20.0|-sub_name "
	    "file:/x.sub|-format_whitelist matroska,webm,sup,vobsub,mpeg|"
	    "-i file:/x.idx -map 0:1|-c:s copy|-to 61.5|/w/s.mks",
	    "a disc's pictures");
	f.data = NULL;
	has(&a,
	    joined(&a, subtitle_args_build_container(&a, "ffmpeg", &f, &text)),
	    "!-copyts|-sub_charenc_mode ignore|-ss 20.0|!-sub_name|-c:s ass|"
	    "-to 40.0|/w/s.ass",
	    "a stream of text in a file of its own");
}

static void
check_subtitles(void)
{
	struct subtitles text = { .file = "/w/s.ass", .zero_s = 12.5,
	    .is_styled = true };
	struct subtitles fonts = { .file = "/w/s.ass", .fonts = "/w/f",
	    .is_styled = true };
	struct subtitles plain = { .file = "/w/s.ass" };
	struct subtitles bitmap = { .file = "/w/s.mks", .is_bitmap = true };
	struct clip_request r = { .start_s = 10,
		.end_s = 20,
		.is_precise = true,
		.audio = -1,
		.subtitle = TRACK_NONE };
	struct screenshot_request shot = { .at_s = 50, .quality = 2 };
	struct screenshot_plan shot_plan;
	struct clip_plan plan;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(paths); i++)
		is_str(subtitle_args_escape_path(&a, paths[i].path),
		    paths[i].escaped, paths[i].path);
	is_str(subtitle_args_graph(&a, 1, "fps=5", &text, ",x"), "[0:1]fps=5,"
	    "setpts=PTS-12.500000/TB,subtitles=filename=/w/s.ass,"
	    "setpts=PTS+12.500000/TB,x[out]", "text");
	is_str(subtitle_args_graph(&a, 1, "fps=5", &fonts, ""), "[0:1]fps=5,"
	    "subtitles=filename=/w/s.ass:fontsdir=/w/f[out]", "its fonts");
	is_str(subtitle_args_graph(&a, 1, "fps=5", &plain, ""), "[0:1]fps=5,"
	    "subtitles=filename=/w/s.ass:force_style=Encoding=-1[out]",
	    "its direction");
	has(&a, subtitle_args_graph(&a, 0, "null", &bitmap, ""),
	    "[1:0][v]scale2ref|"
	    "ow/mdar|overlay=|[out]",
	    "a bitmap");
	has(&a,
	    joined(&a,
		subtitle_args_build(&a, "ffmpeg", "/f", &of_mkv, 2, 20, 15,
		    &bitmap)),
	    "-copyts -ss 20.0|-t 675.0|-map 0:2|-c:s copy|/w/s.mks|"
	    "-stats_period 0.02 -map 0:0|framecrc",
	    "cut a bitmap");
	has(&a,
	    joined(&a,
		subtitle_args_build(&a, "ffmpeg", "/f", &of_mkv, 2, 0, 15,
		    &text)),
	    "!-copyts|!-ss|-t 675.0|-c:s ass|/w/s.ass", "cut text");
	has(&a,
	    joined(&a,
		subtitle_args_build_text(&a, "ffmpeg", "/s.srt", 0, &text)),
	    "!-sub_charenc|!-subfps|-format_whitelist srt,|-i file:/s.srt",
	    "a file");
	has(&a,
	    joined(&a,
		subtitle_args_build_text(&a, "ffmpeg", "/s.sub", 23.976,
		    &text)),
	    "-f microdvd -subfps 23.976|-i file:/s.sub",
	    "one that counts frames");
	clip_plan(&a, &of_mkv, &r, NULL, &plan, &why);
	has(&a,
	    joined(&a,
		clip_args_build(&a, "ffmpeg", "/f", &of_mkv, &r, &plan, &text,
		    NULL, "/o")),
	    "-copyts|-filter_complex|-map [out]|if(N,PTS-10.000000|"
	    "asetpts=PTS-10.000000|!-vf",
	    "a clip with them");
	screenshot_plan(&a, &of_mkv, &shot, &shot_plan, &why);
	has(&a,
	    joined(&a,
		screenshot_args_build(&a, "ffmpeg", "/f", &of_mkv, &shot,
		    &shot_plan, &bitmap, "/t", "/o")),
	    "-i file:/w/s.mks|setpts=50.000000/TB|"
	    "-map [out]",
	    "a screenshot with them");
}

int
main(void)
{
	check_remotes();
	check_kinds();
	check_containers();
	check_subtitles();
	arena_reset(&a);
	return done();
}
