/* Plex's row in the table of media servers. */
#include "config.h"

#include "media_server.h"
#include "plex.h"
#include "proxy_path.h"
#include "base/arena.h"
#include "base/conf.h"
#include "base/url.h"

static const char *
plex_server_url(const struct conf *c)
{
	return c->plex_url;
}

static const char *
plex_server_token(const struct conf *c)
{
	return c->plex_token;
}

static char *
plex_server_auth_header(struct arena *a, const char *token)
{
	return arena_printf(a, "X-Plex-Token: %s", token);
}

static const char *const *
plex_server_headers(struct arena *a, const struct conf *c)
{
	const char **v = arena_alloc(a, 6 * sizeof(*v));

	v[0] = plex_server_auth_header(a, c->plex_token);
	v[1] = "X-Plex-Client-Identifier: mediasnap";
	v[2] = "X-Plex-Product: MediaSnap";
	v[3] = "X-Plex-Version: " PACKAGE_VERSION;
	v[4] = "Accept: application/xml";
	return v;
}

static const char *
plex_server_item_path(struct arena *a, const char *item)
{
	return arena_printf(a, "/library/metadata/%s", url_encode(a, item));
}

static void *
plex_server_parse_item(struct arena *a, const char *text, size_t len)
{
	return plex_item_parse(a, text, len);
}

static bool
plex_server_join_report(struct arena *a, struct report *r, const void *item)
{
	return plex_item_join(a, r, item);
}

static const char *const plex_subtitle_paths[] = {
	"/library/streams/#",
	NULL
};

const struct media_server plex_server = {
	.name = "plex",
	.label = "Plex",
	.accent = "#e5a00d",
	.url_setting = "PLEX_URL",
	.secret_setting = "PLEX_TOKEN",
	.pictures = "plex_pictures",
	.refused = "Plex refused the token: set PLEX_TOKEN to the token of "
	    "the server's owner",
	.sessions_path = "/status/sessions",
	.sessions_max_bytes = 8u << 20,
	.events_path = "/:/eventsource/notifications?filters=playing",
	.subtitle_paths = plex_subtitle_paths,
	.first_age_s = 10,		/* clients report every 10 s */
	.url = plex_server_url,
	.secret = plex_server_token,
	.auth_header = plex_server_auth_header,
	.headers = plex_server_headers,
	.sessions_parse = plex_parse,
	.item_path = plex_server_item_path,
	.item_parse = plex_server_parse_item,
	.report_join = plex_server_join_report,
	.reports_identify = plex_ids_assign,
	.is_picture_path = proxy_path_is_plex_picture,
};
