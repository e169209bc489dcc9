/*
 * The first picture of an animated WebP as a WebP of its own: FFmpeg before 8
 * does not read animated ones.
 */
#ifndef WEBP_FIRST_H
#define WEBP_FIRST_H

#include <stddef.h>

struct arena;

/*
 * From the file's beginning.  -EBADMSG: it is no animated WebP, or its first
 * picture is cut short.  Pure.
 */
int	webp_first(struct arena *, const unsigned char *, size_t,
	    const unsigned char **still, size_t *len);

/* The same from one file to another; 0 or -errno. */
int	webp_first_extract(struct arena *, const char *path, const char *out);

#endif
