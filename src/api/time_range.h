/* Which moment, or range, of an item a request means.  Pure. */
#ifndef TIME_RANGE_H
#define TIME_RANGE_H

struct arena;

/* The item as it plays; duration_s is 0 when unknown.  All in seconds. */
struct playing {
	double	position_s;
	double	duration_s;
};

struct moment_wish {		/* NaN: not given */
	double	offset_s, timestamp_s;
};

struct range_wish {
	double	relative_s, start_s, end_s;
};

/* NULL, or the detail of a 422: the member and what it must be. */
const char	*time_range_resolve_moment(struct arena *,
		    const struct playing *, const struct moment_wish *,
		    double *at_s);
const char	*time_range_resolve(struct arena *, const struct playing *,
		    const struct range_wish *, double max_s,
		    double *start_s, double *end_s);

#endif
