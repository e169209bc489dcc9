#include "config.h"

#include <errno.h>
#include <string.h>

#include "mp4.h"
#include "media/mp4_box.h"

#define LEAD_IN_MAX	1000000	/* pictures; a damaged table may claim more */

struct mp4_track {
	bool		 is_video, is_sound;
	uint32_t	 width, height;		/* 16.16 */
	uint64_t	 duration;		/* in the movie's time scale */
	uint32_t	 scale;			/* of the next three */
	uint64_t	 media_duration;
	uint64_t	 empty;			/* empty edits, same scale */
	int64_t		 media_time;		/* of the first with media */
	int64_t		 first_offset;		/* ctts of the first picture */
	struct span	 stts, ctts;
	uint64_t	 first_at;
	uint32_t	 first_bytes;
	bool		 is_avc;
	int		 nal_length;
};

/* Version 1 has 64-bit times. */
static void
mp4_read_tkhd(struct span s, struct mp4_track *t)
{
	bool wide = box_read32(s, 0) >> 24 == 1;

	t->duration = wide ? box_read64(s, 28) : box_read32(s, 20);
	t->width = box_read32(s, wide ? 88 : 76);
	t->height = box_read32(s, wide ? 92 : 80);
}

static void
mp4_read_mdhd(struct span s, struct mp4_track *t)
{
	bool wide = box_read32(s, 0) >> 24 == 1;

	t->scale = box_read32(s, wide ? 20 : 12);
	t->media_duration = wide ? box_read64(s, 24) : box_read32(s, 16);
}

/* Finds the first edit with media; media time -1 marks an empty one. */
static void
mp4_read_elst(struct span s, struct mp4_track *t)
{
	bool wide = box_read32(s, 0) >> 24 == 1;
	uint32_t i, n = box_read32(s, 4);
	size_t each = wide ? 20 : 12;

	for (i = 0; i < n && 8 + (i + 1) * each <= s.n; i++) {
		size_t at = 8 + i * each + (wide ? 8 : 4);

		t->media_time = wide ? (int64_t)box_read64(s, at)
		    : (int32_t)box_read32(s, at);
		if (t->media_time >= 0)
			return;
		t->empty += wide ? box_read64(s, 8 + i * each)
				 : box_read32(s, 8 + i * each);
	}
	t->media_time = 0;
}

/* stsd has one entry; an avcC box in it says how long NAL lengths are. */
static void
mp4_read_stsd(struct span s, struct mp4_track *t)
{
	uint32_t type = box_read32(s, 12);
	struct span entry, avcc;

	t->is_avc = type == TYPE('a', 'v', 'c', '1');
	if (!t->is_avc || s.n < 16 + 78)
		return;
	entry = (struct span){ s.p + 16 + 78, s.n - 16 - 78 };
	if (box_find(entry, TYPE('a', 'v', 'c', 'C'), &avcc) && avcc.n > 4)
		t->nal_length = (avcc.p[4] & 3) + 1;
}

static void
mp4_read_stbl(struct span s, struct mp4_track *t)
{
	struct span b;

	if (box_find(s, TYPE('s', 't', 's', 'd'), &b))
		mp4_read_stsd(b, t);
	box_find(s, TYPE('s', 't', 't', 's'), &t->stts);
	if (box_find(s, TYPE('c', 't', 't', 's'), &t->ctts))
		t->first_offset = (int32_t)box_read32(t->ctts, 12);
	if (box_find(s, TYPE('s', 't', 's', 'z'), &b))
		t->first_bytes = box_read32(b, 4) ? box_read32(b, 4)
						  : box_read32(b, 12);
	if (box_find(s, TYPE('s', 't', 'c', 'o'), &b))
		t->first_at = box_read32(b, 8);
	else if (box_find(s, TYPE('c', 'o', '6', '4'), &b))
		t->first_at = box_read64(b, 8);
}

static void
mp4_read_trak(struct span s, struct mp4_track *t)
{
	struct span b, edits, media;

	if (box_find(s, TYPE('t', 'k', 'h', 'd'), &b))
		mp4_read_tkhd(b, t);
	if (box_find(s, TYPE('e', 'd', 't', 's'), &edits) &&
	    box_find(edits, TYPE('e', 'l', 's', 't'), &b))
		mp4_read_elst(b, t);
	box_find(s, TYPE('m', 'd', 'i', 'a'), &media);
	if (box_find(media, TYPE('m', 'd', 'h', 'd'), &b))
		mp4_read_mdhd(b, t);
	if (box_find(media, TYPE('h', 'd', 'l', 'r'), &b)) {
		t->is_video = box_read32(b, 8) == TYPE('v', 'i', 'd', 'e');
		t->is_sound = box_read32(b, 8) == TYPE('s', 'o', 'u', 'n');
	}
	if (box_find(media, TYPE('m', 'i', 'n', 'f'), &b) &&
	    box_find(b, TYPE('s', 't', 'b', 'l'), &media))
		mp4_read_stbl(media, t);
}

