/*
 * A filmstrip: frames around a moment as one JPEG sprite, by one FFmpeg
 * process, with the exact time of each.
 */
#ifndef STRIP_H
#define STRIP_H

#include "make.h"

struct arena;

struct strip_request {
	double		 at_s;		/* the middle one */
	int		 count;		/* 1 to 60 */
	double		 step_s;	/* 0: one frame */
	int		 width;		/* of each, at most 1280 */
};

struct strip {
	int		 count;		/* got: less at the ends of a film */
	int		 columns;
	int		 width, height;	/* of each frame */
	const double	*times_s;	/* count of them */
};

/* Errors as in make.h. */
int	strip_make(struct arena *, const struct work *,
	    const struct strip_request *, struct strip *, const char **why);

#endif
