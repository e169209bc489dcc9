#include "config.h"

#include "colour.h"
#include "thumbnail_args.h"
#include "base/arena.h"
#include "media/ffmpeg_args.h"

#define WIDTH	"400"

/* JPEG is BT.601 at full range, whatever the capture is. */
static const char sdr[] = "scale=w='min(" WIDTH ",iw)':h=-2:"
    "out_color_matrix=bt601:out_range=pc,format=yuvj420p";

/* Scaled down first, because tone mapping costs time per pixel. */
static const char *
thumbnail_hdr_filters(struct arena *a, const struct colour *c)
{
	struct colour even = *c, jpeg;

	even.is_odd = false;
	jpeg = colour_saved(&even, COLOUR_JPEG, false);
	jpeg.pix_fmt = "yuvj420p";
	return arena_printf(a, "scale=w='trunc(min(" WIDTH ",iw)/2)*2':h=-2%s",
	    colour_convert(a, &even, &jpeg));
}

const char *
thumbnail_filters(struct arena *a, const struct colour *c)
{
	return colour_is_hdr(c) ? thumbnail_hdr_filters(a, c) : sdr;
}

void
thumbnail_add_output(struct args *v, const char *out)
{
	args_add_jpeg(v, "5", out);
}
