#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "servers/plex.h"

/* A body, or the name of a fixture. */
static char *
body(struct arena *a, const char *s, size_t *len)
{
	if (strchr(s, '<')) {
		*len = strlen(s);
		return arena_strdup(a, s);
	}
	return fixture_read(a, s, len);
}

static struct reports
parsed(struct arena *a, const char *s)
{
	struct reports r = { 0 };
	size_t len;
	char *text = body(a, s, &len);

	is_int(plex_parse(a, text, len, &r), 0, s);
	plex_ids_assign(a, &r, NULL, 0);
	return r;
}

static bool
join(struct arena *a, struct report *r, const char *item)
{
	size_t len;
	char *text = body(a, item, &len);
	struct plex_item *i = plex_item_parse(a, text, len);

	return i && plex_item_join(a, r, i);
}

#define HEAT	"E01b_E02_plex_metadata_42_three_versions.xml"
#define HEAT_AT	"/data/Movies/Heat (1995)/"

/* A session of an item, with these Media. */
static const struct {
	const char	*name;
	const char	*media;
	const char	*file;
	bool		 found;
} versions[] = {
	{ "the selected one", "<Media id='201'/><Media id='202' selected='1'>"
	    "<Part id='302'/></Media>", HEAT_AT "Heat 2160p.mkv", true },
	{ "the only one", "<Media id='201'><Part id='301'/></Media>",
	    HEAT_AT "Heat 1080p.mkv", true },
	{ "none selected: the first", "<Media id='202'/><Media id='201'/>",
	    HEAT_AT "Heat 2160p.mkv", true },
	{ "none selected: not the copy", "<Media id='203'/><Media id='202'/>",
	    HEAT_AT "Heat 2160p.mkv", true },
	{ "the copy, when selected", "<Media id='203' selected='1'/>"
	    "<Media id='202'/>", HEAT_AT "Plex Versions/Optimized for Mobile/"
	    "Heat.mp4", true },
	{ "the copy, when alone", "<Media id='203'/>", HEAT_AT
	    "Plex Versions/Optimized for Mobile/Heat.mp4", true },
	{ "by the part", "<Media id='x'><Part id='302'/></Media>",
	    HEAT_AT "Heat 2160p.mkv", true },
	{ "not in the item", "<Media id='x'><Part id='y'/></Media>",
	    HEAT_AT "Heat 1080p.mkv", false },
	{ "nor in the item, but told", "<Media id='x'><Part id='y' "
	    "file='/told.mkv'/></Media>", "/told.mkv", false },
	{ "no Media at all", "", HEAT_AT "Heat 1080p.mkv", false },
	{ "ids are strings", "<Media id='0202'><Part id='302.0'/></Media>",
	    HEAT_AT "Heat 1080p.mkv", false },
};

static void
choices(struct arena *a)
{
	size_t i;

	for (i = 0; i < COUNT(versions); i++) {
		struct reports r = parsed(a, arena_printf(a,
		    "<MediaContainer><Video ratingKey='42' sessionKey='1'>%s"
		    "</Video></MediaContainer>", versions[i].media));
		struct session *s = &r.v[0].session;

		is_int(join(a, &r.v[0], HEAT), versions[i].found,
		    versions[i].name);
		is_str(s->nparts ? s->parts[0].reported : NULL,
		    versions[i].file, "  file");
		is_str(s->media_error, NULL, "  no error");
	}
}

