#include "config.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "demo_jellyfin.h"
#include "film.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/jw.h"
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

static void
demo_jellyfin_write_play_state(struct jw *w, const struct moment *m)
{
	jw_open(w, "PlayState", '{');
	jw_int(w, "PositionTicks",
	    demo_jellyfin_ticks(m->reported_s + demo_jellyfin_counted_s(m)));
	jw_bool(w, "CanSeek", true);
	jw_bool(w, "IsPaused", m->is_paused);
	jw_bool(w, "IsMuted", false);
	jw_int(w, "VolumeLevel", 100);
	jw_int(w, "AudioStreamIndex", 1);
	jw_int(w, "SubtitleStreamIndex", -1);
	jw_str(w, "MediaSourceId", films[m->film].id);
	jw_str(w, "PlayMethod", "DirectPlay");
	jw_str(w, "RepeatMode", "RepeatNone");
	jw_str(w, "PlaybackOrder", "Default");
	jw_close(w, '}');
}

static void
demo_jellyfin_write_stream(struct jw *w, const char *type, int index,
    const char *codec)
{
	jw_open(w, NULL, '{');
	jw_str(w, "Type", type);
	jw_int(w, "Index", index);
	jw_str(w, "Codec", codec);
	jw_str(w, "Language", index ? "eng" : NULL);
	jw_bool(w, "IsExternal", false);
	jw_close(w, '}');
}

static void
demo_jellyfin_write_item(struct jw *w, const char *dir, const struct film *f)
{
	jw_str(w, "Name", f->title);
	jw_str(w, "Id", f->id);
	jw_str(w, "Type", "Movie");
	jw_str(w, "MediaType", "Video");
	jw_str(w, "VideoType", "VideoFile");
	jw_str(w, "LocationType", "FileSystem");
	jw_str(w, "Container", "mov,mp4,m4a,3gp,3g2,mj2");
	jw_str(w, "Path", film_path(w->arena, dir, f));
	jw_str(w, "Overview", f->summary);
	jw_int(w, "RunTimeTicks", demo_jellyfin_ticks(FILM_SECONDS));
	jw_int(w, "ProductionYear", f->year);
	jw_open(w, "ImageTags", '{');
	jw_str(w, "Primary", arena_strndup(w->arena, f->id, 16));
	jw_close(w, '}');
	jw_open(w, "MediaStreams", '[');
	demo_jellyfin_write_stream(w, "Video", 0, "h264");
	demo_jellyfin_write_stream(w, "Audio", 1, "aac");
	jw_close(w, ']');
}

static void
demo_jellyfin_write_playing(struct jw *w, const char *dir,
    const struct film *f)
{
	jw_open(w, "NowPlayingItem", '{');
	demo_jellyfin_write_item(w, dir, f);
	jw_close(w, '}');
	jw_bool(w, "IsActive", true);
	jw_open(w, "NowPlayingQueue", '[');
	jw_close(w, ']');
	jw_open(w, "NowPlayingQueueFullItems", '[');
	jw_close(w, ']');
}

static void
demo_jellyfin_write_session(struct jw *w, const char *dir,
    const struct moment *m, int64_t wall_ms)
{
	int64_t report_ms = wall_ms - (int64_t)(m->since_report_s * 1000);
	int64_t active_ms = report_ms +
	    demo_jellyfin_counted_s(m) * INT64_C(1000);

	demo_jellyfin_write_play_state(w, m);
	jw_str(w, "Id", "69d07c2fc8c761cc1afb64d10bd559f7");
	jw_str(w, "UserId", "4ed1b8b42a7c4ea682f0fe5d08d4e278");
	jw_str(w, "UserName", "ben");
	jw_str(w, "Client", "Jellyfin Android");
	jw_str(w, "DeviceName", "Tablet in the kitchen");
	jw_str(w, "DeviceId", "mediasnap-demo-tablet");
	jw_str(w, "LastActivityDate",
	    demo_jellyfin_format_time(w->arena, active_ms));
	jw_str(w, "LastPlaybackCheckIn",
	    demo_jellyfin_format_time(w->arena, report_ms));
	demo_jellyfin_write_playing(w, dir, &films[m->film]);
}

const char *
demo_jellyfin_sessions(struct arena *a, const char *dir, const struct moment *m,
    int64_t wall_ms)
{
	struct jw w = { .arena = a };

	jw_open(&w, NULL, '[');
	jw_open(&w, NULL, '{');
	demo_jellyfin_write_session(&w, dir, m, wall_ms);
	jw_close(&w, '}');
	jw_close(&w, ']');
	return jw_text(&w);
}

static void
demo_jellyfin_write_source(struct jw *w, const char *dir, const struct film *f)
{
	jw_open(w, "MediaSources", '[');
	jw_open(w, NULL, '{');
	jw_str(w, "Protocol", "File");
	jw_str(w, "Id", f->id);
	jw_str(w, "Path", film_path(w->arena, dir, f));
	jw_str(w, "Type", "Default");
	jw_str(w, "VideoType", "VideoFile");
	jw_bool(w, "IsRemote", false);
	jw_int(w, "RunTimeTicks", demo_jellyfin_ticks(FILM_SECONDS));
	jw_close(w, '}');
	jw_close(w, ']');
}

/* How many there are of the ids. */
static int
demo_jellyfin_write_items(struct jw *w, const char *dir, const char *ids)
{
	const struct film *f;
	size_t len;
	int n = 0;

	for (; *ids; ids += len + (ids[len] == ',')) {
		len = strcspn(ids, ",");
		f = film_by_id(ids, len);
		if (!f || f->series)
			continue;
		jw_open(w, NULL, '{');
		demo_jellyfin_write_item(w, dir, f);
		demo_jellyfin_write_source(w, dir, f);
		jw_close(w, '}');
		n++;
	}
	return n;
}

const char *
demo_jellyfin_items(struct arena *a, const char *dir, const char *ids)
{
	struct jw w = { .arena = a }, items = { .arena = a };

	jw_open(&w, NULL, '{');
	jw_int(&w, "TotalRecordCount",
	    demo_jellyfin_write_items(&items, dir, ids));
	jw_int(&w, "StartIndex", 0);
	jw_open(&w, "Items", '[');
	jw_join(&w, &items);
	jw_close(&w, ']');
	jw_close(&w, '}');
	return jw_text(&w);
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
