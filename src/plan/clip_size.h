/*
 * Which bit rate makes a clip fill a size.  What a rate gives is not known
 * before: pictures that hardly change leave most of it unused, and encoders
 * overshoot.  So it is tried, and each try narrows the search.  Pure.
 */
#ifndef CLIP_SIZE_H
#define CLIP_SIZE_H

#include <stdbool.h>
#include <stdint.h>

struct clip_size_try {
	double	bps;		/* 0: none yet */
	double	bytes;
};

struct clip_size {
	int64_t		max_bytes;
	struct clip_size_try	low;	/* the highest rate that has fitted */
	struct clip_size_try	high;	/* the lowest that has not */
	int		tries, idle;
};

/* It fits, and leaves no room worth another try. */
bool	clip_size_is_good(const struct clip_size *, int64_t bytes);

/* bps gave so many bytes: what to try next, or 0: it gets no better. */
double	clip_size_next_rate(struct clip_size *, double bps, int64_t bytes);

#endif
