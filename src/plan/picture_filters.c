#include "config.h"

#include <math.h>
#include <string.h>

#include "colour.h"
#include "picture_filters.h"
#include "base/arena.h"
#include "media/ffmpeg_args.h"
#include "media/probe.h"

const char *
picture_deinterlace(struct arena *a, const struct probe *p)
{
	int width = p->video.width, height = p->video.height;
	bool is_turned = p->video.rotation % 180 != 0;
	const char *even = "";

	if (!probe_is_interlaced(p))
		return "";
	if (probe_shape_may_change(p) && width > 0 && height > 0)
		even = arena_printf(a, "scale=%d:%d:interl=-1,",
		    is_turned ? height : width, is_turned ? width : height);
	return arena_printf(a, "%sbwdif=mode=send_frame:deint=interlaced,",
	    even);
}

static bool
picture_is_oblong(const struct probe *p)
{
	const struct probe_video *v = &p->video;
	double sar = (double)v->sar_num / v->sar_den;

	return v->sar_num != v->sar_den && sar > 0.1 && sar < 10;
}

/* scale may change the range unless it is told both. */
static const char *
picture_scale(struct arena *a, const struct probe *p, const char *size)
{
	const char *range = p->video.is_full_range ? "pc" : "tv";

	return arena_printf(a, ",scale=%s:in_range=%s:out_range=%s,setsar=1",
	    size, range, range);
}

/* Even sizes, as 4:2:0 needs.  A lost line or column is not mentioned. */
static const char *
picture_fit(struct arena *a, const struct probe *p, int width, int height)
{
	if (width)
		return picture_scale(a, p, arena_printf(a,
		    "'min(%d,trunc(iw/2)*2)':-2", width / 2 * 2));
	if (height)
		return picture_scale(a, p, arena_printf(a,
		    "-2:'min(%d,trunc(ih/2)*2)'", height / 2 * 2));
	return "";
}

/*
 * The size in numbers: FFmpeg's own variables hold that of the first decoded
 * frame, which may come before a change.
 */
static const char *
picture_shape(struct arena *a, const struct probe *p)
{
	int width, height;

	picture_shown_size(p, &width, &height);
	if (width <= 0 || height <= 0 ||
	    (!picture_is_oblong(p) && !probe_shape_may_change(p)))
		return "";
	return picture_scale(a, p, arena_printf(a, "%d:%d", width, height));
}

const char *
picture_finish(struct arena *a, const struct probe *p, int width, int height)
{
	return arena_printf(a, "%s%s", picture_shape(a, p),
	    picture_fit(a, p, width, height));
}

void
picture_keep_filters(struct args *v, const struct probe *p)
{
	if (probe_shape_may_change(p))
		args_add(v, "-reinit_filter:v", "0");
}

const char *
picture_preview(struct arena *a, const struct probe *p, int width)
{
	struct colour film = colour_film(p), jpeg;

	film.is_odd = false;
	jpeg = colour_saved(&film, COLOUR_JPEG, false);
	return arena_printf(a, "%s%s", picture_finish(a, p, width, 0),
	    colour_convert(a, &film, &jpeg));
}

const char *
picture_make_even(struct arena *a, const struct probe *p)
{
	return (p->video.width | p->video.height) & 1
	    ? picture_scale(a, p, "'trunc(iw/2)*2':'trunc(ih/2)*2'") : "";
}

void
picture_shown_size(const struct probe *p, int *width, int *height)
{
	const struct probe_video *v = &p->video;
	bool is_turned = v->rotation % 180 != 0;
	int w = v->width, h = v->height;

	if (picture_is_oblong(p) && !is_turned)
		w = (int)trunc((double)w * v->sar_num / v->sar_den / 2) * 2;
	if (picture_is_oblong(p) && is_turned)
		h = (int)trunc((double)h * v->sar_den / v->sar_num / 2) * 2;
	*width = is_turned ? h : w;
	*height = is_turned ? w : h;
}

double
picture_load(const struct probe *p)
{
	const struct probe_video *v = &p->video;
	double rate = v->average_rate > 0 ? v->average_rate : 30;
	double pixels = (double)v->width * v->height;

	return (pixels > 0 ? pixels : 8e6) * fmin(fmax(rate, 5), 120) / 1e6;
}
