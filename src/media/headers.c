#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ffmpeg_args.h"
#include "headers.h"
#include "mp4_box.h"
#include "probe.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/process.h"
#include "base/regular_file.h"

#define HASH_START	UINT64_C(14695981039346656037)	/* FNV-1a */
#define HASH_PRIME	UINT64_C(1099511628211)
#define SAR_GIVEN	255	/* two numbers follow */

/* Fields that determine the shape of a picture, or that a decoder must know. */
static const char *const telling[] = {
	"pic_width_in_mbs_minus1", "pic_height_in_map_units_minus1",
	"frame_mbs_only_flag", "frame_crop_left_offset",
	"frame_crop_right_offset", "frame_crop_top_offset",
	"frame_crop_bottom_offset", "pic_width_in_luma_samples",
	"pic_height_in_luma_samples", "conf_win_left_offset",
	"conf_win_right_offset", "conf_win_top_offset",
	"conf_win_bottom_offset", "horizontal_size_value",
	"vertical_size_value", "aspect_ratio_information", "aspect_ratio_idc",
	"sar_width", "sar_height", "chroma_format_idc",
	"bit_depth_luma_minus8",
};

/* ITU-T H.273, SampleAspectRatio. */
static const struct { int num, den; } ratios[] = {
	{ 0, 0 }, { 1, 1 }, { 12, 11 }, { 10, 11 }, { 16, 11 }, { 40, 33 },
	{ 24, 11 }, { 20, 11 }, { 32, 11 }, { 80, 33 }, { 18, 11 },
	{ 15, 11 }, { 64, 33 }, { 160, 99 }, { 4, 3 }, { 3, 2 }, { 2, 1 },
};

/* ISO/IEC 13818-2, aspect_ratio_information: the shape of the whole picture. */
static const struct { int num, den; } displays[] = {
	{ 0, 0 }, { 0, 0 }, { 4, 3 }, { 16, 9 }, { 221, 100 },
};

bool
headers_known(const char *codec)
{
	static const char *const known[] = { "h264", "hevc", "mpeg2video" };
	size_t i;

	for (i = 0; i < COUNT(known); i++)
		if (!strcmp(codec, known[i]))
			return true;
	return false;
}

static bool
headers_is_telling(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(telling); i++)
		if (!strcmp(name, telling[i]))
			return true;
	return false;
}

static void
headers_mix(struct header *h, const char *s)
{
	for (; *s; s++)
		h->shape = (h->shape ^ (unsigned char)*s) * HASH_PRIME;
}

static void
headers_set_ratio(struct header *h, const char *name, int v)
{
	if (!strcmp(name, "aspect_ratio_idc") && v > 0 &&
	    v < (int)COUNT(ratios)) {
		h->sar_num = ratios[v].num;
		h->sar_den = ratios[v].den;
	} else if (!strcmp(name, "sar_width")) {
		h->sar_num = v;
	} else if (!strcmp(name, "sar_height")) {
		h->sar_den = v;
	} else if (!strcmp(name, "aspect_ratio_information") && v > 0) {
		h->sar_num = h->sar_den = v == 1;
		h->dar_num = v < (int)COUNT(displays) ? displays[v].num : 0;
		h->dar_den = v < (int)COUNT(displays) ? displays[v].den : 0;
	}
}

/* "62   aspect_ratio_idc   00001110 = 14" */
static void
headers_parse_field(struct headers *s, const char *text)
{
	const char *value = strstr(text, " = ");
	char name[64];

	if (!s->now || !value || sscanf(text, "%*d %63s", name) != 1 ||
	    !headers_is_telling(name))
		return;
	headers_mix(s->now, name);
	headers_mix(s->now, value);
	headers_set_ratio(s->now, name, atoi(value + 3));
}

void
headers_end(struct headers *s)
{
	const struct header *before = s->then.shape ? &s->then : &s->head;

	if (s->now == &s->later && s->later.shape != before->shape)
		s->changes = true;
	s->now = NULL;
}

static void
headers_begin(struct headers *s)
{
	s->now = s->is_head ? &s->head : s->now_s <= s->at_s ? &s->then
	    : &s->later;
	*s->now = (struct header){ .shape = HASH_START };
}

/* The next lines describe "Packet: 26 bytes, key frame, pts 5000000". */
static void
headers_parse_packet(struct headers *s, const char *text)
{
	const char *pts = strstr(text, " pts ");

	s->is_head = false;
	if (pts && pts[5] != 'N')
		s->now_s = (double)strtoll(pts + 5, NULL, 10) / 1e6;
}

