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

#define TICKS			10000000	/* per second */
#define JELLYFIN_VERSION	"10.10.7"

static int64_t
demo_jellyfin_ticks(double seconds)
{
	return (int64_t)llround(seconds * TICKS);
}

/* .NET writes times with seven decimals. */
static const char *
demo_jellyfin_format_time(struct arena *a, int64_t wall_ms)
{
	time_t s = (time_t)(wall_ms / 1000);
	char text[32];
	struct tm tm;

	gmtime_r(&s, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &tm);
	return arena_printf(a, "%s.%03d0000Z", text, (int)(wall_ms % 1000));
}

/* Jellyfin's timer adds a second to the reported position each second. */
static int
demo_jellyfin_counted_s(const struct moment *m)
{
	return m->is_paused ? 0 : (int)m->since_report_s;
}

static struct json_object *
demo_jellyfin_play_state(const struct moment *m)
{
	struct json_object *o = json_new_object();

	json_add_int(o, "PositionTicks",
	    demo_jellyfin_ticks(m->reported_s + demo_jellyfin_counted_s(m)));
	json_add_bool(o, "CanSeek", true);
	json_add_bool(o, "IsPaused", m->is_paused);
	json_add_bool(o, "IsMuted", false);
	json_add_int(o, "VolumeLevel", 100);
	json_add_int(o, "AudioStreamIndex", 1);
	json_add_int(o, "SubtitleStreamIndex", -1);
	json_add_str(o, "MediaSourceId", films[m->film].id);
	json_add_str(o, "PlayMethod", "DirectPlay");
	json_add_str(o, "RepeatMode", "RepeatNone");
	json_add_str(o, "PlaybackOrder", "Default");
	return o;
}

static struct json_object *
demo_jellyfin_stream(const char *type, int index, const char *codec)
{
	struct json_object *o = json_new_object();

	json_add_str(o, "Type", type);
	json_add_int(o, "Index", index);
	json_add_str(o, "Codec", codec);
	json_add_str(o, "Language", index ? "eng" : NULL);
	json_add_bool(o, "IsExternal", false);
	return o;
}

static struct json_object *
demo_jellyfin_item(struct arena *a, const char *dir, const struct film *f)
{
	struct json_object *o = json_new_object(), *v;

	json_add_str(o, "Name", f->title);
	json_add_str(o, "Id", f->id);
	json_add_str(o, "Type", "Movie");
	json_add_str(o, "MediaType", "Video");
	json_add_str(o, "VideoType", "VideoFile");
	json_add_str(o, "LocationType", "FileSystem");
	json_add_str(o, "Container", "mov,mp4,m4a,3gp,3g2,mj2");
	json_add_str(o, "Path", film_path(a, dir, f));
	json_add_str(o, "Overview", f->summary);
	json_add_int(o, "RunTimeTicks", demo_jellyfin_ticks(FILM_SECONDS));
	json_add_int(o, "ProductionYear", f->year);
	v = json_new_object();
	json_add_str(v, "Primary", arena_strndup(a, f->id, 16));
	json_add(o, "ImageTags", v);
	v = json_new_array();
	json_push(v, demo_jellyfin_stream("Video", 0, "h264"));
	json_push(v, demo_jellyfin_stream("Audio", 1, "aac"));
	json_add(o, "MediaStreams", v);
	return o;
}

static struct json_object *
demo_jellyfin_session(struct arena *a, const char *dir, const struct moment *m,
    int64_t wall_ms)
{
	struct json_object *o = json_new_object();
	int64_t report_ms = wall_ms - (int64_t)(m->since_report_s * 1000);
	int64_t active_ms = report_ms +
	    demo_jellyfin_counted_s(m) * INT64_C(1000);

	json_add(o, "PlayState", demo_jellyfin_play_state(m));
	json_add_str(o, "Id", "69d07c2fc8c761cc1afb64d10bd559f7");
	json_add_str(o, "UserId", "4ed1b8b42a7c4ea682f0fe5d08d4e278");
	json_add_str(o, "UserName", "ben");
	json_add_str(o, "Client", "Jellyfin Android");
	json_add_str(o, "DeviceName", "Tablet in the kitchen");
	json_add_str(o, "DeviceId", "mediasnap-demo-tablet");
	json_add_str(o, "LastActivityDate",
	    demo_jellyfin_format_time(a, active_ms));
	json_add_str(o, "LastPlaybackCheckIn",
	    demo_jellyfin_format_time(a, report_ms));
	json_add(o, "NowPlayingItem",
	    demo_jellyfin_item(a, dir, &films[m->film]));
	json_add_bool(o, "IsActive", true);
	json_add(o, "NowPlayingQueue", json_new_array());
	json_add(o, "NowPlayingQueueFullItems", json_new_array());
	return o;
}

