#include "config.h"

#include <string.h>

#include "plan.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"
#include "plan/colour.h"

static struct arena a;

/* What ffprobe says about a film, and what that means. */
static const struct {
	const char	*name, *pix_fmt, *matrix, *primaries, *transfer;
	int		 lines;
	bool		 full;
	struct colour	 means;
} films[] = {
	{ "HD", "yuv420p", "bt709", "bt709", "bt709", 1080, false,
	    { 1, 1, 1, .is_full_range = false } },
	{ "HD, untagged", "yuv420p", "", "", "", 720, false,
	    { 1, 1, 1, .is_full_range = false } },
	{ "SD, untagged", "yuv420p", "", "", "", 719, false,
	    { 6, 6, 6, .is_full_range = false } },
	{ "full range", "yuvj420p", "", "", "", 1080, true,
	    { 1, 1, 1, .is_full_range = true } },
	{ "HD as SD", "yuv420p", "smpte170m", "smpte170m", "bt709", 1080, false,
	    { 6, 6, 1, .is_full_range = false } },
	{ "PAL", "yuv420p", "bt470bg", "bt470bg", "bt470bg", 576, false,
	    { 5, 5, 5, .is_full_range = false } },
	{ "its matrix alone", "yuv420p", "bt470bg", "", "", 576, false,
	    { 5, 6, 6, .is_full_range = false } },
	{ "a matrix alone", "yuv420p", "bt709", "", "", 480, false,
	    { 1, 1, 1, .is_full_range = false } },
	{ "primaries alone", "yuv420p", "", "bt709", "", 480, false,
	    { 1, 1, 1, .is_full_range = false } },
	{ "wide primaries alone", "yuv420p", "", "bt2020", "", 480, false,
	    { 9, 9, 1, .is_full_range = false } },
	{ "a curve alone", "yuv420p", "", "", "bt2020-10", 1080, false,
	    { 9, 9, 14, .is_full_range = false } },
	{ "PQ", "yuv420p10le", "bt2020nc", "bt2020", "smpte2084", 2160, false,
	    { 9, 9, 16, .is_full_range = false } },
	{ "PQ and no more", "yuv420p10le", "", "", "smpte2084", 480, false,
	    { 9, 9, 16, .is_full_range = false } },
	{ "HLG and no more", "yuv420p10le", "", "", "arib-std-b67", 480, false,
	    { 9, 9, 18, .is_full_range = false } },
	{ "ICtCp", "yuv420p10le", "ictcp", "bt2020", "smpte2084", 2160, false,
	    { 14, 9, 16, .is_full_range = false } },
	{ "ICtCp that is none", "yuv420p", "ictcp", "", "", 720, false,
	    { 1, 1, 1, .is_full_range = false } },
	{ "RGB", "gbrp", "gbr", "", "", 720, false,
	    { 0, 1, 1, .is_full_range = true } },
	{ "RGB, called otherwise", "bgra", "bt709", "", "", 720, false,
	    { 0, 1, 1, .is_full_range = true } },
	{ "called RGB", "yuv444p", "gbr", "", "", 480, false,
	    { 6, 6, 6, .is_full_range = false } },
	{ "SMPTE 240M", "yuv422p", "smpte240m", "", "", 1080, false,
	    { 7, 7, 1, .is_full_range = false } },
	{ "FCC", "yuv420p", "fcc", "", "", 480, false,
	    { 4, 6, 1, .is_full_range = false } },
	{ "YCgCo", "yuv444p", "ycgco", "", "", 480, false,
	    { 8, 1, 1, .is_full_range = false } },
	{ "unknown names", "yuv420p", "reserved", "x", "y", 480, false,
	    { 6, 6, 6, .is_full_range = false } },
};

static struct probe
film_at(size_t i)
{
	return (struct probe){ .video = { .pix_fmt = films[i].pix_fmt,
	    .matrix = films[i].matrix, .primaries = films[i].primaries,
	    .transfer = films[i].transfer, .height = films[i].lines,
	    .width = 640, .is_full_range = films[i].full } };
}

static void
check_films(void)
{
	size_t i;

	for (i = 0; i < COUNT(films); i++) {
		struct probe p = film_at(i);
		struct colour c = colour_film(&p), want = films[i].means;

		is_int(c.matrix, want.matrix, films[i].name);
		is_int(c.primaries, want.primaries, "  primaries");
		is_int(c.transfer, want.transfer, "  transfer");
		is_int(c.is_full_range, want.is_full_range, "  range");
	}
}

#define HD	{ 1, 1, 1, .pix_fmt = "yuv420p" }
#define FULL	{ 1, 1, 1, .is_full_range = true, .pix_fmt = "yuvj420p" }
#define SD	{ 6, 6, 6, .pix_fmt = "yuv420p" }
#define WIDE	{ 9, 9, 14, .pix_fmt = "yuv420p10le" }
#define HDR	{ 9, 9, 16, .pix_fmt = "yuv420p10le" }
#define ODD	{ 6, 6, 6, .is_odd = true, .pix_fmt = "yuv420p" }

