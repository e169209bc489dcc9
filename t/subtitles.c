#include "config.h"

#include "arena.h"
#include "auto.h"
#include "clip.h"
#include "plan.h"
#include "screenshot.h"
#include "subtitles.h"
#include "tap.h"

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
	const char	*path;
	bool		 is_one;
} remotes[] = {
	{ "/library/streams/906", true },
	{ "/library/streams/0", true },
	{ "/library/streams/", false },
	{ "/library/streams/9?x=1", false },
	{ "/library/streams/9/../../x", false },
	{ "/library/streams/-9", false },
	{ "/library/metadata/9", false },
	{ "library/streams/9", false },
	{ "//host/library/streams/9", false },
	{ "@host/library/streams/9", false },
	{ "", false },
};

static void
check_remotes(void)
{
	size_t i;

	for (i = 0; i < COUNT(remotes); i++)
		ok(subtitles_are_at(remotes[i].path) == remotes[i].is_one,
		    "what Plex has: \"%s\"", remotes[i].path);
}

static void
check_subtitles(void)
{
	struct subtitles text = { .file = "/w/s.ass", .zero_s = 12.5,
	    .styled = true };
	struct subtitles fonts = { .file = "/w/s.ass", .fonts = "/w/f",
	    .styled = true };
	struct subtitles plain = { .file = "/w/s.ass" };
	struct subtitles bitmap = { .file = "/w/s.mks", .is_bitmap = true };
	struct clip_request r = { .start_s = 10, .end_s = 20, .precise = true,
	    .audio = -1, .subtitle = TRACK_NONE };
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
	is_str(subtitles_graph(&a, 1, "fps=5", &plain, ""), "[0:1]fps=5,"
	    "subtitles=filename=/w/s.ass:force_style=Encoding=-1[out]",
	    "its direction");
	has(&a, subtitles_graph(&a, 0, "null", &bitmap, ""), "[1:0][v]scale2ref|"
	    "ow/mdar|overlay=|[out]", "a bitmap");
	has(&a, joined(&a, subtitles_argv(&a, "ffmpeg", "/f", &of_mkv, 2, 20, 15,
	    &bitmap)), "-copyts -ss 20.0|-t 75.0|-map 0:2|-c:s copy|/w/s.mks|-map 0:0|"
	    "framecrc",
	    "cut a bitmap");
	has(&a, joined(&a, subtitles_argv(&a, "ffmpeg", "/f", &of_mkv, 2, 0, 15,
	    &text)), "!-copyts|!-ss|-t 75.0|-c:s ass|/w/s.ass", "cut text");
	has(&a, joined(&a, subtitles_text_argv(&a, "ffmpeg", "/s.srt", 0, &text)),
	    "!-sub_charenc|!-subfps|-format_whitelist srt,|-i file:/s.srt",
	    "a file");
	has(&a, joined(&a, subtitles_text_argv(&a, "ffmpeg", "/s.sub", 23.976,
	    &text)), "-f microdvd -subfps 23.976|-i file:/s.sub",
	    "one that counts frames");
	clip_plan(&a, &of_mkv, &r, NULL, &plan, &why);
	has(&a, joined(&a, clip_argv(&a, "ffmpeg", "/f", &of_mkv, &r, &plan, &text,
	    NULL, "/o")), "-copyts|-filter_complex|-map [out]|if(N,PTS-10.000000|"
	    "asetpts=PTS-10.000000|!-vf", "a clip with them");
	screenshot_plan(&a, &of_mkv, &shot, &shot_plan, &why);
	has(&a, joined(&a, screenshot_argv(&a, "ffmpeg", "/f", &of_mkv, &shot,
	    &shot_plan, &bitmap, "/o")), "-i file:/w/s.mks|setpts=50.000000/TB|"
	    "-map [out]",
	    "a screenshot with them");
}

int
main(void)
{
	check_remotes();
	check_subtitles();
	arena_reset(&a);
	return done();
}
