/* A look at a finished clip: whether it is one, and what it holds. */
#ifndef LOOK_H
#define LOOK_H

#include <stdbool.h>

#include "make.h"

/*
 * Ends an MP4 where it was asked to end; fills all but the note.
 * -EIO: that is no such clip.
 */
int	look_clip(struct arena *, const struct work *, enum clip_format,
	    const struct clip_plan *, struct made *, const char **why);

/* Whether browsers can decode its first picture (a copy, in MP4). */
bool	look_plays(struct arena *, const char *path);

#endif
