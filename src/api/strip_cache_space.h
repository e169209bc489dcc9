/*
 * Keeps RUN_DIR/frames, which is memory where RUN_DIR is a tmpfs, within
 * STRIP_CACHE_BYTES, unfinished sprites included.
 */
#ifndef STRIP_CACHE_SPACE_H
#define STRIP_CACHE_SPACE_H

#include <stdint.h>

struct arena;
struct conf;

/* Of all, and of one: 60 frames of a portrait 4K film. */
#define STRIP_CACHE_BYTES	(INT64_C(192) << 20)
#define STRIP_BYTES		(INT64_C(48) << 20)

/*
 * Deletes the oldest files until one of so many bytes fits, on the disk too.
 * -ENOSPC: unfinished sprites take up the rest.
 */
int	strip_cache_space_make(struct arena *, const struct conf *,
	    int64_t bytes);

#endif