static void
transcode(struct arena *a)
{
	struct reports r = parsed(a, "E01a_plex_transcode_session.xml");
	struct session *s = &r.v[0].session;

	is_int((long long)r.n, 1, "transcode: one session");
	is_str(s->id, "plex-abc", "  id");
	is_str(s->media_key, "42", "  media_key");
	is_str(s->native_key, "7", "  sessionKey");
	is_str(s->title, "Heat", "  title");
	is_str(s->subtitle, "", "  subtitle");
	is_int(s->year, 1995, "  year");
	is_str(s->user, "owner", "  user");
	is_str(s->player, "Chrome", "  player");
	is_int(s->state, PLAY_PLAYING, "  state");
	ok(s->duration_s == 10200 && r.v[0].value_s == 1234, "  position");
	is_str(s->thumbnail, "/photo/:/transcode?width=400&height=225"
	    "&minSize=1&url=%2Flibrary%2Fmetadata%2F42%2Fthumb%2F1",
	    "  thumbnail");
	is_str(r.v[0].item, "42", "  asks for its item");
	is_int((long long)s->nparts, 0, "  no file yet");
	ok(s->media_error && strstr(s->media_error, "PLEX_TOKEN"),
	    "  and says so");
	ok(join(a, &r.v[0], HEAT), "  joined");
	is_str(s->parts[0].reported, HEAT_AT "Heat 2160p.mkv", "  file");
	is_str(s->media_error, NULL, "  no error");
	is_int(s->audio.choice, TRACK_ON, "  audio on");
	is_int(s->audio.index, 2, "  its index in the file");
	is_int(s->audio.ordinal, 1, "  the second");
	is_str(s->audio.codec, "ac3", "  codec of the file");
	is_int(s->subtitles.index, 4, "  subtitles");
	is_int(s->subtitles.ordinal, 0, "  the first");
	is_str(s->subtitles.remote, NULL, "  inside");
}

static void
parts(struct arena *a)
{
	struct reports r = parsed(a, "E03a_plex_two_parts_session.xml");
	struct session *s = &r.v[0].session;
	double at = 0;

	ok(join(a, &r.v[0], "E03b_plex_metadata_77_two_parts.xml"),
	    "two parts");
	is_int((long long)s->nparts, 2, "  both");
	is_str(session_part_at(s, r.v[0].value_s, &at)->reported,
	    "/data/Movies/Gettysburg cd2.avi",
	    "  the second plays, though the first is flagged");
	ok(at == 2000, "  2000 s into it");
	is_int(s->state, PLAY_BUFFERING, "  buffering");
	is_str(s->user, "", "  nameless user");
	is_str(s->player, "Plex for LG", "  player by its product");
	is_int(s->audio.index, 1, "  audio");
	is_int(s->subtitles.choice, TRACK_OFF, "  subtitles off");
}

/* External subtitles have no index; the server has the file. */
static void
tracks(struct arena *a)
{
	struct reports r = parsed(a, "<MediaContainer><Video ratingKey='42' "
	    "sessionKey='1'><Media id='202'><Part id='302'><Stream id='906' "
	    "streamType='3' selected='1'/></Part></Media></Video>"
	    "</MediaContainer>");
	struct session *s = &r.v[0].session;

	ok(join(a, &r.v[0], HEAT), "external subtitles");
	is_int(s->subtitles.choice, TRACK_ON, "  on");
	is_int(s->subtitles.index, -1, "  not in the file");
	is_str(s->subtitles.remote, "/library/streams/906", "  but there");
	is_int(s->audio.choice, TRACK_UNKNOWN, "  audio unknown");
	r = parsed(a, "<MediaContainer><Video ratingKey='42' sessionKey='1'>"
	    "<Media id='202'><Part id='302'/></Media></Video>"
	    "</MediaContainer>");
	is_int(r.v[0].session.subtitles.choice, TRACK_UNKNOWN,
	    "no streams told: unknown");
}

#define SUBTITLES(part, streams) "<Part id='" part "' file='/" part ".mkv' " \
	"duration='1000'>" streams "</Part>"
#define STREAM(id, more) "<Stream id='" id "' streamType='3' " more "/>"

/* All external subtitles of the version that plays. */
static void
externals(struct arena *a)
{
	struct reports r = parsed(a, "<MediaContainer><Video ratingKey='1' "
	    "sessionKey='1'><Media id='8' selected='1'><Part id='b'/></Media>"
	    "</Video></MediaContainer>");
	struct session *s = &r.v[0].session;
	const struct session_external *e;

	ok(join(a, &r.v[0], "<MediaContainer><Video ratingKey='1'>"
	    "<Media id='7'>" SUBTITLES("a", STREAM("9", "key='/other'"))
	    "</Media><Media id='8'>" SUBTITLES("b", STREAM("1", "index='2'")
	    STREAM("2", "codec='srt' languageCode='eng' title='Full\x04' "
	    "default='1' key='/library/streams/2'") STREAM("3", "codec='pgs' "
	    "languageCode='deu' forced='1' key='/library/streams/3'")
	    STREAM("4", "")) SUBTITLES("c", STREAM("5", "key='/k'"))
	    "</Media></Video></MediaContainer>"), "external subtitles, listed");
	is_int((long long)s->nexternals, 3, "  those of this version");
	e = s->externals;
	is_str(e[0].track.remote, "/library/streams/2", "  where");
	is_str(e[0].track.codec, "srt", "  codec");
	is_str(e[0].track.language, "eng", "  language");
	is_str(e[0].title, "Full", "  title");
	ok(e[0].is_default && !e[0].is_forced && !e[1].is_default &&
	    e[1].is_forced, "  default, forced");
	is_str(e[1].title, NULL, "  no title");
	ok(e[0].part == 0 && e[2].part == 1, "  of which file");
	ok(strcmp(e[0].id, e[1].id) &&
		session_external_by_id(s, e[1].id) == &e[1],
	    "  ids of their own");
	is_int((long long)e[0].track.choice, TRACK_ON, "  can be chosen");
}

