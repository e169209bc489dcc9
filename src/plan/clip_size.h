/*
 * Searches for the bit rate that makes a clip fill a size.  The size at a rate
 * is not known beforehand: pictures that hardly change use little of the rate,
 * and encoders overshoot.  Each try narrows the search.  Pure.
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
	struct clip_size_try	low;	/* the highest rate that fitted */
	struct clip_size_try	high;	/* the lowest rate that did not */
	int		tries, idle;
};

/* Whether the clip fits and leaves too little room for another try. */
bool	clip_size_is_good(const struct clip_size *, int64_t bytes);

/*
 * Records that bps gave so many bytes.  The next rate to try, or 0 if more
 * tries gain nothing.
 */
double	clip_size_next_rate(struct clip_size *, double bps, int64_t bytes);

#endif
