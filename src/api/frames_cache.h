/*
 * Filmstrips kept under RUN_DIR/frames, by file, time and size: a sprite
 * NAME.jpg and its companion NAME.json.  The job daemon forgets old ones.
 */
#ifndef FRAMES_CACHE_H
#define FRAMES_CACHE_H

struct arena;
struct conf;
struct strip_request;

/* A name for this strip of the file as it is now; NULL: there is no file. */
const char	*frames_cache_name(struct arena *, const char *path,
		    const struct strip_request *);

/* The companion's text when both files are there, or NULL. */
const char	*frames_cache_get(struct arena *, const struct conf *,
		    const char *name);

/* Where to make the sprite; then it and the companion become visible. */
const char	*frames_cache_temp(struct arena *, const struct conf *,
		    const char *name);
int		 frames_cache_put(struct arena *, const struct conf *,
		    const char *name, const char *json);

#endif
