/* Reading the size of pictures, whether they are complete, and progress. */
#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "base/cleanup.h"
#include "make/image_size.h"
#include "make/progress.h"
#include "plan/picture_filters.h"

#define BYTES(s)	s, sizeof(s) - 1
#define PNG		"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
#define RIFF		"RIFF\x10\0\0\0WEBP"

static const struct {
	const char	*name, *bytes;
	size_t		 len;
	int		 w, h;		/* 0: not a picture */
} sizes[] = {
	{ "JPEG", BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\x08\1\2\3\4"),
	    772, 258 },
	{ "JPEG, progressive, the last kind", BYTES("\xff\xd8\xff\xcf\0\x11"
	    "\x08\0\2\0\4"), 4, 2 },
	{ "JPEG: a table is no frame", BYTES("\xff\xd8\xff\xc4\0\3x\xff\xc8\0"
	    "\3x\xff\xcc\0\3x\xff\xc2\0\x11\x08\0\2\0\4"), 4, 2 },
	{ "JPEG cut short", BYTES("\xff\xd8\xff\xc0\0\x11\x08\0\2\0"), 0, 0 },
	{ "JPEG without a frame", BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xd9"
	    "xxxxxxxxxx"), 0, 0 },
	{ "JPEG of no size", BYTES("\xff\xd8\xff\xc0\0\x11\x08\0\0\0\4"), 0,
	    0 },
	{ "PNG", BYTES(PNG "\0\0\1\2\0\0\3\4"), 258, 772 },
	{ "PNG cut short", BYTES(PNG "\0\0\1\2\0\0\3"), 0, 0 },
	{ "GIF", BYTES("GIF89a\1\2\3\4"), 513, 1027 },
	{ "GIF, the older kind", BYTES("GIF87a\1\0\3\0"), 1, 3 },
	{ "GIF cut short", BYTES("GIF89a\1\2\3"), 0, 0 },
	{ "GIF of no width", BYTES("GIF89a\0\0\3\0"), 0, 0 },
	{ "WebP, lossy", BYTES(RIFF "VP8 xxxxxxxxxx\x80\x42\x40\x81"), 640,
	    320 },
	{ "WebP, lossless", BYTES(RIFF "VP8Lxxxxx\x7f\xc2\x4f\x10xxxxx"), 640,
	    320 },
	{ "WebP, extended", BYTES(RIFF "VP8Xxxxxxxxx\x7f\2\0\x3f\1\0"), 640,
	    320 },
	{ "WebP, large", BYTES(RIFF "VP8Xxxxxxxxx\0\0\1\0\0\2"), 65537,
	    131073 },
	{ "WebP of another kind", BYTES(RIFF "VP9 xxxxxxxxxx\x80\2\x40\1"), 0,
	    0 },
	{ "WebP cut short", BYTES(RIFF "VP8Xxxxxxxxx\x7f\2\0\x3f\1"), 0, 0 },
	{ "text", BYTES("hello, this is no picture at all"), 0, 0 },
	{ "nothing", BYTES(""), 0, 0 },
	{ "three bytes", BYTES("\xff\xd8\xff"), 0, 0 },
};

/* The memory has exactly this size, so that sanitizers see reading beyond. */
static void
test_sizes(void)
{
	unsigned char *p;
	size_t i;
	int w, h;

	for (i = 0; i < COUNT(sizes); i++) {
		p = malloc(sizes[i].len ? sizes[i].len : 1);
		memcpy(p, sizes[i].bytes, sizes[i].len);
		w = h = 0;
		is_int(image_size(p, sizes[i].len, &w, &h), sizes[i].w ? 0
		    : -EBADMSG, sizes[i].name);
		is_int(w, sizes[i].w, "  width");
		is_int(h, sizes[i].h, "  height");
		free(p);
	}
}

static const struct {
	const char	*name, *head, *tail;
	int64_t		 size;
	int		 whole;
} ends[] = {
	{ "JPEG", "\xff\xd8xxxxxxxxxxxxxx", "xxxxxx\xff\xd9", 99, 1 },
	{ "JPEG cut short", "\xff\xd8xxxxxxxxxxxxxx", "xxxxx\xff\xd9x", 99,
	    0 },
	{ "JPEG, one byte off", "\xff\xd8xxxxxxxxxxxxxx", "xxxxxx\xff\xd8",
	    99, 0 },
	{ "PNG", "\x89PNGxxxxxxxxxxxx", "IEND\xae\x42\x60\x82", 99, 1 },
	{ "PNG cut short", "\x89PNGxxxxxxxxxxxx", "xIEND\xae\x42\x60", 99, 0 },
	{ "WebP", "RIFF\x10\2\1\0xxxxxxxx", "xxxxxxxx", 0x10210 + 8, 1 },
	{ "WebP cut short", "RIFF\x10\2\1\0xxxxxxxx", "xxxxxxxx", 0x10210 + 7,
	    0 },
	{ "WebP, too long", "RIFF\x10\2\1\0xxxxxxxx", "xxxxxxxx", 0x10210 + 9,
	    0 },
};

static void
test_ends(void)
{
	unsigned char head[16], tail[IMAGE_TAIL];
	size_t i;

	for (i = 0; i < COUNT(ends); i++) {
		memcpy(head, ends[i].head, sizeof(head));
		memcpy(tail, ends[i].tail, sizeof(tail));
		is_int(image_is_whole(head, sizeof(head), tail,
		    ends[i].size), ends[i].whole, ends[i].name);
		is_int(image_is_whole(head, 15, tail, ends[i].size), 0,
		    "  but not of 15 bytes");
	}
}

static const struct {
	const char	*line;
	int		 rc;
	double		 fraction;
	int64_t		 size;
} lines[] = {
	{ "out_time_us=N/A", 0, 0, 0 },
	{ "out_time_us=-23220", 0, 0, 0 },
	{ "total_size=48", 0, 0, 48 },
	{ "out_time_us=0", 0, 0, 48 },
	{ "out_time_us=1000000", 1, 0.25, 48 },
	{ "out_time_us=500000", 0, 0.25, 48 },
	{ "out_time_ms=3000000", 0, 0.25, 48 },
	{ "xout_time_us=3000000", 0, 0.25, 48 },
	{ "out_time_us=2000000x", 0, 0.25, 48 },
	{ "out_time_us=", 0, 0.25, 48 },
	{ "progress=continue", 0, 0.25, 48 },
	{ "no such line", -EBADMSG, 0.25, 48 },
	{ "", -EBADMSG, 0.25, 48 },
	{ "total_size=4294967296", 0, 0.25, INT64_C(4294967296) },
	{ "out_time_us=9000000", 1, 1, INT64_C(4294967296) },
	{ "out_time_us=9500000", 1, 1, INT64_C(4294967296) },
};

static void
test_progress(void)
{
	struct progress p = { .duration_s = 4 }, none = { 0 };
	size_t i;
	int rc;

	for (i = 0; i < COUNT(lines); i++) {
		rc = progress_parse_line(&p, lines[i].line);
		/* More bytes after the end make no difference. */
		ok(rc == lines[i].rc || lines[i].fraction == 1, "%s",
		    lines[i].line);
		ok(p.fraction == lines[i].fraction, "  so far: %g",
		    p.fraction);
		is_int(p.size_bytes, lines[i].size, "  bytes");
	}
	is_int(progress_parse_line(&none, "out_time_us=1000000"), 0,
	    "of unknown length");
	ok(none.fraction == 0, "  nothing is said");
}

int
main(void)
{
	test_sizes();
	test_ends();
	test_progress();
	return done();
}
