/*
 * Filmstrips cached under RUN_DIR/frames by file, time and size: a sprite
 * NAME.jpg and its companion NAME.json.  strip_cache_space.h limits their
 * total size, and the job daemon deletes old ones.
 */
#ifndef STRIP_CACHE_H
#define STRIP_CACHE_H

#include <stdint.h>

struct arena;
struct conf;
struct strip_request;

/* The name of this strip of the file as it is now; NULL: no such file. */
const char	*strip_cache_name(struct arena *, const char *path,
		    const struct strip_request *);

/* The companion's text if both files exist, or NULL. */
const char	*strip_cache_get(struct arena *, const struct conf *,
		    const char *name);

/*
 * Makes room for a sprite of at most so many bytes and sets *part to the path
 * to write it to.  -ENOSPC: sprites that are being made take all the room.
 */
int		 strip_cache_begin(struct arena *, const struct conf *,
		    const char *name, int64_t bytes, const char **part);
/* Publishes the sprite with its companion, or removes it. */
int		 strip_cache_store(struct arena *, const struct conf *,
		    const char *name, const char *part, const char *json);
void		 strip_cache_abandon(const char *part);

#endif
