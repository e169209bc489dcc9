/* A clip while it is made: clip_make.c, and clip_make_size.c to fit a size. */
#ifndef CLIP_MAKE_H
#define CLIP_MAKE_H

#include "make.h"
#include "progress.h"
#include "plan/clip_plan.h"

struct clip_make {
	struct arena			*a;
	const struct work		*w;
	const struct clip_request	*r;
	const struct hwaccel		*hw;
	const struct subtitles		*subtitles;
	struct clip_plan		 plan;
	struct progress			 progress;
	int64_t				 most_bytes;	/* ends FFmpeg; or 0 */
	int				 height;	/* decided; or 0 */
	bool				 complained;	/* FFmpeg had errors */
	struct make_result		 made;
	const char			**why;
};

/* Runs FFmpeg and checks its output.  Errors as in make.h, or -EFBIG. */
int	clip_make_attempt(struct clip_make *);

/* The same, but tries again in software if the hardware encoder fails. */
int	clip_make_attempt_any(struct clip_make *);

/*
 * Encodes until the clip fits max_bytes, if there is such a limit.  A copy that
 * was larger than that can fill the limit, so encoding by quality is not tried
 * first.
 */
int	clip_make_size_fit(struct clip_make *, bool too_large_by_copy);

#endif
