/*
 * A stand-in Plex server with one viewer.  It implements what MediaSnap uses,
 * and its answers are shaped like those of a real server.  The viewer's
 * browser gets a transcode, so only the library item names the file.
 */
#ifndef DEMO_PLEX_H
#define DEMO_PLEX_H

#include "serve.h"

extern const struct serve_server plex_server;

/* Pure: the bodies of /status/sessions and of /library/metadata/ID. */
char	*demo_plex_sessions(struct arena *, const struct moment *);
char	*demo_plex_item(struct arena *, const char *dir, const struct film *);

#endif
