#include "config.h"

#include <math.h>

#include "time_range.h"
#include "base/arena.h"

#define PAST_END_S	1.0	/* a client's rounding: means the end */

/* Moves a time slightly past the end to the end; refuses a later one. */
static const char *
time_range_clamp(struct arena *a, const struct playing *p, const char *member,
    double *at)
{
	if (*at < 0)
		*at = 0;
	if (p->duration_s <= 0 || *at <= p->duration_s)
		return NULL;
	if (*at > p->duration_s + PAST_END_S)
		return arena_printf(a, "%s: must not be past the end, which "
		    "is at %.3f s", member, p->duration_s);
	*at = p->duration_s;
	return NULL;
}

const char *
time_range_resolve_moment(struct arena *a, const struct playing *p,
    const struct moment_wish *w, double *at)
{
	if (!isnan(w->offset_s) && !isnan(w->timestamp_s))
		return "timestamp_seconds: must not be given together with "
		    "offset_seconds";
	if (!isnan(w->timestamp_s)) {
		*at = w->timestamp_s;
		return time_range_clamp(a, p, "timestamp_seconds", at);
	}
	*at = p->position_s + (isnan(w->offset_s) ? 0 : w->offset_s);
	return time_range_clamp(a, p, "offset_seconds", at);
}

static const char *
time_range_set_relative(const struct playing *p, const struct range_wish *w,
    double *start, double *end)
{
	if (!isnan(w->start_s) || !isnan(w->end_s))
		return "relative_seconds: must not be given together with "
		    "start_seconds or end_seconds";
	if (w->relative_s >= 0)
		return "relative_seconds: must be below 0, such as -30 for "
		    "the last 30 seconds";
	*end = p->position_s;
	*start = *end + w->relative_s;
	if (*start < 0)
		*start = 0;
	return *end > *start ? NULL
	    : "relative_seconds: nothing has been played yet";
}

static const char *
time_range_set_absolute(struct arena *a, const struct playing *p,
    const struct range_wish *w, double *start, double *end)
{
	const char *why;

	if (isnan(w->start_s) || isnan(w->end_s))
		return "start_seconds: give start_seconds and end_seconds, or "
		    "relative_seconds";
	if (w->end_s <= w->start_s)
		return "end_seconds: must be after start_seconds";
	*start = w->start_s < 0 ? 0 : w->start_s;
	*end = w->end_s;
	why = time_range_clamp(a, p, "end_seconds", end);
	if (!why && *end <= *start)
		return "end_seconds: must be after start_seconds, within the "
		    "film";
	return why;
}

const char *
time_range_resolve(struct arena *a, const struct playing *p,
    const struct range_wish *w, double max_s, double *start, double *end)
{
	const char *why = isnan(w->relative_s)
	    ? time_range_set_absolute(a, p, w, start, end)
	    : time_range_set_relative(p, w, start, end);

	if (!why && *end - *start > max_s)
		return arena_printf(a, "%s: a clip may last at most %.0f s "
		    "(MAX_CLIP_SECONDS)", isnan(w->relative_s)
		    ? "end_seconds" : "relative_seconds", max_s);
	return why;
}
