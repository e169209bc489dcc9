/* Jellyfin's row in the table of media servers. */
#include "config.h"

#include "jellyfin.h"
#include "media_server.h"
#include "proxy_path.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/url.h"

static const char *
jellyfin_server_url(const struct conf *c)
{
	return c->jellyfin_url;
}

static const char *
jellyfin_server_api_key(const struct conf *c)
{
	return c->jellyfin_api_key;
}

/* Jellyfin 10.8 and later accept this form; 12 accepts no other. */
static char *
jellyfin_server_auth_header(struct arena *a, const char *api_key)
{
	return arena_printf(a, "Authorization: MediaBrowser Token=\"%s\", "
	    "Client=\"MediaSnap\", Device=\"MediaSnap\", "
	    "DeviceId=\"mediasnap\", Version=\"%s\"", url_encode(a, api_key),
	    PACKAGE_VERSION);
}

static const char *const *
jellyfin_server_headers(struct arena *a, const struct conf *c)
{
	const char **v = arena_alloc(a, 3 * sizeof(*v));

	v[0] = jellyfin_server_auth_header(a, c->jellyfin_api_key);
	v[1] = "Accept: application/json";
	return v;
}

static const char *
jellyfin_server_item_path(struct arena *a, const char *item)
{
	return arena_printf(a, "/Items?ids=%s&fields=Path,MediaSources",
	    url_encode(a, item));
}

static void *
jellyfin_server_parse_item(struct arena *a, const char *text, size_t len)
{
	return jellyfin_item_parse(a, text, len);
}

static bool
jellyfin_server_join_report(struct arena *a, struct report *r, const void *item)
{
	return jellyfin_item_join(a, r, item);
}

static const char *const jellyfin_subtitle_paths[] = {
	"/Videos/%/%/Subtitles/#/0/Stream.srt",
	"/Videos/%/%/Subtitles/#/0/Stream.ass",
	NULL
};

const struct media_server jellyfin_server = {
	.name = "jellyfin",
	.label = "Jellyfin",
	.accent = "#00a4dc",
	.url_setting = "JELLYFIN_URL",
	.secret_setting = "JELLYFIN_API_KEY",
	.pictures = "jellyfin_pictures",
	.refused = "Jellyfin refused the key: set JELLYFIN_API_KEY to one of "
	    "its Dashboard, API Keys",
	.sessions_path = "/Sessions",
	.sessions_max_bytes = 32u << 20,	/* it includes whole queues */
	.time_path = "/GetUtcTime",
	.subtitle_paths = jellyfin_subtitle_paths,
	.first_age_s = 1,
	.counts_on = true,
	.url = jellyfin_server_url,
	.secret = jellyfin_server_api_key,
	.auth_header = jellyfin_server_auth_header,
	.headers = jellyfin_server_headers,
	.sessions_parse = jellyfin_parse,
	.time_parse = jellyfin_time_parse,
	.item_path = jellyfin_server_item_path,
	.item_parse = jellyfin_server_parse_item,
	.report_join = jellyfin_server_join_report,
	.is_picture_path = proxy_path_is_jellyfin_picture,
};
