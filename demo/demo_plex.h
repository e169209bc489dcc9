/*
 * A Plex server with one viewer, as far as MediaSnap asks one: its answers
 * have the shape of those of the real one.  The viewer's browser gets a
 * transcode, so the session names no file: only the library item does.
 */
#ifndef DEMO_PLEX_H
#define DEMO_PLEX_H

#include "serve.h"

extern const struct serve_server plex_server;

/* Pure: the bodies of /status/sessions and of /library/metadata/ID. */
char	*demo_plex_sessions(struct arena *, const struct moment *);
char	*demo_plex_item(struct arena *, const char *dir, const struct film *);

#endif
