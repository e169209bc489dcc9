/* The size of a finished picture file, and whether the file is complete. */
#ifndef IMAGE_SIZE_H
#define IMAGE_SIZE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Width and height from the first bytes of a JPEG, PNG, WebP, GIF or AVIF file;
 * -EBADMSG: it is none of these, or too short.
 */
int	image_size(const unsigned char *, size_t, int *width, int *height);

#define IMAGE_TAIL	8

/* Whether a JPEG, PNG, WebP or AVIF file of this size ends as it should. */
bool	image_is_whole(const unsigned char *head, size_t,
	    const unsigned char tail[IMAGE_TAIL], int64_t size);

#endif
