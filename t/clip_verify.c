#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "make/image_size.h"
#include "make/mp4.h"
#include "make/png_cicp.h"
#include "make/progress.h"
#include "make/webp_first.h"
#include "plan/colour.h"
#include "plan/picture_filters.h"

#define BYTES(s)	(const unsigned char *)(s), sizeof(s) - 1

/* A list of brands, one property, and one byte of picture: 69 bytes in all. */
#define AVIF	"\0\0\0\x10" "ftypavif\0\0\0\0\0\0\0\x30meta\0\0\0\0" \
		"\0\0\0\x24iprp\0\0\0\x1cipco\0\0\0\x14ispe\0\0\0\0" \
		"\0\0\1\x40\0\0\0\xb4\0\0\0\5mdat"

static const struct {
	const char		*name;
	const unsigned char	*p;
	size_t			 n;
	int			 err, width, height;
} pictures[] = {
	{ "nothing", BYTES(""), -EBADMSG, 0, 0 },
	{ "text", BYTES("<svg width='1' height='1'/>        "), -EBADMSG, 0, 0 },
	{ "JPEG", BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xc0\0\x11\x8\4\x38\7\x80\3"),
	    0, 1920, 1080 },
	{ "progressive JPEG", BYTES("\xff\xd8\xff\xc2\0\x11\x8\0\x10\0\x20\3"),
	    0, 32, 16 },
	{ "JPEG tables only", BYTES("\xff\xd8\xff\xc4\0\4ab\xff\xd9\0\0\0\0\0"),
	    -EBADMSG, 0, 0 },
	{ "JPEG cut short", BYTES("\xff\xd8\xff\xe0\xff\xff"), -EBADMSG, 0,
	    0 },
	{ "PNG", BYTES("\x89PNG\r\n\x1a\n\0\0\0\xdIHDR\0\0\1\0\0\0\0\x90"), 0,
	    256, 144 },
	{ "PNG cut short", BYTES("\x89PNG\r\n\x1a\n\0\0\0\xdIHDR"), -EBADMSG,
	    0, 0 },
	{ "WebP", BYTES("RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\1\x2a\x40\1"
	    "\xb4\0"), 0, 320, 180 },
	{ "lossless WebP", BYTES("RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x3f\xc1\x2c"
	    "\0\0\0\0\0\0"), 0, 320, 180 },
	{ "extended WebP", BYTES("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0\x3f\1\0"
	    "\xb3\0\0"), 0, 320, 180 },
	{ "GIF", BYTES("GIF89a\x40\1\xb4\0"), 0, 320, 180 },
	{ "AVIF", BYTES(AVIF), 0, 320, 180 },
	{ "AVIF without its size", BYTES("\0\0\0\x10" "ftypavif\0\0\0\0"
	    "\0\0\0\xcmeta\0\0\0\0"), -EBADMSG, 0, 0 },
	{ "GIF of no size", BYTES("GIF89a\0\0\0\0"), -EBADMSG, 0, 0 },
};

static void
check_pictures(void)
{
	size_t i;
	int w, h;

	for (i = 0; i < COUNT(pictures); i++) {
		w = h = 0;
		is_int(image_size(pictures[i].p, pictures[i].n, &w, &h),
		    pictures[i].err, pictures[i].name);
		is_int(w, pictures[i].width, "  width");
		is_int(h, pictures[i].height, "  height");
	}
}

static void
check_whole(void)
{
	unsigned char tail[IMAGE_TAIL] = { 0 };
	unsigned char avif[] = AVIF;
	size_t n = sizeof(avif) - 1;

	avif[n - 5] = 9;	/* mdat's length */
	ok(image_is_whole(avif, n, tail, 73), "an AVIF that is whole");
	ok(!image_is_whole(avif, n, tail, 72), "  cut short");
	ok(!image_is_whole(avif, 40, tail, 73), "  its boxes end nowhere");
	avif[n - 5] = 5;
	ok(!image_is_whole(avif, n, tail, 73), "  a box of no length");
}