static const struct {
	const char	*name;
	struct colour	 film;
	enum colour_use	 use;
	bool		 keep;
	const char	*words;		/* t/plan.h */
} saved[] = {
	{ "HD as JPEG", HD, COLOUR_JPEG, false,
	    ",zscale=min=1:pin=1:tin=13:"
	    "rin=tv:m=6:p=1:t=13:r=pc:c=center,format=yuvj420p|range=pc" },
	{ "HD as PNG", HD, COLOUR_RGB, false,
	    "m=0|r=pc|format=gbrp,|"
	    "color_primaries=2:color_trc=2" },
	{ "HD as WebP", HD, COLOUR_WEBP, false, "m=6|r=tv|format=yuv420p" },
	{ "HD as AVIF", HD, COLOUR_AVIF, false, "m=1|r=pc|color_trc=13" },
	{ "HD as video", HD, COLOUR_VIDEO, false,
	    "!scale|format=yuv420p,|"
	    "range=tv:colorspace=1:color_primaries=1:color_trc=1" },
	{ "full as video", FULL, COLOUR_VIDEO, false,
	    "rin=pc|m=1|r=pc|"
	    "format=yuv420p,|range=pc" },
	{ "SD as video", SD, COLOUR_VIDEO, false,
	    "!scale|colorspace=6:"
	    "color_primaries=6:color_trc=6" },
	{ "SD as WebP", SD, COLOUR_WEBP, false, "!scale|format=yuv420p" },
	{ "SD as JPEG", SD, COLOUR_JPEG, false, "rin=tv|m=6|r=pc" },
	{ "wide as JPEG", WIDE, COLOUR_JPEG, false, "min=9:pin=9:tin=13|p=1" },
	{ "wide as video", WIDE, COLOUR_VIDEO, false,
	    "!scale|colorspace=9:"
	    "color_primaries=9:color_trc=14" },
	{ "HDR as JPEG", HDR, COLOUR_JPEG, false, "tin=16|t=8|tonemap|m=6" },
	{ "HDR as video", HDR, COLOUR_VIDEO, false,
	    "tonemap|m=1:p=1:t=1:"
	    "r=tv,format=yuv420p,|color_trc=1" },
	{ "kept as video", HDR, COLOUR_VIDEO_DEEP, true,
	    "!scale|!tonemap|"
	    "yuv420p10le|colorspace=9:color_primaries=9:color_trc=16" },
	{ "kept as AVIF", HDR, COLOUR_AVIF, true,
	    "!scale|!tonemap|"
	    "yuv420p10le|color_trc=16" },
	{ "kept as PNG", HDR, COLOUR_RGB, true,
	    "tin=16|m=0:p=9:t=16|"
	    "gbrp16le" },
	{ "SD as what is kept", SD, COLOUR_AVIF, true, "!tonemap|t=13" },
	{ "odd as JPEG", ODD, COLOUR_JPEG, false,
	    ",scale=in_range=tv:"
	    "out_range=tv,format=yuv444p,zscale|yuvj444p" },
	{ "odd as WebP", ODD, COLOUR_WEBP, false, "format=gbrp" },
	{ "gray", { 6, 6, 6, .pix_fmt = "gray" }, COLOUR_VIDEO, false,
	    "zscale=min=6" },
	{ "YCgCo as video", { 8, 1, 1, .pix_fmt = "yuv444p" }, COLOUR_VIDEO,
	    false, "min=8|m=1:p=1:t=13:r=tv" },
	{ "RGB as video",
	    { 0, 1, 13, .is_full_range = true, .pix_fmt = "gbrp" },
	    COLOUR_VIDEO, false, "min=0|rin=pc|m=1|r=tv|color_trc=1" },
	{ "PAL's curve", { 5, 5, 5, .pix_fmt = "yuv420p" }, COLOUR_JPEG, false,
	    "pin=5:tin=5|p=1:t=13" },
};

static void
check_saved(void)
{
	size_t i;

	for (i = 0; i < COUNT(saved); i++) {
		struct colour to = colour_saved(&saved[i].film, saved[i].use,
		    saved[i].keep);

		has(&a, colour_convert(&a, &saved[i].film, &to),
		    saved[i].words, saved[i].name);
	}
}

static void
check_drawn(void)
{
	struct colour film = WIDE, hd = HD;
	struct colour to = colour_saved(&film, COLOUR_VIDEO, false);
	struct colour png = colour_saved(&hd, COLOUR_RGB, false);
	struct colour_steps steps = colour_steps(&a, &film, &to, true);

	has(&a, steps.before, "pin=9|m=0:p=1|format=gbrp", "drawn on RGB");
	has(&a, steps.after, "min=0:pin=1|m=9:p=9|format=yuv420p", "then back");
	is_str(colour_steps(&a, &hd, &png, true).after, "", "or left as RGB");
	is_str(colour_steps(&a, &film, &to, false).after, "",
	    "nothing drawn, nothing after");
}

static void
check_tags(void)
{
	struct args v = { .a = &a };
	struct colour c = HDR;

	colour_tag(&v, &c);
	is_str(joined(&a, args_finish(&v)), " -color_range tv -colorspace 9 "
	    "-color_primaries 9 -color_trc 16", "tags");
	ok(colour_is_hdr(&c), "PQ is HDR");
}

int
main(void)
{
	check_films();
	check_saved();
	check_drawn();
	check_tags();
	arena_reset(&a);
	return done();
}