/* A row of type clip whose Media names no file, and its message. */
static const struct {
	const char	*row;
	const char	*says;
} clips[] = {
	{ "type='clip' subtype='trailer' extraType='1'", "is a trailer that" },
	{ "type='clip' extraType='1'", "is a trailer that" },
	{ "type='clip' subtype='interview'", "an interview" },
	{ "type='clip' subtype='unheardOf'", "a trailer or another extra" },
	{ "type='clip'", "a trailer or another extra" },
	{ "type='clip' subtype='clip' extraType='9'", "another extra" },
	{ "type='movie' subtype='clip'", "PLEX_TOKEN" },
	{ "type='movie' subtype='trailer'", "PLEX_TOKEN" },
	{ "type='episode'", "PLEX_TOKEN" },
};

static void
trailers(struct arena *a)
{
	const char *item = "<MediaContainer><Video ratingKey='1'><Media "
	    "id='7'><Part id='a' key='/services/iva/1'/></Media></Video>"
	    "</MediaContainer>";
	struct reports r;
	size_t i;

	for (i = 0; i < COUNT(clips); i++) {
		struct session *s;

		r = parsed(a, arena_printf(a, "<MediaContainer>"
		    "<Video ratingKey='1' sessionKey='1' %s><Media id='7'>"
		    "<Part id='a'/></Media></Video></MediaContainer>",
		    clips[i].row));
		s = &r.v[0].session;
		ok(strstr(s->media_error, clips[i].says) != NULL, "%s: %s",
		    clips[i].row, s->media_error);
		join(a, &r.v[0], item);
		ok(strstr(s->media_error, clips[i].says) != NULL,
		    "  with its item, too");
	}
	item = "<MediaContainer><Video ratingKey='1'><Media id='7'><Part "
	    "id='a' file='/film-trailer.mkv'/></Media></Video>"
	    "</MediaContainer>";
	r = parsed(a, "<MediaContainer><Video ratingKey='1' sessionKey='1' "
	    "type='clip'><Media id='7'/></Video></MediaContainer>");
	ok(join(a, &r.v[0], item) && !r.v[0].session.media_error,
	    "one with a file can be captured");
}

static void
rows(struct arena *a)
{
	struct reports r = parsed(a, "E04_plex_rows_without_session.xml");
	const struct session *before[4];
	struct reports again;

	is_int((long long)r.n, 4, "rows: duplicates are one");
	is_int((long long)r.skipped, 1, "  a senseless one is counted");
	is_str(r.v[0].session.id, "plex-same", "  Session@id");
	is_str(r.v[0].session.title, "One", "  the first of the duplicates");
	is_str(r.v[1].session.id, "plex-12", "  missing: the sessionKey");
	is_str(r.v[2].session.id, "plex-13", "  taken: the sessionKey");
	is_str(r.v[3].session.id, "plex-plex-13", "  two that want one");
	is_str(r.v[1].session.player, "", "  no player's name");
	is_int(r.v[3].session.state, PLAY_PLAYING, "  no state");

	/* The first session is gone; the others keep their ids. */
	before[0] = &r.v[3].session;
	before[1] = &r.v[2].session;
	again = parsed(a, "<MediaContainer><Video ratingKey='3' "
	    "sessionKey='13'><Session id='same'/></Video><Video ratingKey='9' "
	    "sessionKey='14'><Session id='same'/></Video></MediaContainer>");
	again.v[0].session.id = again.v[1].session.id = NULL;
	plex_ids_assign(a, &again, before, 2);
	is_str(again.v[0].session.id, "plex-13", "  an id is kept");
	is_str(again.v[1].session.id, "plex-same", "  and a new one is given");
}

