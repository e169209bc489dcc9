#include "config.h"

#include <errno.h>
#include <string.h>

#include "image_size.h"
#include "media/mp4_box.h"
#include "plan/picture_filters.h"

static int
image_be16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

static int
image_le16(const unsigned char *p)
{
	return p[1] << 8 | p[0];
}

static int
image_is_frame_header(int marker)
{
	return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 &&
	    marker != 0xc8 && marker != 0xcc;
}

/* Skips segments until the one that starts a frame. */
static int
image_jpeg_size(const unsigned char *p, size_t n, int *w, int *h)
{
	size_t i = 2;

	while (i + 9 <= n && p[i] == 0xff) {
		if (image_is_frame_header(p[i + 1])) {
			*h = image_be16(p + i + 5);
			*w = image_be16(p + i + 7);
			return 0;
		}
		i += 2 + (size_t)image_be16(p + i + 2);
	}
	return -EBADMSG;
}

static int
image_png_size(const unsigned char *p, size_t n, int *w, int *h)
{
	if (n < 24)
		return -EBADMSG;
	*w = image_be16(p + 18);	/* upper halves are 0: under 65,536 */
	*h = image_be16(p + 22);
	return 0;
}

/* Lossy, lossless and extended files each have their own header. */
static int
image_webp_size(const unsigned char *p, size_t n, int *w, int *h)
{
	if (n < 30)
		return -EBADMSG;
	if (!memcmp(p + 12, "VP8 ", 4)) {
		*w = image_le16(p + 26) & 0x3fff;
		*h = image_le16(p + 28) & 0x3fff;
	} else if (!memcmp(p + 12, "VP8L", 4)) {
		*w = 1 + (image_le16(p + 21) & 0x3fff);
		*h = 1 + ((p[22] >> 6) | p[23] << 2 | (p[24] & 0xf) << 10);
	} else if (!memcmp(p + 12, "VP8X", 4)) {
		*w = 1 + (image_le16(p + 24) | p[26] << 16);
		*h = 1 + (image_le16(p + 27) | p[29] << 16);
	} else {
		return -EBADMSG;
	}
	return 0;
}

static int
image_gif_size(const unsigned char *p, size_t n, int *w, int *h)
{
	if (n < 10)
		return -EBADMSG;
	*w = image_le16(p + 6);
	*h = image_le16(p + 8);
	return 0;
}

static bool
image_is_avif(const unsigned char *p, size_t n)
{
	return n >= 16 && !memcmp(p + 4, "ftypavif", 8);
}

/* From the properties of its only picture: meta, iprp, ipco, ispe. */
static int
image_avif_size(const unsigned char *p, size_t n, int *w, int *h)
{
	struct span s = { p, n };

	if (!box_find(s, TYPE('m', 'e', 't', 'a'), &s) || s.n < 4)
		return -EBADMSG;
	s = (struct span){ s.p + 4, s.n - 4 };	/* a version comes first */
	if (!box_find(s, TYPE('i', 'p', 'r', 'p'), &s) ||
	    !box_find(s, TYPE('i', 'p', 'c', 'o'), &s) ||
	    !box_find(s, TYPE('i', 's', 'p', 'e'), &s) || s.n < 12)
		return -EBADMSG;
	*w = (int)(box_read32(s, 4) & 0xffff);
	*h = (int)(box_read32(s, 8) & 0xffff);
	return 0;
}

/* The last box, which holds the picture, must end where the file does. */
static bool
image_avif_is_whole(const unsigned char *p, size_t n, int64_t size)
{
	struct span s = { p, n };
	int64_t at = 0, box;

	while (at < size && (size_t)at + 8 <= n) {
		box = box_read32(s, (size_t)at);
		if (box < 8)
			return false;
		at += box;
	}
	return at == size;
}

int
image_size(const unsigned char *p, size_t n, int *width, int *height)
{
	int w = 0, h = 0, rc = -EBADMSG;

	if (n >= 4 && !memcmp(p, "\xff\xd8\xff", 3))
		rc = image_jpeg_size(p, n, &w, &h);
	else if (n >= 8 && !memcmp(p, "\x89PNG\r\n\x1a\n", 8))
		rc = image_png_size(p, n, &w, &h);
	else if (n >= 6 && !memcmp(p, "GIF8", 4))
		rc = image_gif_size(p, n, &w, &h);
	else if (n >= 16 && !memcmp(p, "RIFF", 4) && !memcmp(p + 8, "WEBP", 4))
		rc = image_webp_size(p, n, &w, &h);
	else if (image_is_avif(p, n))
		rc = image_avif_size(p, n, &w, &h);
	if (rc || w <= 0 || h <= 0)
		return -EBADMSG;
	*width = w;
	*height = h;
	return 0;
}

bool
image_is_whole(const unsigned char *p, size_t n,
    const unsigned char tail[IMAGE_TAIL], int64_t size)
{
	if (n < 16)
		return false;
	if (p[0] == 0xff)
		return tail[6] == 0xff && tail[7] == 0xd9;
	if (p[0] == 0x89)
		return !memcmp(tail, "IEND\xae\x42\x60\x82", IMAGE_TAIL);
	if (image_is_avif(p, n))
		return image_avif_is_whole(p, n, size);
	return size ==
	    8 + (image_le16(p + 4) | (int64_t)image_le16(p + 6) << 16);
}
