/* Checks a finished clip and reads its properties. */
#ifndef CLIP_VERIFY_H
#define CLIP_VERIFY_H

#include <stdbool.h>

#include "make.h"

/*
 * Also cuts an MP4 to the length asked for.  Fills all members but the note.
 * -EIO: this is not such a clip.
 */
int	clip_verify(struct arena *, const struct work *, enum clip_format,
	    const struct clip_plan *, struct make_result *, const char **why);

/*
 * What is wrong with the start of a copy in MP4: browsers cannot decode its
 * first picture, or that picture has been on screen for long and would be left
 * out.
 */
enum clip_start { CLIP_START_GOOD, CLIP_START_NOT_IDR, CLIP_START_HELD };

enum clip_start	clip_verify_start(struct arena *, const char *path);

#endif
