#include "config.h"

#include <string.h>

#include "colour.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

#define HD_LINES	720	/* untagged: BT.709 from here on, else BT.601 */

enum { RGB = 0, BT709 = 1, UNKNOWN = 2, BT470M = 4, BT470BG = 5,
    BT601 = 6, SMPTE240M = 7, BT2020 = 9, P3 = 12, ICTCP = 14 };
enum { GAMMA22 = 4, GAMMA28 = 5, LINEAR = 8, LOG100 = 9, LOG316 = 10,
    SRGB = 13, BT2020_10 = 14, BT2020_12 = 15, PQ = 16, HLG = 18 };

struct code {
	const char	*name;		/* ffprobe's */
	int		 code;
};

static const struct code matrices[] = {
	{ "gbr", RGB }, { "bt709", BT709 }, { "fcc", 4 },
	{ "bt470bg", BT470BG }, { "smpte170m", BT601 },
	{ "smpte240m", SMPTE240M }, { "ycgco", 8 }, { "ycocg", 8 },
	{ "bt2020nc", BT2020 }, { "bt2020c", 10 },
	{ "chroma-derived-nc", 12 }, { "chroma-derived-c", 13 },
	{ "ictcp", ICTCP }, { NULL, UNKNOWN },
};
static const struct code primaries[] = {
	{ "bt709", BT709 }, { "bt470m", BT470M }, { "bt470bg", BT470BG },
	{ "smpte170m", BT601 }, { "smpte240m", SMPTE240M }, { "film", 8 },
	{ "bt2020", BT2020 }, { "smpte428", 10 }, { "smpte431", 11 },
	{ "smpte432", 12 }, { "jedec-p22", 22 }, { "ebu3213", 22 },
	{ NULL, UNKNOWN },
};
static const struct code transfers[] = {
	{ "bt709", BT709 }, { "bt470m", GAMMA22 }, { "gamma22", GAMMA22 },
	{ "bt470bg", GAMMA28 }, { "gamma28", GAMMA28 },
	{ "smpte170m", BT601 }, { "smpte240m", SMPTE240M },
	{ "linear", LINEAR }, { "log100", LOG100 }, { "log316", LOG316 },
	{ "iec61966-2-4", 11 }, { "bt1361e", 12 }, { "iec61966-2-1", SRGB },
	{ "bt2020-10", BT2020_10 }, { "bt2020-12", BT2020_12 },
	{ "smpte2084", PQ }, { "smpte428", 17 }, { "arib-std-b67", HLG },
	{ NULL, UNKNOWN },
};

/* For files that name only one of the two. */
static const struct {
	int	primaries, matrix;
} belong[] = {
	{ BT709, BT709 }, { BT601, BT601 }, { BT470BG, BT470BG },
	{ SMPTE240M, SMPTE240M }, { BT2020, BT2020 },
	{ 8, BT709 }, { 11, BT709 }, { 12, BT709 }, { 22, BT470BG },
	{ BT470M, BT601 }, { BT601, 4 }, { BT2020, 10 }, { BT2020, ICTCP },
	{ BT709, 8 }, { BT709, 12 }, { BT709, 13 }, { BT709, RGB },
};

static int
colour_find_code(const struct code *list, const char *name)
{
	while (list->name && (!name || strcmp(list->name, name)))
		list++;
	return list->code;
}

static bool
colour_format_starts(const char *pix_fmt, const char *const *list)
{
	while (*list && strncmp(pix_fmt, *list, strlen(*list)))
		list++;
	return *list;
}

static bool
colour_format_is_rgb(const char *pix_fmt)
{
	static const char *const rgb[] = { "gbr", "rgb", "bgr", "argb", "abgr",
	    "0rgb", "0bgr", "x2rgb", "x2bgr", "pal8", "mono", "xyz", NULL };

	return colour_format_starts(pix_fmt, rgb);
}

static bool
colour_format_is_gray(const char *pix_fmt)
{
	return colour_format_starts(pix_fmt,
	    (const char *const[]){ "gray", "ya", NULL });
}

static bool
colour_format_is_detailed(const char *pix_fmt)
{
	return colour_format_is_rgb(pix_fmt) || strstr(pix_fmt, "444");
}

static bool
colour_transfer_is_hdr(int transfer)
{
	return transfer == PQ || transfer == HLG;
}

bool
colour_is_hdr(const struct colour *c)
{
	return colour_transfer_is_hdr(c->transfer);
}

static int
colour_matrix_by_primaries(int of)
{
	size_t i;

	for (i = 0; i < COUNT(belong); i++)
		if (belong[i].primaries == of)
			return belong[i].matrix;
	return UNKNOWN;
}

/* Files that name only the matrix of BT.470BG mean BT.601, in any country. */
static int
colour_primaries_by_matrix(int of)
{
	size_t i;

	for (i = 0; i < COUNT(belong); i++)
		if (belong[i].matrix == of && of != BT470BG)
			return belong[i].primaries;
	return BT601;
}

static bool
colour_transfer_is_wide(int transfer)
{
	return colour_transfer_is_hdr(transfer) || transfer == BT2020_10 ||
	    transfer == BT2020_12;
}

