#include "config.h"

#include <math.h>

#include "mp4.h"
#include "media/mp4_box.h"

/*
 * FFmpeg counts copied pictures in decoding order, so a copy runs a few frames
 * too long.  The edit list can end it at the right time.
 */

static void
mp4_trim_write32(struct span s, size_t at, uint32_t v)
{
	unsigned char *p = (unsigned char *)s.p + at;	/* the caller's */

	if (at + 4 > s.n)
		return;
	p[0] = (unsigned char)(v >> 24);
	p[1] = (unsigned char)(v >> 16);
	p[2] = (unsigned char)(v >> 8);
	p[3] = (unsigned char)v;
}

/* 64-bit lengths occur only in longer films than we make. */
static bool
mp4_trim_is_wide(struct span s)
{
	return box_read32(s, 0) >> 24 != 0;
}

static void
mp4_trim_limit(struct span s, size_t at, uint32_t most)
{
	if (box_read32(s, at) > most)
		mp4_trim_write32(s, at, most);
}

/* Edits follow each other: the last one gets what the others leave. */
static void
mp4_trim_edits(struct span elst, uint32_t most)
{
	uint32_t i, n = box_read32(elst, 4), used = 0;

	if (mp4_trim_is_wide(elst))
		return;
	for (i = 0; i < n && 8 + (i + 1) * 12 <= elst.n; i++) {
		mp4_trim_limit(elst, 8 + i * 12, most - used);
		used += box_read32(elst, 8 + i * 12);
	}
}

static void
mp4_trim_track(struct span trak, uint32_t most)
{
	struct span b, edits;

	if (box_find(trak, TYPE('t', 'k', 'h', 'd'), &b) &&
	    !mp4_trim_is_wide(b))
		mp4_trim_limit(b, 20, most);
	if (box_find(trak, TYPE('e', 'd', 't', 's'), &edits) &&
	    box_find(edits, TYPE('e', 'l', 's', 't'), &b))
		mp4_trim_edits(b, most);
}

void
mp4_trim(unsigned char *p, size_t n, double duration_s)
{
	struct span moov = { p, n }, b;
	uint32_t type, most;
	size_t at = 0;

	if (!box_find(moov, TYPE('m', 'v', 'h', 'd'), &b) ||
	    mp4_trim_is_wide(b))
		return;
	most = (uint32_t)lround(duration_s * box_read32(b, 12));
	mp4_trim_limit(b, 16, most);
	while (box_next(moov, &at, &type, &b))
		if (type == TYPE('t', 'r', 'a', 'k'))
			mp4_trim_track(b, most);
}
