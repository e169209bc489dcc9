#include "config.h"

#include <string.h>

#include "jellyfin.h"
#include "media_server.h"
#include "plex.h"
#include "server_auth.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/url.h"

static const char *
plex_url(const struct conf *c)
{
	return c->plex_url;
}

static const char *
plex_secret(const struct conf *c)
{
	return c->plex_token;
}

static const char *const *
plex_headers(struct arena *a, const struct conf *c)
{
	const char **v = arena_alloc(a, 6 * sizeof(*v));

	v[0] = plex_auth(a, c->plex_token);
	v[1] = "X-Plex-Client-Identifier: mediasnap";
	v[2] = "X-Plex-Product: MediaSnap";
	v[3] = "X-Plex-Version: " PACKAGE_VERSION;
	v[4] = "Accept: application/xml";
	return v;
}

static const char *
plex_item_path(struct arena *a, const char *item)
{
	return arena_printf(a, "/library/metadata/%s", url_encode(a, item));
}

static void *
plex_item(struct arena *a, const char *text, size_t len)
{
	return plex_item_parse(a, text, len);
}

static bool
plex_join_item(struct arena *a, struct report *r, const void *item)
{
	return plex_join(a, r, item);
}

static const char *
jellyfin_url(const struct conf *c)
{
	return c->jellyfin_url;
}

static const char *
jellyfin_secret(const struct conf *c)
{
	return c->jellyfin_api_key;
}

static const char *const *
jellyfin_headers(struct arena *a, const struct conf *c)
{
	const char **v = arena_alloc(a, 3 * sizeof(*v));

	v[0] = jellyfin_auth(a, c->jellyfin_api_key);
	v[1] = "Accept: application/json";
	return v;
}

static const char *
jellyfin_item_path(struct arena *a, const char *item)
{
	return arena_printf(a, "/Items?ids=%s&fields=Path,MediaSources",
	    url_encode(a, item));
}

static void *
jellyfin_item(struct arena *a, const char *text, size_t len)
{
	return jellyfin_item_parse(a, text, len);
}

static bool
jellyfin_join_item(struct arena *a, struct report *r, const void *item)
{
	return jellyfin_join(a, r, item);
}

const struct server servers[] = {
	{
		.name = "plex",
		.label = "Plex",
		.url_name = "PLEX_URL",
		.sessions = "/status/sessions",
		.answer_max = 8u << 20,
		.events = "/:/eventsource/notifications?filters=playing",
		.first_s = 10,		/* clients report so often */
		.refused = "Plex refused the token: set PLEX_TOKEN to the "
		    "token of the server's owner",
		.url = plex_url,
		.secret = plex_secret,
		.headers = plex_headers,
		.parse = plex_parse,
		.item_path = plex_item_path,
		.item_parse = plex_item,
		.join = plex_join_item,
		.ids = plex_ids,
	},
	{
		.name = "jellyfin",
		.label = "Jellyfin",
		.url_name = "JELLYFIN_URL",
		.sessions = "/Sessions",
		.answer_max = 32u << 20,	/* it sends whole queues */
		.time = "/GetUtcTime",
		.first_s = 1,		/* it counts on by itself */
		.counts = true,
		.refused = "Jellyfin refused the key: set JELLYFIN_API_KEY "
		    "to one of its Dashboard, API Keys",
		.url = jellyfin_url,
		.secret = jellyfin_secret,
		.headers = jellyfin_headers,
		.parse = jellyfin_parse,
		.time_parse = jellyfin_time_parse,
		.item_path = jellyfin_item_path,
		.item_parse = jellyfin_item,
		.join = jellyfin_join_item,
		.ids = NULL,
	},
};

const size_t servers_count = COUNT(servers);

const struct server *
server_by_name(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(servers); i++)
		if (!strcmp(servers[i].name, name))
			return &servers[i];
	return NULL;
}

bool
server_enabled(const struct server *s, const struct conf *c)
{
	return *s->url(c) && *s->secret(c);
}
