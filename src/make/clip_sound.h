/*
 * Sound that turned out not to be there: the stream has no packets, or FFmpeg
 * cannot decode them.  Another one is looked for.
 */
#ifndef CLIP_SOUND_H
#define CLIP_SOUND_H

#include "make.h"

/*
 * Whether another try makes sense: the request is changed to a sound that can
 * be heard within the clip, or to none, and its track_note says so.  False
 * also when the sound that the plan has is not to blame.
 */
bool	clip_sound_replace(struct arena *, const struct work *,
	    const struct clip_plan *, struct clip_request *);

#endif