static const struct {
	const char	*title, *subtitle;
	const char	*media_key;
	const char	*error;
	const char	*file;
} odd[] = {
	{ "BBC One", "News", "_livetv_sessions_8a1c", "live TV", NULL },
	{ "Miles Davis", "So What", "61", "music", NULL },
	{ "Beach", "", "62", "photo", NULL },
	{ "Holiday", "", "63", NULL, "/home/holiday.mp4" },
};

static void
oddities(struct arena *a)
{
	struct reports r = parsed(a, "E06_plex_without_file.xml");
	size_t i;

	is_int((long long)r.n, 4, "  all are listed");
	for (i = 0; i < COUNT(odd) && i < r.n; i++) {
		struct session *s = &r.v[i].session;

		is_str(s->title, odd[i].title, odd[i].title);
		is_str(s->subtitle, odd[i].subtitle, "  subtitle");
		is_str(s->media_key, odd[i].media_key, "  media_key");
		ok(odd[i].error ? s->media_error &&
		    strstr(s->media_error, odd[i].error) != NULL
		    : !s->media_error, "  error");
		is_str(s->nparts ? s->parts[0].reported : NULL, odd[i].file,
		    "  file");
		ok(!r.v[i].item == !odd[i].file, "  asks for no item");
	}
	is_str(r.v[0].session.thumbnail, NULL, "live TV: no thumbnail");
	r = parsed(a, "E05_plex_skip_theme_and_preroll.xml");
	is_int((long long)(r.n + r.skipped), 0, "hidden, and not counted");
}

/* A title with bytes that XML forbids must not lose the next session. */
static void
dirt(struct arena *a)
{
	struct reports r = parsed(a, "<?xml version=\"1.0\" encoding="
	    "\"ISO-8859-1\"?><MediaContainer size='99'>"
	    "<Video ratingKey='1' sessionKey='1' title='A\x04 caf\xe9 &#4;&b' "
	    "type='episode' grandparentTitle='Caf\xc3\xa9' parentIndex='1' "
	    "index='2'/><Hint/><Video ratingKey='2' sessionKey='2' title='B'/>"
	    "</MediaContainer>");

	is_int((long long)r.n, 2, "both are there");
	is_str(r.v[0].session.subtitle,
	    "S01E02 \u2014 A caf\xef\xbf\xbd &b", "cleaned");
	is_str(r.v[0].session.title, "Caf\xc3\xa9", "UTF-8, whatever it says");
	is_str(r.v[1].session.title, "B", "the other");
	r = parsed(a, "<MediaContainer><Video ratingKey='a/../b' sessionKey='"
	    "x y' title='T' duration='-5' viewOffset='nan' year='1e99'/>"
	    "</MediaContainer>");
	is_str(r.v[0].session.id, "plex-x_y", "odd characters in ids");
	is_str(r.v[0].item, "a/../b", "an opaque key");
	ok(r.v[0].session.duration_s == 0 && r.v[0].value_s == 0 &&
	    r.v[0].session.year == 0, "numbers that are none");
}

static const struct {
	const char	*name;
	const char	*text;
} bad[] = {
	{ "empty", "" },
	{ "HTML", "<html><body>Unauthorized</body></html>" },
	{ "cut short", "<MediaContainer><Video ratingKey='1'" },
	{ "JSON", "{\"MediaContainer\":{\"size\":0}}" },
	{ "entities", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
	    "<x>&a;</x>" },
};

static void
failures(struct arena *a)
{
	struct reports r;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		is_int(plex_parse(a, bad[i].text, strlen(bad[i].text), &r),
		    -EBADMSG, bad[i].name);
		ok(!plex_item_parse(a, bad[i].text, strlen(bad[i].text)),
		    "  no item either");
	}
	is_int(plex_parse(a, "<MediaContainer/>", 17, &r), 0, "nothing plays");
	is_int((long long)r.n, 0, "  so it says");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };

	transcode(&a);
	choices(&a);
	parts(&a);
	tracks(&a);
	externals(&a);
	trailers(&a);
	rows(&a);
	oddities(&a);
	dirt(&a);
	failures(&a);
	return done();
}
