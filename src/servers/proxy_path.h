/* The paths of a media server that may be fetched for a browser.  Pure. */
#ifndef PROXY_PATH_H
#define PROXY_PATH_H

#include <stdbool.h>

struct arena;

/*
 * Only images: Plex /photo/:/transcode of a library path, and
 * /library/metadata/<id>/<kind>/<n>; Jellyfin /Items/<id>/Images/<type>.
 */
bool	proxy_path_is_plex_picture(struct arena *, const char *path);
bool	proxy_path_is_jellyfin_picture(struct arena *, const char *path);

/*
 * The media type by the first bytes: JPEG, PNG, WebP, GIF or AVIF; NULL for
 * anything else, whatever its Content-Type.
 */
const char	*proxy_path_image_type(const char *bytes, unsigned long len);

#endif
