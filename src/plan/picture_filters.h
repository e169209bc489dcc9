/*
 * Filters that give decoded frames the right shape: square pixels, no comb
 * lines.  For colours see colour.h.  Pure.
 */
#ifndef PICTURE_FILTERS_H
#define PICTURE_FILTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct args;
struct probe;

/*
 * Goes before any filter that chooses or repeats frames: "" or "bwdif=…,".  It
 * compares neighbouring frames, which must have the same size.
 */
const char	*picture_deinterlace(struct arena *, const struct probe *);

/*
 * Goes after those: ",scale to square pixels and the size", or "".  Give height
 * or width or neither (0: as it is); pictures are never enlarged.
 */
const char	*picture_finish(struct arena *, const struct probe *,
		    int width, int height);

/*
 * An option for the input: when the size changes, FFmpeg recreates its filters
 * and loses the frames in them.  Our filters can handle a change.
 */
void		 picture_keep_filters(struct args *, const struct probe *);

/* picture_finish() with the colours of a JPEG, for strips and posters. */
const char	*picture_preview(struct arena *, const struct probe *,
		    int width);

/* ",scale=…": drops the last line or column if their number is odd. */
const char	*picture_make_even(struct arena *, const struct probe *);

/* Width and height as shown: rotated, with square pixels. */
void	picture_shown_size(const struct probe *, int *width, int *height);

/*
 * The cost of decoding: millions of pixels in a second of film.  An unknown
 * size counts as 4K.
 */
double	picture_load(const struct probe *);

#endif
