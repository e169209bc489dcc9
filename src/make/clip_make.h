/* A clip while it is made: make_clip.c, and make_fit.c for a size. */
#ifndef CLIP_MAKE_H
#define CLIP_MAKE_H

#include "make.h"
#include "progress.h"
#include "plan/clip_plan.h"

/* A clip under way. */
struct clip_make {
	struct arena			*a;
	const struct work		*w;
	const struct clip_request	*r;
	const struct hwaccel		*hw;
	const struct subtitles		*subtitles;
	struct clip_plan		 plan;
	struct progress			 progress;
	int64_t				 most_bytes;	/* stop beyond; or 0 */
	int				 height;	/* settled; or 0 */
	bool				 complained;	/* FFmpeg did, on its way */
	struct make_result			 made;
	const char			**why;
};

/* Runs FFmpeg, and looks at what came out: as make.h, or -EFBIG. */
int	clip_make_attempt(struct clip_make *);

/* If hardware fails on this film, once more without it. */
int	clip_make_attempt_any(struct clip_make *);

/*
 * Encodes until it fits max_bytes, if that was asked for.  A copy that was
 * larger has something to fill the room with: quality is not tried then.
 */
int	clip_make_size_fit(struct clip_make *, bool too_large_by_copy);

#endif
