#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "servers/jellyfin.h"

static char *
body(struct arena *a, const char *s, size_t *len)
{
	if (strchr("[{", *s)) {
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

	is_int(jellyfin_parse(a, text, len, &r), 0, s);
	return r;
}

static bool
join(struct arena *a, struct report *r, const char *item)
{
	size_t len;
	char *text = body(a, item, &len);
	struct jellyfin_item *i = jellyfin_item_parse(a, text, len);

	return i && jellyfin_item_join(a, r, i);
}

static const char *
file(const struct report *r)
{
	return r->session.nparts ? r->session.parts[0].reported : NULL;
}

#define SESSION	"E09a_jellyfin_multiversion_session.json"
#define ITEM	"E09b_jellyfin_items_ids_response.json"
#define HEAT	"/media/movies/Heat (1995)/Heat (1995) - "

static void
other_version(struct arena *a)
{
	struct reports r = parsed(a, SESSION);
	struct session *s = &r.v[0].session;

	is_int((long long)r.n, 1, "one session");
	is_str(s->id, "jf-69d07c2fc8c761cc1afb64d10bd559f7", "  id");
	is_str(s->media_key, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "  key");
	is_str(s->title, "Heat", "  title");
	is_str(s->subtitle, "", "  subtitle");
	is_str(s->user, "demo", "  user");
	is_str(s->player, "Firefox", "  player");
	is_int(s->year, 1995, "  year");
	ok(s->duration_s == 10200 && r.v[0].value_s == 3600, "  position");
	is_int(r.v[0].checkin_ms, 1769126561100, "  check-in");
	is_str(s->thumbnail, "/Items/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Images/"
	    "Primary?maxWidth=400&quality=80&tag=abc", "  thumbnail");
	is_int(s->subtitles.choice, TRACK_OFF, "  subtitles off");
	is_str(file(&r.v[0]), NULL, "  not the path on display");
	is_str(r.v[0].item, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "  asks for the item on display");
	ok(s->media_error != NULL, "  and says so until then");
	ok(join(a, &r.v[0], ITEM), "  joined");
	is_str(file(&r.v[0]), HEAT "1080p.mkv", "  the version that plays");
	is_str(s->media_error, NULL, "  no error");
	r = parsed(a, SESSION);
	ok(!join(a, &r.v[0], "{\"Items\":[{\"Id\":\"aaaa\",\"MediaSources\":"
	    "[{\"Id\":\"cc\",\"Path\":\"/x.mkv\"}]}]}"),
	    "it is not in the item");
	ok(!file(&r.v[0]) && r.v[0].session.media_error, "  then no file");
	ok(!join(a, &r.v[0], "{\"Items\":[]}"), "no item");
}

#define ROW(state, item) "[{\"Id\":\"s\",\"PlayState\":{" state "}," \
	"\"NowPlayingItem\":{\"Name\":\"N\",\"Path\":\"/own.mkv\"" item "}}]"

static const struct {
	const char	*name;
	const char	*text;
	const char	*file;
	const char	*item;
} versions[] = {
	{ "the item's own", ROW("\"MediaSourceId\":\"ab\"", ",\"Id\":\"ab\""),
	    "/own.mkv", NULL },
	{ "with dashes and capitals", ROW("\"MediaSourceId\":\"A-B\"",
	    ",\"Id\":\"ab\""), "/own.mkv", NULL },
	{ "none named", ROW("", ",\"Id\":\"ab\""), "/own.mkv", NULL },
	{ "null", ROW("\"MediaSourceId\":null", ",\"Id\":\"ab\""),
	    "/own.mkv", NULL },
	{ "another", ROW("\"MediaSourceId\":\"cd\"", ",\"Id\":\"ab\""),
	    NULL, "ab" },
	{ "sources sent", ROW("\"MediaSourceId\":\"cd\"", ",\"Id\":\"ab\","
	    "\"MediaSources\":[{\"Id\":\"ef\",\"Path\":\"/ef.mkv\"},"
	    "{\"Id\":\"c-d\",\"Path\":\"/cd.mkv\"}]"), "/cd.mkv", NULL },
	{ "sources sent, none fits: the first", ROW("\"MediaSourceId\":\"cd\"",
	    ",\"Id\":\"ab\",\"MediaSources\":[{\"Id\":\"ef\",\"Path\":"
	    "\"/ef.mkv\"},{\"Id\":\"gh\",\"Path\":\"/gh.mkv\"}]"), "/ef.mkv",
	    NULL },
	{ "deep inside there are others", ROW("\"MediaSourceId\":\"ab\"",
	    ",\"Id\":\"ab\",\"X\":{\"Path\":\"/deep.mkv\"}"), "/own.mkv",
	    NULL },
};

static void
choices(struct arena *a)
{
	size_t i;

	for (i = 0; i < COUNT(versions); i++) {
		struct reports r = parsed(a, versions[i].text);

		is_str(file(&r.v[0]), versions[i].file, versions[i].name);
		is_str(r.v[0].item, versions[i].item, "  asks for");
	}
}

static const struct {
	const char	*id;
	const char	*title, *subtitle;
	const char	*error;
	const char	*file;
} odd[] = {
	{ "jf-a", "strm", "", ".strm", NULL },
	{ "jf-b", "bd", "", "Blu-ray folder", NULL },
	{ "jf-c", "dvd", "", "disc image", NULL },
	{ "jf-d", "BBC One", "News", "live TV", NULL },
	{ "jf-e", "smb", "", NULL, "\\\\nas\\media\\Q.mkv" },
};

static void
oddities(struct arena *a)
{
	struct reports r = parsed(a, "E12_jellyfin_odd_paths.json");
	size_t i;

	is_int((long long)r.n, COUNT(odd), "trailer and idle row are not");
	is_int((long long)r.skipped, 0, "  and are no mistakes");
	for (i = 0; i < COUNT(odd) && i < r.n; i++) {
		struct session *s = &r.v[i].session;

		is_str(s->id, odd[i].id, odd[i].title);
		is_str(s->title, odd[i].title, "  title");
		is_str(s->subtitle, odd[i].subtitle, "  subtitle");
		ok(odd[i].error ? s->media_error &&
		    strstr(s->media_error, odd[i].error) != NULL
		    : !s->media_error, "  reason");
		is_str(file(&r.v[i]), odd[i].file, "  file");
		is_str(r.v[i].item, NULL, "  asks for nothing");
	}
}

static void
tracks(struct arena *a)
{
	struct reports r = parsed(a, "E10_jellyfin_tracks.json");
	struct session *s = &r.v[0].session;

	is_int((long long)r.n, 3, "tracks");
	is_str(s->title, "Breaking Bad", "  title");
	is_str(s->subtitle, "S05E14 \u2014 Ozymandias", "  subtitle");
	is_str(s->thumbnail, "/Items/ee/Images/Primary?maxWidth=400&quality=80"
	    "&tag=t%2F1", "  thumbnail of the series");
	is_int(s->state, PLAY_PAUSED, "  paused");
	is_str(file(&r.v[0]), "/m/bb.mkv", "  file");
	is_int(s->audio.choice, TRACK_ON, "  audio");
	is_int(s->audio.ordinal, 1, "  the second of its type");
	is_int(s->audio.index, -1, "  its index is not the container's");
	is_str(s->audio.codec, "aac", "  codec");
	is_str(s->audio.language, "spa", "  language");
	is_int(s->subtitles.ordinal, 1, "  external ones are not counted");
	s = &r.v[1].session;
	is_str(s->subtitles.path, "/m/x.srt", "external subtitles");
	is_int(s->subtitles.ordinal, -1, "  are not inside");
	is_str(s->player, "Finamp", "  player by its client");
	is_str(s->user, "u", "  user");
	ok(r.v[1].value_s < 0, "  no position told");
	s = &r.v[2].session;
	is_int(s->subtitles.choice, TRACK_OFF, "subtitles off");
	is_int(s->audio.ordinal, -1, "  an audio stream that is not there");
	is_str(s->thumbnail, "/Items/y/Images/Primary?maxWidth=400&quality=80"
	    "&tag=p%20q", "  tag");
}

static const struct {
	const char	*path;
	const char	*error;		/* NULL: it is a file */
} shares[] = {
	{ "smb://nas/share/a.mkv", NULL },
	{ "nfs://nas/export/a.mkv", NULL },
	{ "smb://me:secret@nas/share/a.mkv", NULL },
	{ "//nas/share/a.mkv", NULL },
	{ "https://example.org/a.mkv", "from the network" },
	{ "rtsp://camera/1", "from the network" },
	{ "plugin://video/1", "from the network" },
};

static void
addresses(struct arena *a)
{
	size_t i;

	for (i = 0; i < COUNT(shares); i++) {
		struct reports r = parsed(a, arena_printf(a, "[{\"Id\":\"s\","
		    "\"NowPlayingItem\":{\"Id\":\"a\",\"Name\":\"N\","
		    "\"Path\":\"%s\"}}]", shares[i].path));
		const char *error = r.v[0].session.media_error;

		is_str(file(&r.v[0]), shares[i].error ? NULL : shares[i].path,
		    shares[i].path);
		ok(shares[i].error ? error && strstr(error, shares[i].error)
		    != NULL : !error, "  %s", error ? error : "no error");
		is_str(r.v[0].item_again, shares[i].error ? NULL : "a",
		    "  the item is asked for should it be missing");
	}
}

#define SUBTITLE(index, more) "{\"Type\":\"Subtitle\",\"Index\":" index \
	",\"IsExternal\":true" more "}"

static void
externals(struct arena *a)
{
	struct reports r = parsed(a, "[{\"Id\":\"s\",\"NowPlayingItem\":{"
	    "\"Id\":\"a\",\"Name\":\"N\",\"Path\":\"/a.mkv\","
	    "\"RunTimeTicks\":600000000,\"MediaStreams\":["
	    SUBTITLE("0", ",\"Path\":\"/a.en.srt\",\"Language\":\"eng\","
	    "\"Codec\":\"subrip\",\"Title\":\"Full\",\"IsDefault\":true")
	    "," SUBTITLE("1", ",\"Path\":\"/a.de.sup\",\"IsForced\":true,"
	    "\"Language\":\"ger\"") ","
	    SUBTITLE("2", ",\"Path\":\"http://x/y.srt\"") ","
	    "{\"Type\":\"Subtitle\",\"Index\":3},"
	    "{\"Type\":\"Audio\",\"IsExternal\":true,\"Index\":4,"
	    "\"Path\":\"/a.mka\"}]},\"PlayState\":{"
	    "\"SubtitleStreamIndex\":1}}]");
	struct session *s = &r.v[0].session;
	const struct session_external *e = s->externals;

	is_int((long long)s->nexternals, 3, "external subtitles, listed");
	is_str(e[0].track.remote, "/Videos/a/a/Subtitles/0/0/Stream.srt",
	    "  where Jellyfin gives them");
	ok(!e[2].track.path && e[2].track.remote,
	    "  also those of the network");
	is_str(e[0].track.path, "/a.en.srt", "  one that is not chosen");
	is_str(e[0].title, "Full", "  title");
	is_str(e[0].track.language, "eng", "  language");
	ok(e[0].is_default && !e[0].is_forced && e[1].is_forced,
	    "  default, forced");
	is_str(s->subtitles.path, e[1].track.path, "  the chosen one");
	ok(session_external_by_id(s, e[0].id) == e && strcmp(e[0].id, e[1].id),
	    "  ids of their own");

	r = parsed(a, SESSION);
	ok(join(a, &r.v[0], "{\"Items\":[{\"Id\":\"aa\",\"MediaSources\":"
	    "[{\"Id\":\"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\"Path\":"
	    "\"/b.mkv\",\"RunTimeTicks\":900000000,\"MediaStreams\":["
	    SUBTITLE("0", ",\"Path\":\"/b.srt\"") "]}]}]}"),
	    "another version");
	s = &r.v[0].session;
	is_int((long long)s->nexternals, 1, "  has subtitles of its own");
	ok(s->duration_s == 90, "  and a length");
	is_str(s->externals[0].track.remote, "/Videos/"
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb/"
	    "Subtitles/0/0/Stream.srt", "  of that version");
}

/* The file that a session names is missing: the library may know its name. */
static void
renamed(struct arena *a)
{
	struct reports r = parsed(a, "[{\"Id\":\"s\",\"NowPlayingItem\":{"
	    "\"Id\":\"A-A\",\"Name\":\"N\",\"Path\":\"/old.mkv\"}}]");

	is_str(r.v[0].item, NULL, "nothing is asked for at first");
	is_str(r.v[0].item_again, "A-A", "but the item when it is missing");
	ok(join(a, &r.v[0], "{\"Items\":[{\"Id\":\"aa\",\"MediaSources\":"
	    "[{\"Id\":\"cc\",\"Path\":\"/cc.mkv\"},{\"Id\":\"aa\","
	    "\"Path\":\"/new.mkv\"}]}]}"), "  joined");
	is_str(file(&r.v[0]), "/new.mkv", "  by its own id");
}

static void
others(struct arena *a)
{
	struct reports r = parsed(a, "E13_jellyfin_queue.json");

	is_int((long long)r.n, 2, "a queue is not what plays");
	is_str(file(&r.v[0]), "/m/p.mkv", "  file");
	is_str(r.v[0].session.title, "The one", "  title");
	is_int(r.v[0].checkin_ms, 0, "  never checked in");
	is_str(file(&r.v[1]), "/m/s.mkv", "  the next");

	r = parsed(a, "E14_emby_sessions.json");
	is_int((long long)r.n, 2, "Emby");
	is_str(file(&r.v[0]), "/m/e.mkv", "  its kind of source id");
	is_int(r.v[0].checkin_ms, 0, "  no check-in");
	is_str(r.v[1].session.id, "jf-17", "  a number as id");
	is_str(file(&r.v[1]), "/m/f.mkv", "  and as item");

	r = parsed(a, "E11_jellyfin_ghost_autoprogress.json");
	ok(r.v[0].value_s == 1499 && r.v[0].checkin_ms == 1769126730000,
	    "a ghost's numbers");
	is_str(r.v[0].session.thumbnail, "/Items/dddddddddddddddddddddddddddd"
	    "dddd/Images/Primary?maxWidth=400&quality=80", "  thumbnail");

	r = parsed(a, "[{\"NowPlayingItem\":{\"Name\":\"no id\",\"Id\":\"1\"}},"
	    "7,null,{\"Id\":\"x\",\"NowPlayingItem\":{}},{\"Id\":\"same\","
	    "\"NowPlayingItem\":{\"Id\":\"1\",\"Name\":\"caf\xe9\","
	    "\"ParentIndexNumber\":99999999999,\"Path\":5}},{\"Id\":\"same\","
	    "\"NowPlayingItem\":{\"Id\":\"2\"}}]");
	is_int((long long)r.n, 1, "rows that make no sense hide no others");
	is_int((long long)r.skipped, 4, "  and are counted");
	is_str(r.v[0].session.title, "caf\xef\xbf\xbd", "  broken UTF-8");
	ok(r.v[0].session.media_error != NULL, "  a path that is none");
}

static const char *const bad[] = {
	"", "<html>401</html>", "{}", "{\"Id\":1}", "[{\"Id\":\"x\"",
	"[] trailing", "\"NowPlayingQueue", "[{\"NowPlayingQueue\":",
};

static void
failures(struct arena *a)
{
	struct reports r;
	size_t i;

	for (i = 0; i < COUNT(bad); i++)
		is_int(jellyfin_parse(a, bad[i], strlen(bad[i]), &r), -EBADMSG,
		    *bad[i] ? bad[i] : "empty");
	is_int(jellyfin_parse(a, "[]", 2, &r), 0, "nothing plays");
	is_int((long long)r.n, 0, "  so it says");
}

/* Answers that are cheap to send but would expand to large trees. */
static void
bombs(struct arena *a)
{
	static const char *const units[] = { "{},", "[],", "[[],[]],", "0,",
	    "{\"NowPlayingItem\":0},",
	    "{\"a\":{\"NowPlayingItem\":[{},{}]}}," };
	size_t room = 6 << 20, i, n;
	char *text = arena_alloc(a, room + 64);
	struct reports r;

	for (i = 0; i < COUNT(units); i++) {
		text[0] = '[';
		for (n = 1; n + strlen(units[i]) < room; )
			n += (size_t)snprintf(text + n, 64, "%s", units[i]);
		text[n - 1] = ']';
		is_int(jellyfin_parse(a, text, n, &r), -EBADMSG, units[i]);
		ok(r.n == 0, "  nobody plays");
		ok(json_parse(text, n) == NULL, "  nor is it built elsewhere");
	}
}

/* 8 MB of queue: 200 items a session, nested deeper than we parse. */
static void
large(struct arena *a)
{
	size_t room = 9 << 20, n = 0, i;
	char *text = arena_alloc(a, room);
	struct reports r = { 0 };

	n += (size_t)snprintf(text + n, room - n,
	    "[{\"NowPlayingQueueFullItems\":[");
	for (i = 0; i < 40; i++)
		text[n++] = '[';
	while (n < (8 << 20))
		n += (size_t)snprintf(text + n, room - n,
		    "{\"Path\":\"/q.mkv\"},");
	text[n++] = '0';
	for (i = 0; i < 40; i++)
		text[n++] = ']';
	n += (size_t)snprintf(text + n, room - n, "],\"Id\":\"s\","
	    "\"NowPlayingItem\":{\"Id\":\"1\",\"Path\":\"/m/1.mkv\"}}]");
	is_int(jellyfin_parse(a, text, n, &r), 0, "8 MB, deeply nested");
	is_str(r.n ? file(&r.v[0]) : NULL, "/m/1.mkv", "  and the file");
}

static const struct {
	const char	*text;
	int		 err;
	int64_t		 received_ms, sent_ms;
} times[] = {
	{ "{\"RequestReceptionTime\":\"2026-11-25T23:02:53.5182688Z\","
	    "\"ResponseTransmissionTime\":\"2026-11-25T23:02:53.5192711Z\"}",
	    0, 1795647773518, 1795647773519 },
	{ "{\"ResponseTransmissionTime\":\"2026-11-25T23:02:53.5Z\"}",
	    -EBADMSG, 0, 0 },
	{ "{\"RequestReceptionTime\":\"2026-11-25T23:02:54Z\","
	    "\"ResponseTransmissionTime\":\"2026-11-25T23:02:53Z\"}",
	    -EBADMSG, 0, 0 },
	{ "{}", -EBADMSG, 0, 0 },
	{ "<html>", -EBADMSG, 0, 0 },
};

static void
server_times(struct arena *a)
{
	struct reports r;
	size_t i;

	for (i = 0; i < COUNT(times); i++) {
		int64_t received = 0, sent = 0;

		is_int(jellyfin_time_parse(times[i].text,
		    strlen(times[i].text), &received, &sent), times[i].err,
		    times[i].text);
		is_int(received, times[i].received_ms, "  received");
		is_int(sent, times[i].sent_ms, "  sent");
	}
	r = parsed(a, "[{\"Id\":\"s\",\"NowPlayingItem\":{\"Id\":\"1\"},"
	    "\"LastPlaybackCheckIn\":\"2026-11-25T23:02:53.5182688Z\","
	    "\"LastActivityDate\":\"2026-11-25T23:02:57.5282457Z\"}]");
	is_int(r.v[0].checkin_ms, 1795647773518, "  check-in");
	is_int(r.v[0].activity_ms, 1795647777528, "  activity");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };

	other_version(&a);
	choices(&a);
	oddities(&a);
	tracks(&a);
	addresses(&a);
	externals(&a);
	renamed(&a);
	others(&a);
	failures(&a);
	bombs(&a);
	large(&a);
	server_times(&a);
	return done();
}