static void
check_animated(void)
{
	static const unsigned char file[] = "RIFF\x4a\0\0\0WEBPVP8X\x0a\0\0\0"
	    "..........ANIM\6\0\0\0......ANMF\x1c\0\0\0................"
	    "VP8 \3\0\0\0abc\0";
	AUTO(arena_reset) struct arena a = { 0 };
	const unsigned char *still = NULL;
	size_t n = sizeof(file) - 1, len = 0;

	is_int(webp_first(&a, file, n, &still, &len), 0, "an animated WebP");
	ok(len == 24 && !memcmp(still, "RIFF\x10\0\0\0WEBPVP8 \3\0\0\0abc\0",
	    24), "  gives its first picture");
	is_int(webp_first(&a, file, n - 1, &still, &len), -EBADMSG,
	    "  one cut short does not");
	is_int(webp_first(&a, file + 1, n - 1, &still, &len), -EBADMSG,
	    "  nor does another file");
}

static void
check_cicp(void)
{
	static const unsigned char pq[PNG_CICP_BYTES] =
	    "\0\0\0\4cICP\x9\x10\0\1\x4d\x23\x23\xfe";
	struct colour c = { .primaries = 9, .transfer = 16 };
	unsigned char chunk[PNG_CICP_BYTES];
	unsigned char head[PNG_HEAD_BYTES + PNG_CICP_BYTES] = { 0 };
	struct colour read = { 0 };

	png_cicp_build(&c, chunk);
	ok(!memcmp(chunk, pq, sizeof(pq)), "cICP of PQ");
	memcpy(head, "\x89PNG", 4);
	memcpy(head + PNG_HEAD_BYTES, chunk, sizeof(chunk));
	ok(png_read_cicp(head, &read) && read.primaries == 9 &&
	    read.transfer == 16, "  is read again");
	head[PNG_HEAD_BYTES + 4] = 'x';
	ok(!png_read_cicp(head, &read), "  and only where there is one");
}

static const struct {
	const char	*line;
	int		 result;
	double		 fraction;
	long long	 bytes;
} lines[] = {
	{ "frame=0", 0, 0, 0 },
	{ "out_time_us=N/A", 0, 0, 0 },
	{ "out_time_us=-9223372036854775807", 0, 0, 0 },
	{ "out_time_us=2500000", 1, 0.25, 0 },
	{ "out_time_us=2400000", 0, 0.25, 0 },
	{ "out_time_ms=9000000", 0, 0.25, 0 },
	{ "total_size=4096", 0, 0.25, 4096 },
	{ "rubbish", -EBADMSG, 0.25, 4096 },
	{ "", -EBADMSG, 0.25, 4096 },
	{ "out_time_us=5x", 0, 0.25, 4096 },
	{ "out_time_us=99000000", 1, 1, 4096 },
	{ "progress=end", 0, 1, 4096 },
};

static void
check_progress(void)
{
	struct progress p = { .duration_s = 10 };
	struct progress endless = { 0 };
	size_t i;

	for (i = 0; i < COUNT(lines); i++) {
		is_int(progress_parse_line(&p, lines[i].line), lines[i].result,
		    lines[i].line);
		ok(p.fraction == lines[i].fraction, "  fraction");
		is_int(p.size_bytes, lines[i].bytes, "  bytes");
	}
	is_int(progress_parse_line(&endless, "out_time_us=1"), 0,
	    "no duration");
}

static const struct {
	const char		*name;
	const unsigned char	*p;
	size_t			 n;
	int			 nal_length;
	bool			 idr;
} slices[] = {
	{ "IDR", BYTES("\0\0\0\2\x65\0"), 4, true },
	{ "not IDR", BYTES("\0\0\0\2\x41\0"), 4, false },
	{ "delimiter, SEI, IDR", BYTES("\0\0\0\1\x09\0\0\0\2\6\0\0\0\0\2\x65"),
	    4, true },
	{ "SEI, then none", BYTES("\0\0\0\2\6\0\0\0\0\2\x41"), 4, false },
	{ "two-byte lengths", BYTES("\0\1\x65"), 2, true },
	{ "only parameters", BYTES("\0\0\0\1\x67\0\0\0\1\x68"), 4, false },
	{ "lies about its length", BYTES("\xff\xff\xff\xff\6\0\0"), 4, false },
	{ "nothing", BYTES(""), 4, false },
	{ "no length known", BYTES("\0\0\0\2\x65\0"), 0, false },
};

