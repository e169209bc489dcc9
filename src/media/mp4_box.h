/* Walks the boxes of an MP4.  Lengths in the file are not trusted. */
#ifndef MP4_BOX_H
#define MP4_BOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes; reading beyond the end gives 0. */
struct span {
	const unsigned char	*p;
	size_t			 n;
};

#define TYPE(a, b, c, d) \
	((uint32_t)(a) << 24 | (uint32_t)(b) << 16 | (uint32_t)(c) << 8 | (d))

uint32_t	box_read32(struct span, size_t at);
uint64_t	box_read64(struct span, size_t at);

/*
 * The next box from *at on: its type and content.  false at the end, or if it
 * claims more bytes than there are.
 */
bool	box_next(struct span, size_t *at, uint32_t *type, struct span *body);

/* The first box of a type; if there is none, false and an empty content. */
bool	box_find(struct span, uint32_t type, struct span *body);

#endif