/* Missing values follow from the others, or from the size. */
static void
colour_fill_in(struct colour *c, int lines)
{
	if (c->matrix == UNKNOWN && colour_transfer_is_hdr(c->transfer))
		c->matrix = BT2020;
	if (c->primaries == UNKNOWN && colour_transfer_is_hdr(c->transfer))
		c->primaries = BT2020;
	if (c->matrix == UNKNOWN)
		c->matrix = colour_matrix_by_primaries(c->primaries);
	if (c->matrix == UNKNOWN && colour_transfer_is_wide(c->transfer))
		c->matrix = BT2020;
	if (c->matrix == UNKNOWN)
		c->matrix = lines >= HD_LINES ? BT709 : BT601;
	if (c->primaries == UNKNOWN)
		c->primaries = colour_primaries_by_matrix(c->matrix);
	if (c->transfer == UNKNOWN)
		c->transfer = c->matrix == BT601 || c->matrix == BT470BG
		    ? BT601 : BT709;
}

struct colour
colour_film(const struct probe *p)
{
	const struct probe_video *v = &p->video;
	bool is_rgb = colour_format_is_rgb(v->pix_fmt);
	struct colour c = {
		.matrix = is_rgb ? RGB : colour_find_code(matrices, v->matrix),
		.primaries = colour_find_code(primaries, v->primaries),
		.transfer = colour_find_code(transfers, v->transfer),
		.is_full_range = is_rgb || v->is_full_range,
		.is_odd = (v->width | v->height) & 1,
		.pix_fmt = v->pix_fmt,
	};

	/*
	 * An RGB matrix for samples that are not RGB, or ICtCp with an SDR
	 * curve, is wrong.
	 */
	if ((c.matrix == RGB && !is_rgb) ||
	    (c.matrix == ICTCP && !colour_transfer_is_hdr(c.transfer)))
		c.matrix = UNKNOWN;
	colour_fill_in(&c, v->height);
	return c;
}

static bool
colour_code_is_any(int code, const int *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (list[i] == code)
			return true;
	return false;
}

/*
 * Players show the curves of television without conversion, so all these count
 * as sRGB.  Only the other curves are converted.
 */
static int
colour_curve(int transfer)
{
	static const int computed[] = { GAMMA22, GAMMA28, LINEAR, LOG100,
	    LOG316, PQ, HLG };

	return colour_code_is_any(transfer, computed, COUNT(computed))
	    ? transfer : SRGB;
}

/*
 * Browsers treat the primaries of BT.601 as those of BT.709, which are nearly
 * the same.
 */
static int
colour_gamut(int of)
{
	return of == BT601 || of == SMPTE240M || of == UNKNOWN ? BT709 : of;
}

static int
colour_family(int matrix)
{
	return matrix == BT470BG ? BT601 : matrix;
}

/* Players understand these tags, so no conversion is needed. */
static bool
colour_is_common(const struct colour *c)
{
	static const int matrix[] = { BT709, BT470BG, BT601, BT2020 };
	static const int gamuts[] = { BT709, BT470BG, BT601, BT2020, P3 };

	return colour_code_is_any(c->matrix, matrix, COUNT(matrix)) &&
	    colour_code_is_any(c->primaries, gamuts, COUNT(gamuts));
}

/* For video: the film's own colours, or ones that every player understands. */
static struct colour
colour_keep(const struct colour *film, const char *pix_fmt)
{
	struct colour c = *film;

	c.pix_fmt = pix_fmt;
	if (colour_is_common(film))
		return c;
	c.is_full_range = false;
	c.matrix = colour_transfer_is_hdr(film->transfer) ? BT2020 : BT709;
	if (!colour_transfer_is_hdr(film->transfer))
		c.primaries = c.transfer = BT709;
	return c;
}

static struct colour
colour_to_sdr(const struct colour *film)
{
	struct colour c = *film;

	if (!colour_transfer_is_hdr(c.transfer))
		return c;
	c.matrix = c.primaries = c.transfer = BT709;
	c.is_full_range = false;
	return c;
}

/* 4:2:0 needs even sizes. */
static const char *
colour_choose_format(const struct colour *film, const char *plain,
    const char *detailed)
{
	return film->is_odd || colour_format_is_detailed(film->pix_fmt)
	    ? detailed : plain;
}

struct colour
colour_saved(const struct colour *film, enum colour_use use, bool keep_hdr)
{
	bool is_hdr = keep_hdr && colour_transfer_is_hdr(film->transfer);
	struct colour as_sdr = colour_to_sdr(film);
	struct colour c = { .matrix = RGB, .primaries = BT709,
	    .transfer = SRGB, .is_full_range = true, .is_odd = film->is_odd,
	    .pix_fmt = is_hdr ? "gbrp16le" : "gbrp" };

	if (use >= COLOUR_VIDEO || (use == COLOUR_AVIF && is_hdr))
		return colour_keep(is_hdr ? film : &as_sdr, use == COLOUR_VIDEO
		    ? "yuv420p" : "yuv420p10le");
	if (use == COLOUR_RGB && is_hdr) {
		c.primaries = film->primaries;
		c.transfer = film->transfer;
	}
	if (use == COLOUR_JPEG || (use == COLOUR_WEBP && !film->is_odd)) {
		c.matrix = BT601;
		c.is_centred = true;
		c.is_full_range = use == COLOUR_JPEG;
		c.pix_fmt = c.is_full_range
		    ? colour_choose_format(film, "yuvj420p", "yuvj444p")
		    : "yuv420p";
	}
	if (use == COLOUR_AVIF) {
		c.matrix = BT709;
		c.pix_fmt = colour_choose_format(film, "yuv420p", "yuv444p");
	}
	return c;
}