const char *
demo_jellyfin_sessions(struct arena *a, const char *dir, const struct moment *m,
    int64_t wall_ms)
{
	AUTO(json_freep) struct json_object *all = json_new_array();

	json_push(all, demo_jellyfin_session(a, dir, m, wall_ms));
	return arena_strdup(a, json_text(all));
}

static struct json_object *
demo_jellyfin_source(struct arena *a, const char *dir, const struct film *f)
{
	struct json_object *o = json_new_object();

	json_add_str(o, "Protocol", "File");
	json_add_str(o, "Id", f->id);
	json_add_str(o, "Path", film_path(a, dir, f));
	json_add_str(o, "Type", "Default");
	json_add_str(o, "VideoType", "VideoFile");
	json_add_bool(o, "IsRemote", false);
	json_add_int(o, "RunTimeTicks", demo_jellyfin_ticks(FILM_SECONDS));
	return o;
}

const char *
demo_jellyfin_items(struct arena *a, const char *dir, const char *ids)
{
	AUTO(json_freep) struct json_object *all = json_new_object();
	struct json_object *items = json_new_array(), *one, *sources;
	const struct film *f;
	size_t len;

	for (; *ids; ids += len + (ids[len] == ',')) {
		len = strcspn(ids, ",");
		f = film_by_id(ids, len);
		if (!f || f->series)
			continue;
		one = demo_jellyfin_item(a, dir, f);
		sources = json_new_array();
		json_push(sources, demo_jellyfin_source(a, dir, f));
		json_add(one, "MediaSources", sources);
		json_push(items, one);
	}
	json_add_int(all, "TotalRecordCount", (int64_t)json_len(items));
	json_add_int(all, "StartIndex", 0);
	json_add(all, "Items", items);
	return arena_strdup(a, json_text(all));
}

char *
demo_jellyfin_token(struct arena *a, const char *header)
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

#define JSON(text)	(struct serve_answer){ 200, \
			    "application/json; charset=utf-8", text, NULL }

static struct serve_answer
demo_jellyfin_get_info(struct serve_call *c)
{
	(void)c;
	return JSON("{\"ServerName\":\"demo\",\"Id\":\"mediasnapdemo\","
	    "\"Version\":\"" JELLYFIN_VERSION "\","
	    "\"ProductName\":\"Jellyfin Server\"}");
}

static struct serve_answer
demo_jellyfin_get_time(struct serve_call *c)
{
	const char *now = demo_jellyfin_format_time(c->a, timestamp_wall_ms());

	return JSON(arena_printf(c->a, "{\"RequestReceptionTime\":\"%s\","
	    "\"ResponseTransmissionTime\":\"%s\"}", now, now));
}

static struct serve_answer
demo_jellyfin_get_sessions(struct serve_call *c)
{
	struct moment m = script_at(&jellyfin_script,
	    (double)(timestamp_boot_ms() - c->stage->started_ms) / 1000);

	return JSON(demo_jellyfin_sessions(c->a, c->stage->dir, &m,
	    timestamp_wall_ms()));
}

static struct serve_answer
demo_jellyfin_get_items(struct serve_call *c)
{
	const char *ids = serve_query(c, "ids");

	return JSON(demo_jellyfin_items(c->a, c->stage->dir, ids ? ids : ""));
}

static struct serve_answer
demo_jellyfin_get_image(struct serve_call *c)
{
	size_t len = strcspn(c->rest, "/");
	const struct film *f = film_by_id(c->rest, len);

	if (!f || f->series || strcmp(c->rest + len, "/Images/Primary"))
		return (struct serve_answer){ 404, "text/plain", "", NULL };
	return (struct serve_answer){ 200, "image/jpeg", NULL,
		film_poster_path(c->a, c->stage->dir, f) };
}

static bool
demo_jellyfin_is_authorized(struct serve_call *c)
{
	char *token = demo_jellyfin_token(c->a,
	    serve_header(c, "Authorization"));

	return token && !strcmp(token, c->stage->token);
}

static const struct serve_route routes[] = {
	{ "/System/Info/Public", true,	demo_jellyfin_get_info },
	{ "/GetUtcTime",	true,	demo_jellyfin_get_time },
	{ "/Sessions",		false,	demo_jellyfin_get_sessions },
	{ "/Items",		false,	demo_jellyfin_get_items },
	{ "/Items/",		true,	demo_jellyfin_get_image },
};

const struct serve_server jellyfin_server = {
	"jellyfin", routes, COUNT(routes), demo_jellyfin_is_authorized,
	{ 401, "text/plain", "", NULL },
};
