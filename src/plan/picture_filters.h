/*
 * From decoded frames to a picture of the right shape: square pixels, no comb
 * lines.  Filter texts; pure.  Its colours: colour.h.
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
 * Before anything that chooses or repeats frames: "", or "bwdif=…,".  It looks
 * at frames beside each other, which must be of one size.
 */
const char	*picture_deinterlace(struct arena *, const struct probe *);

/*
 * After it: ",square pixels,scale", or "".  height 0: as it is; it never
 * grows.  width likewise; one of them may be given.
 */
const char	*picture_finish(struct arena *, const struct probe *,
		    int width, int height);

/*
 * Of an input: when the size changes, FFmpeg makes its filters anew, and loses
 * what is in them.  These here cope with a change.
 */
void		 picture_keep_filters(struct args *, const struct probe *);

/* picture_finish as a JPEG takes it, its colours too: strips, posters. */
const char	*picture_preview(struct arena *, const struct probe *,
		    int width);

/* ",scale=…": without the last line or column, where their number is odd. */
const char	*picture_make_even(struct arena *, const struct probe *);

/* Width and height as shown: rotated, square pixels. */
void	picture_shown_size(const struct probe *, int *width, int *height);

/*
 * Millions of pixels decoded a second of film: what work is measured by.
 * Unknown is taken for 4K.
 */
double	picture_load(const struct probe *);

#endif
