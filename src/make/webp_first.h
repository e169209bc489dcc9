/*
 * Extracts the first picture of an animated WebP to a WebP of its own, because
 * FFmpeg before 8 cannot read animated ones.
 */
#ifndef WEBP_FIRST_H
#define WEBP_FIRST_H

#include <stddef.h>

struct arena;

/*
 * From the file's first bytes.  -EBADMSG: it is not an animated WebP, or its
 * first picture is incomplete.  Pure.
 */
int	webp_first(struct arena *, const unsigned char *, size_t,
	    const unsigned char **still, size_t *len);

/* From one file to another.  0 or -errno. */
int	webp_first_extract(struct arena *, const char *path, const char *out);

#endif
