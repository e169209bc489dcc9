#include "config.h"

#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/probe.h"
#include "media/tracks.h"
#include "model/session.h"

static const struct probe_stream audio[] = {
	{ .index = 1, .codec = "eac3", .language = "eng" },
	{ .index = 2, .codec = "dts", .language = "ger", .is_default = true },
	{ .index = 3, .codec = "pcm_s16le" },
};
static const struct probe_stream subtitles[] = {
	{ .index = 4, .codec = "subrip", .language = "eng" },
	{ .index = 6, .codec = "hdmv_pgs_subtitle", .language = "zho" },
};
static const struct probe film = { .audio = audio, .naudio = COUNT(audio),
    .subtitles = subtitles, .nsubtitles = COUNT(subtitles) };
static const struct probe silent;

static const struct {
	const char		*name;
	struct session_track	 t;
	int			 stream;
	bool			 noted;
} sounds[] = {
	{ "by index", { TRACK_ON, 1, -1, "eac3", "eng", NULL, NULL }, 1, 0 },
	{ "by ordinal", { TRACK_ON, -1, 0, "eac3", "en", NULL, NULL }, 1, 0 },
	{ "index before ordinal", { TRACK_ON, 1, 2, NULL, NULL, NULL, NULL },
	    1, 0 },
	{ "other names", { TRACK_ON, 2, -1, "DCA", "deu", NULL, NULL }, 2, 0 },
	{ "two letters", { TRACK_ON, 2, -1, "dts", "de-AT", NULL, NULL }, 2, 0 },
	{ "all of PCM", { TRACK_ON, 3, -1, "pcm", "jpn", NULL, NULL }, 3, 0 },
	{ "no words", { TRACK_ON, -1, 2, NULL, "und", NULL, NULL }, 3, 0 },
	{ "wrong codec", { TRACK_ON, 1, -1, "aac", "eng", NULL, NULL }, 2, 1 },
	{ "wrong language", { TRACK_ON, 1, -1, "eac3", "fra", NULL, NULL },
	    2, 1 },
	{ "no such index", { TRACK_ON, 4, -1, NULL, NULL, NULL, NULL }, 2, 1 },
	{ "no such ordinal", { TRACK_ON, -1, 3, NULL, NULL, NULL, NULL },
	    2, 1 },
	{ "neither", { TRACK_ON, -1, -1, "eac3", "eng", NULL, NULL }, 2, 1 },
	{ "unknown", { TRACK_UNKNOWN, -1, -1, NULL, NULL, NULL, NULL }, 2, 0 },
	{ "off", { TRACK_OFF, -1, -1, NULL, NULL, NULL, NULL }, 2, 0 },
};

static const struct {
	const char		*name;
	struct session_track	 t;
	int			 stream;
	const char		*path, *remote;
	bool			 noted;
} words[] = {
	{ "off", { TRACK_OFF, 4, -1, NULL, NULL, NULL, NULL }, -1, NULL, NULL,
	    0 },
	{ "unknown", { TRACK_UNKNOWN, -1, -1, NULL, NULL, NULL, NULL }, -1,
	    NULL, NULL, 0 },
	{ "by index", { TRACK_ON, 4, -1, "srt", "eng", NULL, NULL }, 4, NULL,
	    NULL, 0 },
	{ "by ordinal", { TRACK_ON, -1, 1, "PGSSUB", "chi", NULL, NULL }, 6,
	    NULL, NULL, 0 },
	{ "a file", { TRACK_ON, -1, -1, "srt", "eng", "/a.srt", "/s/1" }, -1,
	    "/a.srt", "/s/1", 0 },
	{ "the server's", { TRACK_ON, -1, -1, "srt", "eng", NULL, "/s/1" }, -1,
	    NULL, "/s/1", 0 },
	{ "wrong codec", { TRACK_ON, 6, -1, "ass", "zho", NULL, NULL }, 4,
	    NULL, NULL, 1 },
};

static const struct {
	const char	*said, *want;
} languages[] = {
	{ "de", "deu" }, { "deu", "deu" }, { "ger-AT", "deu" }, { "en", "eng" },
	{ "eng", "eng" }, { "zh", "zho" }, { "chi", "zho" }, { "x", NULL },
	{ "und", NULL }, { "zxx", NULL }, { "mis", NULL }, { "", NULL },
	{ NULL, NULL },
};

/* Another sound track in place of one that cannot be decoded. */
static void
instead(void)
{
	static const struct probe_stream list[] = {
		{ .index = 1, .language = "eng", .is_usable = true },
		{ .index = 2, .language = "ger", .is_usable = true,
		    .is_default = true },
		{ .index = 3, .language = "en", .is_usable = true },
		{ .index = 4, .language = "eng", .is_default = true },
	};
	struct probe p = { .audio = list, .naudio = COUNT(list) };
	int tried[] = { 3, 2 };

	is_int(track_choose_other(&p, 1, NULL, 0), 3, "one of its language");
	is_int(track_choose_other(&p, 1, tried, 1), 2, "  else the default");
	is_int(track_choose_other(&p, 1, tried, 2), -1, "  and none unusable");
	is_int(track_choose_other(&p, 2, NULL, 0), 1, "the first of any");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct track t;
	size_t i;

	for (i = 0; i < COUNT(sounds); i++) {
		t = track_audio(&a, &film, &sounds[i].t);
		is_int(t.stream, sounds[i].stream, sounds[i].name);
		is_int(t.note != NULL, sounds[i].noted, "  note");
	}
	for (i = 0; i < COUNT(words); i++) {
		t = track_subtitles(&a, &film, &words[i].t);
		is_int(t.stream, words[i].stream, words[i].name);
		is_str(t.path, words[i].path, "  path");
		is_str(t.remote, words[i].remote, "  remote");
		is_int(t.note != NULL, words[i].noted, "  note");
	}
	for (i = 0; i < COUNT(languages); i++)
		is_str(track_language(languages[i].said), languages[i].want,
		    languages[i].said ? languages[i].said : "no language");
	instead();
	t = track_audio(&a, &film, &sounds[0].t);
	ok(!track_is_none(&t), "a stream is a track");
	for (i = 0; i < 3; i++) {
		t = (struct track){ .stream = i == 0 ? 0 : -1,
		    .path = i == 1 ? "/p" : NULL,
		    .remote = i == 2 ? "/r" : NULL };
		ok(!track_is_none(&t), "  and so is a file");
	}
	t = (struct track)TRACK_NONE;
	ok(track_is_none(&t), "  but nothing is none");
	t = track_audio(&a, &silent, &sounds[0].t);
	is_int(t.stream, -1, "a silent film");
	t = track_subtitles(&a, &silent, &words[2].t);
	is_int(t.stream, -1, "a film without subtitles");
	ok(t.note && strstr(t.note, "has none"), "  says so");
	return done();
}
