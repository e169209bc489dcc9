/*
 * Which bit rate makes a clip fill a size.  What a rate gives is not known
 * before: pictures that hardly change leave most of it unused, and encoders
 * overshoot.  So it is tried, and each try narrows the search.  Pure.
 */
#ifndef CLIP_SIZE_H
#define CLIP_SIZE_H

#include <stdbool.h>
#include <stdint.h>

struct fit_try {
	double	bps;		/* 0: none yet */
	double	bytes;
};

struct fit {
	int64_t		max_bytes;
	struct fit_try	low;	/* the highest rate that has fitted */
	struct fit_try	high;	/* the lowest that has not */
	int		tries, idle;
};

/* It fits, and leaves no room worth another try. */
bool	fit_is_good(const struct fit *, int64_t bytes);

/* bps gave so many bytes: what to try next, or 0: it gets no better. */
double	fit_next(struct fit *, double bps, int64_t bytes);

#endif