static const char *
colour_range(const struct colour *c)
{
	return c->is_full_range ? "pc" : "tv";
}

static bool
colour_is_same(const struct colour *a, const struct colour *b)
{
	return colour_family(a->matrix) == colour_family(b->matrix) &&
	    a->is_full_range == b->is_full_range &&
	    colour_gamut(a->primaries) == colour_gamut(b->primaries) &&
	    colour_curve(a->transfer) == colour_curve(b->transfer);
}

/*
 * zscale needs even sizes in 4:2:0.  Its input range is stated, because nothing
 * else is sure.
 */
static const char *
colour_whole_pixels(struct arena *a, const struct colour *c)
{
	const char *bits = strstr(c->pix_fmt, "12") ? "12"
	    : strstr(c->pix_fmt, "10") ? "10" : "";

	if (!c->is_odd || colour_format_is_detailed(c->pix_fmt) ||
	    colour_format_is_gray(c->pix_fmt))
		return "";
	return arena_printf(a, ",scale=in_range=%s:out_range=%s,"
	    "format=yuv444p%s", colour_range(c), colour_range(c), bits);
}

/*
 * Every value is given, even those that do not change: zscale treats a missing
 * one differently.
 */
static const char *
colour_zscale_args(struct arena *a, const struct colour *from,
    const struct colour *to, int transfer)
{
	return arena_printf(a, "min=%d:pin=%d:tin=%d:rin=%s:m=%d:p=%d:t=%d:"
	    "r=%s%s", from->matrix, colour_gamut(from->primaries),
	    colour_curve(from->transfer), colour_range(from), to->matrix,
	    colour_gamut(to->primaries), transfer, colour_range(to),
	    to->is_centred ? ":c=center" : "");
}

/* Linear light is reduced to what SDR can show. */
static const char *
colour_tone_map(struct arena *a, const struct colour *from,
    const struct colour *to)
{
	static const struct colour light = { .matrix = RGB,
	    .is_full_range = true, .primaries = BT709, .transfer = LINEAR };

	return arena_printf(a, ",zscale=%s:npl=100,format=gbrpf32le,"
	    "tonemap=hable:desat=0,zscale=%s",
	    colour_zscale_args(a, from, &light, LINEAR),
	    colour_zscale_args(a, &light, to, BT709));
}

static const char *
colour_compute(struct arena *a, const struct colour *from,
    const struct colour *to)
{
	if (colour_transfer_is_hdr(from->transfer) &&
	    !colour_transfer_is_hdr(to->transfer))
		return colour_tone_map(a, from, to);
	if (colour_is_same(from, to) && !colour_format_is_gray(from->pix_fmt) &&
	    (!to->is_full_range || !strcmp(from->pix_fmt, to->pix_fmt)))
		return "";
	return arena_printf(a, ",zscale=%s", colour_zscale_args(a, from, to,
	    colour_curve(to->transfer)));
}

/*
 * RGB files have no tags: all programs take untagged RGB for sRGB, and some
 * darken tagged files.
 */
const char *
colour_convert(struct arena *a, const struct colour *from,
    const struct colour *to)
{
	const char *how = colour_compute(a, from, to);
	bool is_rgb = to->matrix == RGB;

	return arena_printf(a, "%s%s,format=%s,setparams=range=%s:"
	    "colorspace=%d:color_primaries=%d:color_trc=%d",
	    *how ? colour_whole_pixels(a, from) : "", how, to->pix_fmt,
	    colour_range(to), to->matrix, is_rgb ? UNKNOWN : to->primaries,
	    is_rgb ? UNKNOWN : to->transfer);
}

/* Drawing in YUV would use a matrix that may not be the film's. */
struct colour_steps
colour_steps(struct arena *a, const struct colour *from,
    const struct colour *to, bool drawn)
{
	struct colour rgb = colour_saved(from, COLOUR_RGB, false);

	if (!drawn)
		return (struct colour_steps){ colour_convert(a, from, to), "" };
	return (struct colour_steps){
		.before = colour_convert(a, from, &rgb),
		.after = to->matrix == RGB ? "" : colour_convert(a, &rgb, to),
	};
}

void
colour_tag(struct args *v, const struct colour *c)
{
	args_add(v, "-color_range", colour_range(c),
	    "-colorspace", arena_printf(v->a, "%d", c->matrix),
	    "-color_primaries", arena_printf(v->a, "%d", c->primaries),
	    "-color_trc", arena_printf(v->a, "%d", c->transfer));
}
