#include "config.h"

#include <string.h>

#include "probe.h"
#include "base/cleanup.h"

static bool
probe_facts_is_any(const char *s, const char *const *list, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(s, list[i]))
			return true;
	return false;
}

bool
probe_is_hdr(const struct probe *p)
{
	static const char *const curves[] = { "smpte2084", "arib-std-b67" };

	return probe_facts_is_any(p->video.transfer, curves, COUNT(curves));
}

bool
probe_is_interlaced(const struct probe *p)
{
	static const char *const orders[] = { "tt", "bb", "tb", "bt" };

	return probe_facts_is_any(p->video.field_order, orders, COUNT(orders));
}

/* Dolby Vision without a base layer that other decoders can show. */
bool
probe_needs_dv(const struct probe *p)
{
	int profile = p->video.dv_profile;

	return (profile == 5 || profile == 10) && p->video.dv_fallback == 0;
}

const char *
probe_picture_problem(const struct probe *p)
{
	if (p->video.index < 0)
		return "this file has no picture";
	return probe_needs_dv(p) ? "this is Dolby Vision without a fallback "
	    "layer, whose colours cannot be converted" : NULL;
}

/* Containers without an index, which can be entered anywhere. */
bool
probe_is_ts(const struct probe *p)
{
	static const char *const names[] = { "mpegts", "mpeg" };

	return probe_facts_is_any(p->container, names, COUNT(names));
}

/*
 * Raw streams.  FFmpeg counts their frames from where it starts reading (from
 * version 7 on, after a seek too), so the count is right only from the file's
 * start.
 */
bool
probe_is_untimed(const struct probe *p)
{
	static const char *const names[] = { "mpegvideo", "m4v", "h264",
	    "hevc", "vc1", "av1", "obu" };

	return probe_facts_is_any(p->container, names, COUNT(names));
}

/* After a seek, a keyframe of the film may be some seconds away. */
bool
probe_enters_late(const struct probe *p)
{
	return probe_is_ts(p) || p->video.is_second;
}

/* One frame may be on screen for longer than the usual pre-roll. */
bool
probe_holds_frames(const struct probe *p)
{
	double average = p->video.average_rate, rate = p->video.rate;

	/* A rate of hundreds is only the unit of the time stamps. */
	return average > 0 &&
	    (average < 5 || (rate <= 60 && average < 0.4 * rate));
}

const struct probe_stream *
probe_stream_at(const struct probe_stream *s, size_t n, int index)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (s[i].index == index)
			return &s[i];
	return NULL;
}