/* Reads a table of runs: 8 bytes of head, then pairs of count and value. */
struct runs {
	struct span	 table;
	size_t		 at;
	uint32_t	 left;
};

static bool
mp4_runs_next(struct runs *r, uint32_t *value)
{
	while (!r->left) {
		if (r->at + 8 > r->table.n)
			return false;
		r->left = box_read32(r->table, r->at);
		r->at += 8;
	}
	r->left--;
	*value = box_read32(r->table, r->at - 4);
	return true;
}

/* How long before the clip's start its first picture began, in seconds. */
static double
mp4_held_s(const struct mp4_track *t)
{
	struct runs steps = { .table = t->stts, .at = 8 };
	struct runs offsets = { .table = t->ctts, .at = 8 };
	int64_t decoded = 0, shown, last = INT64_MIN;
	uint32_t step, offset, left = LEAD_IN_MAX;

	while (decoded <= t->media_time && left-- &&
	    mp4_runs_next(&steps, &step)) {
		offset = 0;
		mp4_runs_next(&offsets, &offset);
		shown = decoded + (int32_t)offset;
		if (shown <= t->media_time && shown > last)
			last = shown;
		decoded += step;
	}
	return last == INT64_MIN || !t->scale ? 0
	    : (double)(t->media_time - last) / t->scale;
}

static void
mp4_set_video(const struct mp4_track *t, uint32_t scale, struct mp4 *m)
{
	double hidden_s = t->scale ? (double)(t->media_time -
	    t->first_offset) / t->scale : 0;

	m->width = (int)(t->width >> 16);
	m->height = (int)(t->height >> 16);
	m->lead_in_s = hidden_s - (scale ? (double)t->empty / scale : 0);
	if (t->scale)
		m->shown_s = (double)t->media_duration / t->scale - hidden_s;
	m->held_s = mp4_held_s(t);
	m->first_at = t->first_at;
	m->first_bytes = t->first_bytes;
	m->is_avc = t->is_avc;
	m->nal_length = t->nal_length;
}

int
mp4_parse(const unsigned char *p, size_t n, struct mp4 *out)
{
	struct span moov = { p, n }, b;
	struct mp4 m = { 0 };
	uint32_t scale, type;
	size_t at = 0;

	if (!box_find(moov, TYPE('m', 'v', 'h', 'd'), &b))
		return -EBADMSG;
	scale = box_read32(b, box_read32(b, 0) >> 24 == 1 ? 20 : 12);
	while (box_next(moov, &at, &type, &b)) {
		struct mp4_track t = { 0 };

		if (type != TYPE('t', 'r', 'a', 'k'))
			continue;
		mp4_read_trak(b, &t);
		if (scale && (t.is_video || !m.duration_s))
			m.duration_s = (double)t.duration / scale;
		if (t.is_video)
			mp4_set_video(&t, scale, &m);
		if (t.is_sound && t.media_duration) {
			m.has_sound = true;
			m.sound_held_s = mp4_held_s(&t);
		}
	}
	if (!(m.duration_s > 0))
		return -EBADMSG;
	*out = m;
	return 0;
}

/* Boxes before it may be incomplete: only their headers are needed. */
int
mp4_find_moov(const unsigned char *p, size_t n, uint64_t *at, uint64_t *len)
{
	struct span s = { p, n };
	uint64_t pos = 0, size;
	size_t head;

	while (pos + 8 <= n) {
		size = box_read32(s, (size_t)pos);
		head = size == 1 ? 16 : 8;
		if (size == 1)
			size = box_read64(s, (size_t)pos + 8);
		if (size < head)
			return 0;
		if (box_read32(s, (size_t)pos + 4) ==
		    TYPE('m', 'o', 'o', 'v')) {
			*at = pos + head;
			*len = size - head;
			return 1;
		}
		if (size > n)
			return 0;
		pos += size;
	}
	return 0;
}

/* The first slice decides; parameter sets and messages may come before it. */
bool
mp4_is_idr(const unsigned char *p, size_t n, int nal_length)
{
	size_t at = 0;
	uint64_t len;
	int i, type;

	while (nal_length > 0 && at + (size_t)nal_length < n) {
		len = 0;
		for (i = 0; i < nal_length; i++)
			len = len << 8 | p[at++];
		type = p[at] & 0x1f;
		if (type >= 1 && type <= 5)
			return type == 5;
		if (len > n - at)
			return false;
		at += (size_t)len;
	}
	return false;
}
