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
	    "/a.srt", NULL, 0 },
	{ "the server's", { TRACK_ON, -1, -1, "srt", "eng", NULL, "/s/1" }, -1,
	    NULL, "/s/1", 0 },
	{ "wrong codec", { TRACK_ON, 6, -1, "ass", "zho", NULL, NULL }, 4,
	    NULL, NULL, 1 },
};

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
	t = track_audio(&a, &silent, &sounds[0].t);
	is_int(t.stream, -1, "a silent film");
	t = track_subtitles(&a, &silent, &words[2].t);
	is_int(t.stream, -1, "a film without subtitles");
	ok(t.note && strstr(t.note, "has none"), "  says so");
	return done();
}
