#include "config.h"

#include "server_auth.h"
#include "base/arena.h"
#include "base/url.h"

char *
plex_auth(struct arena *a, const char *token)
{
	return arena_printf(a, "X-Plex-Token: %s", token);
}

char *
jellyfin_auth(struct arena *a, const char *api_key)
{
	return arena_printf(a, "Authorization: MediaBrowser Token=\"%s\", "
	    "Client=\"MediaSnap\", Device=\"MediaSnap\", "
	    "DeviceId=\"mediasnap\", Version=\"%s\"", url_encode(a, api_key),
	    PACKAGE_VERSION);
}