static void
check_slices(void)
{
	size_t i;

	for (i = 0; i < COUNT(slices); i++)
		is_int(mp4_is_idr(slices[i].p, slices[i].n,
		    slices[i].nal_length), slices[i].idr, slices[i].name);
}

/* An MP4 with one track, small enough to write here. */
#define U32(n)	"\0\0" n
#define MVHD	U32("\0\x20") "mvhd" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" \
		U32("\3\xe8") U32("\x8\x37") "\0\0\0\0"
#define TKHD	U32("\0\x5c") "tkhd" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" \
		"\0\0\0\1" "\0\0\0\0" U32("\x8\x37") \
		"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" \
		"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" \
		"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" \
		"\1\x40\0\0" "\0\xb4\0\0"
#define EDTS	U32("\0\x30") "edts" U32("\0\x28") "elst" "\0\0\0\0" \
		"\0\0\0\2" U32("\0\x64") "\xff\xff\xff\xff" "\0\1\0\0" \
		U32("\7\xd3") U32("\x4\0") "\0\1\0\0"
#define MDIA	U32("\0\x80") "mdia" \
		U32("\0\x20") "mdhd" "\0\0\0\0" "\0\0\0\0" "\0\0\0\0" \
		U32("\2\0") U32("\x8\0") "\0\0\0\0" \
		U32("\0\x14") "hdlr" "\0\0\0\0" "\0\0\0\0" "vide" \
		U32("\0\x44") "minf" U32("\0\x3c") "stbl" \
		U32("\0\x18") "ctts" "\0\0\0\0" "\0\0\0\1" "\0\0\0\1" \
		U32("\1\0") \
		U32("\0\x14") "stco" "\0\0\0\0" "\0\0\0\1" U32("\x12\x34") \
		"\0\0\0\x8" "none"
#define TRAK	U32("\1\x14") "trak" TKHD EDTS MDIA

static void
check_mp4(void)
{
	unsigned char moov[] = MVHD TRAK;
	size_t n = sizeof(moov) - 1;
	uint64_t at = 0, len = 0;
	struct mp4 m = { 0 };
	size_t i;

	is_int(mp4_parse(moov, n, &m), 0, "an MP4");
	is_int(m.width, 320, "  width");
	is_int(m.height, 180, "  height");
	ok(fabs(m.duration_s - 2.103) < 1e-9, "  duration");
	ok(fabs(m.lead_in_s - 1.4) < 1e-9, "  lead-in, less what is empty");
	ok(fabs(m.shown_s - 2.5) < 1e-9, "  pictures after it");
	is_int((long long)m.first_at, 0x1234, "  first picture");
	mp4_trim(moov, n, 2);
	mp4_parse(moov, n, &m);
	ok(fabs(m.duration_s - 2) < 1e-9, "trimmed");
	mp4_trim(moov, n, 3);
	mp4_parse(moov, n, &m);
	ok(fabs(m.duration_s - 2) < 1e-9, "never made longer");
	for (i = 0; i < n; i++)
		mp4_parse(moov, i, &m);
	for (i = 0; i < n; i++) {
		unsigned char was = moov[i];

		moov[i] = 0xff;
		mp4_parse(moov, n, &m);
		mp4_trim(moov, n, 1);
		moov[i] = was;
	}
	ok(1, "cut short or damaged anywhere, nothing is read beyond it");
	is_int(mp4_find_moov(BYTES("\0\0\0\x8"
				   "ftyp\0\0\1\0moov"),
		   &at, &len),
	    1, "the box is found");
	is_int((long long)at, 16, "  where it is");
	is_int((long long)len, 248, "  and its length");
	is_int(mp4_find_moov(BYTES("\0\0\0\x8"
				   "ftyp\0\0\0\7moov"),
		   &at, &len),
	    0, "a length that cannot be");
	is_int(mp4_find_moov(BYTES("\0\0\0\0mdat\0\0\0\0"), &at, &len), 0,
	    "no end");
}

int
main(void)
{
	check_pictures();
	check_whole();
	check_cicp();
	check_animated();
	check_progress();
	check_slices();
	check_mp4();
	return done();
}
