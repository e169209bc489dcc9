#include "config.h"

#include <math.h>

#include "mp4.h"
#include "mp4_box.h"

/*
 * Copied pictures are counted in decoding order, so that a copy runs a few
 * frames over.  The edit list can end it where it was asked to end.
 */

static void
put32(struct span s, size_t at, uint32_t v)
{
	unsigned char *p = (unsigned char *)s.p + at;	/* the caller's own */

	if (at + 4 > s.n)
		return;
	p[0] = (unsigned char)(v >> 24);
	p[1] = (unsigned char)(v >> 16);
	p[2] = (unsigned char)(v >> 8);
	p[3] = (unsigned char)v;
}

/* Lengths of 64 bits are of films that we do not make. */
static bool
is_wide(struct span s)
{
	return be32(s, 0) >> 24 != 0;
}

static void
lower(struct span s, size_t at, uint32_t most)
{
	if (be32(s, at) > most)
		put32(s, at, most);
}

/* Edits follow each other: what is left over falls to the last. */
static void
trim_edits(struct span elst, uint32_t most)
{
	uint32_t i, n = be32(elst, 4), used = 0;

	if (is_wide(elst))
		return;
	for (i = 0; i < n && 8 + (i + 1) * 12 <= elst.n; i++) {
		lower(elst, 8 + i * 12, most - used);
		used += be32(elst, 8 + i * 12);
	}
}

static void
trim_track(struct span trak, uint32_t most)
{
	struct span b, edits;

	if (box_find(trak, TYPE('t', 'k', 'h', 'd'), &b) && !is_wide(b))
		lower(b, 20, most);
	if (box_find(trak, TYPE('e', 'd', 't', 's'), &edits) &&
	    box_find(edits, TYPE('e', 'l', 's', 't'), &b))
		trim_edits(b, most);
}

void
mp4_trim(unsigned char *p, size_t n, double duration_s)
{
	struct span moov = { p, n }, b;
	uint32_t type, most;
	size_t at = 0;

	if (!box_find(moov, TYPE('m', 'v', 'h', 'd'), &b) || is_wide(b))
		return;
	most = (uint32_t)lround(duration_s * be32(b, 12));
	lower(b, 16, most);
	while (box_next(moov, &at, &type, &b))
		if (type == TYPE('t', 'r', 'a', 'k'))
			trim_track(b, most);
}
