/*
 * A stand-in Jellyfin server with one viewer.  It implements what MediaSnap
 * uses, and its answers are shaped like those of a real server.
 */
#ifndef DEMO_JELLYFIN_H
#define DEMO_JELLYFIN_H

#include <stdint.h>

#include "serve.h"

extern const struct serve_server jellyfin_server;

/* Pure: the bodies of /Sessions and of /Items?ids=. */
const char	*demo_jellyfin_sessions(struct arena *, const char *dir,
		    const struct moment *, int64_t wall_ms);
const char	*demo_jellyfin_items(struct arena *, const char *dir,
		    const char *ids);

/* The Token of an Authorization header, or NULL. */
char	*demo_jellyfin_token(struct arena *, const char *header);

#endif
