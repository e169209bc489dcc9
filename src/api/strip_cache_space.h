/*
 * Room in RUN_DIR/frames, which is memory where RUN_DIR is a tmpfs: never
 * more than STRIP_CACHE_BYTES, what is being made included.
 */
#ifndef STRIP_CACHE_SPACE_H
#define STRIP_CACHE_SPACE_H

#include <stdint.h>

struct arena;
struct conf;

#define STRIP_CACHE_BYTES	(INT64_C(192) << 20)
#define STRIP_BYTES	(INT64_C(48) << 20)	/* of one: 4K on end, 60 times */

/*
 * Deletes the oldest until a file of so many bytes fits, on the disk too.
 * -ENOSPC: what others make just now takes up the rest.
 */
int	strip_cache_space_make(struct arena *, const struct conf *,
	    int64_t bytes);

#endif
