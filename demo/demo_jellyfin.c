#include "config.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "demo_jellyfin.h"
#include "film.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/timestamp.h"
#include "base/url.h"

#define TICKS		10000000	/* a second has so many */
#define JELLYFIN_VERSION		"10.10.7"

static int64_t
ticks(double seconds)
{
	return (int64_t)llround(seconds * TICKS);
}

/* As .NET writes times: seven decimals. */
static const char *
stamp(struct arena *a, int64_t wall_ms)
{
	time_t s = (time_t)(wall_ms / 1000);
	char text[32];
	struct tm tm;

	gmtime_r(&s, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	return arena_printf(a, "%s.%03d0000Z", text, (int)(wall_ms % 1000));
}

/* The server's own timer adds a second to the last report, each second. */
static int
counted_s(const struct moment *m)
{
	return m->paused ? 0 : (int)m->since_report_s;
}

static struct json_object *
play_state(const struct moment *m)
{
	struct json_object *o = js_object();

	js_int(o, "PositionTicks", ticks(m->reported_s + counted_s(m)));
	js_bool(o, "CanSeek", true);
	js_bool(o, "IsPaused", m->paused);
	js_bool(o, "IsMuted", false);
	js_int(o, "VolumeLevel", 100);
	js_int(o, "AudioStreamIndex", 1);
	js_int(o, "SubtitleStreamIndex", -1);
	js_str(o, "MediaSourceId", films[m->film].id);
	js_str(o, "PlayMethod", "DirectPlay");
	js_str(o, "RepeatMode", "RepeatNone");
	js_str(o, "PlaybackOrder", "Default");
	return o;
}

static struct json_object *
stream(const char *type, int index, const char *codec)
{
	struct json_object *o = js_object();

	js_str(o, "Type", type);
	js_int(o, "Index", index);
	js_str(o, "Codec", codec);
	js_str(o, "Language", index ? "eng" : NULL);
	js_bool(o, "IsExternal", false);
	return o;
}

static struct json_object *
item(struct arena *a, const char *dir, const struct film *f)
{
	struct json_object *o = js_object(), *v;

	js_str(o, "Name", f->title);
	js_str(o, "Id", f->id);
	js_str(o, "Type", "Movie");
	js_str(o, "MediaType", "Video");
	js_str(o, "VideoType", "VideoFile");
	js_str(o, "LocationType", "FileSystem");
	js_str(o, "Container", "mov,mp4,m4a,3gp,3g2,mj2");
	js_str(o, "Path", film_path(a, dir, f));
	js_str(o, "Overview", f->summary);
	js_int(o, "RunTimeTicks", ticks(FILM_SECONDS));
	js_int(o, "ProductionYear", f->year);
	v = js_object();
	js_str(v, "Primary", arena_strndup(a, f->id, 16));
	js_add(o, "ImageTags", v);
	v = js_array();
	js_push(v, stream("Video", 0, "h264"));
	js_push(v, stream("Audio", 1, "aac"));
	js_add(o, "MediaStreams", v);
	return o;
}

static struct json_object *
session(struct arena *a, const char *dir, const struct moment *m,
    int64_t wall_ms)
{
	struct json_object *o = js_object();
	int64_t heard_ms = wall_ms - (int64_t)(m->since_report_s * 1000);

	js_add(o, "PlayState", play_state(m));
	js_str(o, "Id", "69d07c2fc8c761cc1afb64d10bd559f7");
	js_str(o, "UserId", "4ed1b8b42a7c4ea682f0fe5d08d4e278");
	js_str(o, "UserName", "ben");
	js_str(o, "Client", "Jellyfin Android");
	js_str(o, "DeviceName", "Tablet in the kitchen");
	js_str(o, "DeviceId", "mediasnap-demo-tablet");
	js_str(o, "LastActivityDate",
	    stamp(a, heard_ms + counted_s(m) * INT64_C(1000)));
	js_str(o, "LastPlaybackCheckIn", stamp(a, heard_ms));
	js_add(o, "NowPlayingItem", item(a, dir, &films[m->film]));
	js_bool(o, "IsActive", true);
	js_add(o, "NowPlayingQueue", js_array());
	js_add(o, "NowPlayingQueueFullItems", js_array());
	return o;
}

const char *
jellyfin_sessions(struct arena *a, const char *dir, const struct moment *m,
    int64_t wall_ms)
{
	AUTO(js_put) struct json_object *all = js_array();

	js_push(all, session(a, dir, m, wall_ms));
	return arena_strdup(a, js_text(all));
}

static struct json_object *
source(struct arena *a, const char *dir, const struct film *f)
{
	struct json_object *o = js_object();

	js_str(o, "Protocol", "File");
	js_str(o, "Id", f->id);
	js_str(o, "Path", film_path(a, dir, f));
	js_str(o, "Type", "Default");
	js_str(o, "VideoType", "VideoFile");
	js_bool(o, "IsRemote", false);
	js_int(o, "RunTimeTicks", ticks(FILM_SECONDS));
	return o;
}

const char *
jellyfin_items(struct arena *a, const char *dir, const char *ids)
{
	AUTO(js_put) struct json_object *all = js_object();
	struct json_object *items = js_array(), *one, *sources;
	const struct film *f;
	size_t len;

	for (; *ids; ids += len + (ids[len] == ',')) {
		len = strcspn(ids, ",");
		f = film_by_id(ids, len);
		if (!f || f->series)
			continue;
		one = item(a, dir, f);
		sources = js_array();
		js_push(sources, source(a, dir, f));
		js_add(one, "MediaSources", sources);
		js_push(items, one);
	}
	js_int(all, "TotalRecordCount", (int64_t)js_len(items));
	js_int(all, "StartIndex", 0);
	js_add(all, "Items", items);
	return arena_strdup(a, js_text(all));
}

char *
jellyfin_token(struct arena *a, const char *header)
{
	static const char scheme[] = "MediaBrowser ", key[] = "Token=\"";
	const char *p, *end;

	if (!header || strncmp(header, scheme, strlen(scheme)))
		return NULL;
	for (p = header + strlen(scheme); *p; p = end + strspn(end, " ,")) {
		end = strchr(p, '"');
		end = end ? strchr(end + 1, '"') : NULL;
		if (!end)
			return NULL;
		end++;
		if (!strncmp(p, key, strlen(key)))
			return url_decode(a, p + strlen(key),
			    (size_t)(end - 1 - p) - strlen(key));
	}
	return NULL;
}

#define JSON(text) \
	(struct answer){ 200, "application/json; charset=utf-8", text, NULL }

static struct answer
get_info(struct call *c)
{
	(void)c;
	return JSON("{\"ServerName\":\"demo\",\"Id\":\"mediasnapdemo\","
	    "\"Version\":\"" JELLYFIN_VERSION "\","
	    "\"ProductName\":\"Jellyfin Server\"}");
}

static struct answer
get_time(struct call *c)
{
	const char *now = stamp(c->a, when_wall_ms());

	return JSON(arena_printf(c->a, "{\"RequestReceptionTime\":\"%s\","
	    "\"ResponseTransmissionTime\":\"%s\"}", now, now));
}

static struct answer
get_sessions(struct call *c)
{
	struct moment m = script_at(&jellyfin_script,
	    (double)(when_boot_ms() - c->stage->started_ms) / 1000);

	return JSON(jellyfin_sessions(c->a, c->stage->dir, &m,
	    when_wall_ms()));
}

static struct answer
get_items(struct call *c)
{
	const char *ids = call_query(c, "ids");

	return JSON(jellyfin_items(c->a, c->stage->dir, ids ? ids : ""));
}

static struct answer
get_image(struct call *c)
{
	size_t len = strcspn(c->rest, "/");
	const struct film *f = film_by_id(c->rest, len);

	if (!f || f->series || strcmp(c->rest + len, "/Images/Primary"))
		return (struct answer){ 404, "text/plain", "", NULL };
	return (struct answer){ 200, "image/jpeg", NULL,
		film_poster_path(c->a, c->stage->dir, f) };
}

static bool
knows(struct call *c)
{
	char *token = jellyfin_token(c->a, call_header(c, "Authorization"));

	return token && !strcmp(token, c->stage->token);
}

static const struct route routes[] = {
	{ "/System/Info/Public", true,	get_info },
	{ "/GetUtcTime",	true,	get_time },
	{ "/Sessions",		false,	get_sessions },
	{ "/Items",		false,	get_items },
	{ "/Items/",		true,	get_image },
};

const struct server jellyfin_server = {
	"jellyfin", routes, COUNT(routes), knows,
	{ 401, "text/plain", "", NULL },
};
