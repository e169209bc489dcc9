/* A look at a finished clip: whether it is one, and what it holds. */
#ifndef CLIP_VERIFY_H
#define CLIP_VERIFY_H

#include <stdbool.h>

#include "make.h"

/*
 * Ends an MP4 where it was asked to end; fills all but the note.
 * -EIO: that is no such clip.
 */
int	clip_verify(struct arena *, const struct work *, enum clip_format,
	    const struct clip_plan *, struct make_result *, const char **why);

/*
 * What is wrong with the beginning of a copy, in MP4: browsers cannot decode
 * its first picture, or that one has been on screen for long and would be
 * left out.
 */
enum clip_start { CLIP_START_GOOD, CLIP_START_NOT_IDR, CLIP_START_HELD };

enum clip_start	clip_verify_start(struct arena *, const char *path);

#endif
