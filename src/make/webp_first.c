#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "webp_first.h"
#include "base/arena.h"
#include "base/regular_file.h"

#define RIFF_BYTES	12	/* "RIFF", size, "WEBP" */
#define CHUNK_BYTES	8	/* its name and size */
#define FRAME_BYTES	16	/* of an ANMF, before its picture */
#define FIRST_MAX	(2u << 20)

static size_t
webp_first_read_size(const unsigned char *p)
{
	return p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 |
	    (size_t)p[3] << 24;
}

static void
webp_first_write_size(unsigned char *p, size_t n)
{
	size_t i;

	for (i = 0; i < 4; i++)
		p[i] = (unsigned char)(n >> 8 * i);
}

/* The chunk of this name, if it is complete; else NULL. */
static const unsigned char *
webp_first_find_chunk(const unsigned char *p, size_t n, const char *name,
    size_t *size)
{
	size_t len;

	for (; n >= CHUNK_BYTES; p += len, n -= len) {
		len = CHUNK_BYTES + webp_first_read_size(p + 4);
		len += len & 1;
		if (len > n)
			return NULL;
		*size = len;
		if (!strncmp((const char *)p, name, strlen(name)))
			return p;
	}
	return NULL;
}

int
webp_first(struct arena *a, const unsigned char *p, size_t n,
    const unsigned char **still, size_t *len)
{
	const unsigned char *frame = NULL, *picture = NULL;
	unsigned char *out;
	size_t size = 0;

	if (n > RIFF_BYTES && !memcmp(p + 8, "WEBP", 4))
		frame = webp_first_find_chunk(p + RIFF_BYTES, n - RIFF_BYTES,
		    "ANMF", &size);
	if (frame && size > CHUNK_BYTES + FRAME_BYTES)
		picture = webp_first_find_chunk(
		    frame + CHUNK_BYTES + FRAME_BYTES,
		    size - CHUNK_BYTES - FRAME_BYTES, "VP8", &size);
	if (!picture)
		return -EBADMSG;
	out = arena_alloc(a, RIFF_BYTES + size);
	memcpy(out, "RIFF....WEBP", RIFF_BYTES);
	webp_first_write_size(out + 4, 4 + size);
	memcpy(out + RIFF_BYTES, picture, size);
	*still = out;
	*len = RIFF_BYTES + size;
	return 0;
}

int
webp_first_extract(struct arena *a, const char *path, const char *out)
{
	unsigned char *head = arena_alloc(a, FIRST_MAX);
	ssize_t n = regular_file_read_head(path, head, FIRST_MAX);
	const unsigned char *still;
	size_t len;
	int rc = n <= 0 ? -EBADMSG : webp_first(a, head, (size_t)n, &still,
	    &len);

	return rc ? rc : regular_file_write(out, still, len, 0600);
}
