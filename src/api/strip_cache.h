/*
 * Filmstrips kept under RUN_DIR/frames, by file, time and size: a sprite
 * NAME.jpg and its companion NAME.json.  All together have a size that holds
 * (strip_cache_space.h), and the job daemon forgets old ones.
 */
#ifndef STRIP_CACHE_H
#define STRIP_CACHE_H

#include <stdint.h>

struct arena;
struct conf;
struct strip_request;

/* A name for this strip of the file as it is now; NULL: there is no file. */
const char	*strip_cache_name(struct arena *, const char *path,
		    const struct strip_request *);

/* The companion's text when both files are there, or NULL. */
const char	*strip_cache_get(struct arena *, const struct conf *,
		    const char *name);

/*
 * Where to make a sprite of at most so many bytes, for which there is room
 * then.  -ENOSPC: there is none while others are made.
 */
int		 strip_cache_begin(struct arena *, const struct conf *,
		    const char *name, int64_t bytes, const char **part);
/* It and the companion become visible; or it could not be made. */
int		 strip_cache_store(struct arena *, const struct conf *,
		    const char *name, const char *part, const char *json);
void		 strip_cache_abandon(const char *part);

#endif