int
headers_parse_line(void *arg, const char *line)
{
	struct headers *s = arg;
	const char *text = strstr(line, "[trace_headers @ ");

	text = text ? strstr(text, "] ") : NULL;
	if (!text)
		return 0;
	text += 2;
	if (*text >= '0' && *text <= '9') {
		headers_parse_field(s, text);
		return 0;
	}
	headers_end(s);
	if (!strcmp(text, "Extradata"))
		s->is_head = true;
	else if (!strncmp(text, "Packet: ", 8))
		headers_parse_packet(s, text);
	else if (!strcmp(text, "Sequence Parameter Set") ||
	    !strcmp(text, "Sequence Header"))
		headers_begin(s);
	return 0;
}

int
headers_read(struct arena *a, const struct probe_limits *l, const char *path,
    int stream, double from_s, double length_s, struct headers *s)
{
	struct args v = { .a = a };
	struct process r = { .timeout_ms = l->timeout_ms, .stop = l->stop,
	    .client = l->client, .limits = PROBE_RUN_LIMITS,
	    .line = headers_parse_line, .line_err = true, .arg = s };
	int rc;

	args_add(&v, l->ffmpeg, "-hide_banner", "-loglevel", "info", "-nostats",
	    "-nostdin", "-copyts");
	if (from_s > 0)
		args_add(&v, "-ss", args_format_time(a, from_s));
	args_add(&v, "-t", args_format_time(a, length_s));
	args_add_input(&v, path);
	args_add(&v, "-map", arena_printf(a, "0:%d", stream), "-c", "copy",
	    "-bsf:v", "noise=drop=not(key),setts=pts=PTS*TB*1000000:"
	    "dts=DTS*TB*1000000,trace_headers", "-f", "null", "-");
	r.argv = args_finish(&v);
	rc = process_run(&r, a);
	headers_end(s);
	return rc ? rc : r.status ? -EIO : 0;
}

#define BOXES_MAX	100000	/* a fragmented file has many */
#define MOOV_MAX	(64u << 20)

/* The content of a file's moov box; false: there is none. */
static bool
headers_read_moov(struct arena *a, int fd, struct span *moov)
{
	unsigned char head[16], *p;
	uint64_t at = 0, len;
	struct span s = { head, sizeof(head) };
	size_t skip;
	int i;

	for (i = 0; i < BOXES_MAX &&
	    pread(fd, head, sizeof(head), (off_t)at) == sizeof(head); i++) {
		len = box_read32(s, 0) == 1 ? box_read64(s, 8)
					    : box_read32(s, 0);
		skip = box_read32(s, 0) == 1 ? 16 : 8;
		if (len < skip || len > INT64_MAX - at)
			return false;
		if (box_read32(s, 4) != TYPE('m', 'o', 'o', 'v')) {
			at += len;
			continue;
		}
		if (len > MOOV_MAX)
			return false;
		p = arena_alloc(a, (size_t)len);
		*moov = (struct span){ p, (size_t)len - skip };
		return pread(fd, p, moov->n, (off_t)(at + skip)) ==
		    (ssize_t)moov->n;
	}
	return false;
}

/* A video track with more than one sample description. */
static bool
headers_is_many(struct span trak)
{
	struct span media, b;

	if (!box_find(trak, TYPE('m', 'd', 'i', 'a'), &media) ||
	    !box_find(media, TYPE('h', 'd', 'l', 'r'), &b) ||
	    box_read32(b, 8) != TYPE('v', 'i', 'd', 'e'))
		return false;
	return box_find(media, TYPE('m', 'i', 'n', 'f'), &b) &&
	    box_find(b, TYPE('s', 't', 'b', 'l'), &media) &&
	    box_find(media, TYPE('s', 't', 's', 'd'), &b) &&
	    box_read32(b, 4) > 1;
}

bool
headers_are_many(struct arena *a, const char *path)
{
	AUTO(fd_closep) int fd = regular_file_open(path);
	struct span moov, b;
	uint32_t type;
	size_t at = 0;

	if (fd < 0 || !headers_read_moov(a, fd, &moov))
		return false;
	while (box_next(moov, &at, &type, &b))
		if (type == TYPE('t', 'r', 'a', 'k') && headers_is_many(b))
			return true;
	return false;
}
