#include "config.h"

#include <math.h>
#include <string.h>

#include "arena.h"
#include "picture.h"
#include "probe.h"

const char *
picture_deinterlace(const struct probe *p)
{
	return probe_is_interlaced(p)
	    ? "bwdif=mode=send_frame:deint=interlaced," : "";
}

static bool
is_oblong(const struct probe *p)
{
	const struct probe_video *v = &p->video;
	double sar = (double)v->sar_num / v->sar_den;

	return v->sar_num != v->sar_den && sar > 0.1 && sar < 10;
}

static bool
is_known(const char *colour)
{
	return *colour && strcmp(colour, "unspecified") &&
	    strcmp(colour, "reserved");
}

/* What the file does not say is what HDR always is; zscale must know it. */
static const char *
tone_map(struct arena *a, const struct probe *p)
{
	return arena_printf(a, ",zscale=%s%st=linear:npl=100,"
	    "format=gbrpf32le,zscale=p=bt709,tonemap=hable:desat=0,"
	    "zscale=t=bt709:m=bt709:r=tv,format=yuv420p",
	    is_known(p->video.matrix) ? "" : "min=2020_ncl:",
	    is_known(p->video.primaries) ? "" : "pin=2020:");
}

/* Even sizes: 4:2:0 has no halves of a pixel.  What is lost is not told. */
static const char *
fit(struct arena *a, int width, int height)
{
	if (width)
		return arena_printf(a, ",scale='min(%d,trunc(iw/2)*2)':-2,setsar=1",
		    width / 2 * 2);
	if (height)
		return arena_printf(a, ",scale=-2:'min(%d,trunc(ih/2)*2)',setsar=1",
		    height / 2 * 2);
	return "";
}

/* Scaled first: the tone map is dear. */
const char *
picture_finish(struct arena *a, const struct probe *p, int width, int height,
    bool tonemap)
{
	return arena_printf(a, "%s%s%s",
	    is_oblong(p) ? ",scale='trunc(iw*sar/2)*2':ih,setsar=1" : "",
	    fit(a, width, height),
	    tonemap && probe_is_hdr(p) ? tone_map(a, p) : "");
}

void
picture_shown(const struct probe *p, int *width, int *height)
{
	const struct probe_video *v = &p->video;
	bool lies = v->rotation % 180 != 0;
	int w = v->width, h = v->height;

	if (is_oblong(p) && !lies)
		w = (int)trunc((double)w * v->sar_num / v->sar_den / 2) * 2;
	if (is_oblong(p) && lies)
		h = (int)trunc((double)h * v->sar_den / v->sar_num / 2) * 2;
	*width = lies ? h : w;
	*height = lies ? w : h;
}

double
picture_load(const struct probe *p)
{
	const struct probe_video *v = &p->video;
	double rate = v->average_rate > 0 ? v->average_rate : 30;
	double pixels = (double)v->width * v->height;

	return (pixels > 0 ? pixels : 8e6) * fmin(fmax(rate, 5), 120) / 1e6;
}
