/*
 * Replaces a sound track that turned out to be empty or impossible to decode.
 */
#ifndef CLIP_SOUND_H
#define CLIP_SOUND_H

#include "make.h"

/*
 * Tells whether to make the clip again: the request is then changed to a track
 * that can be decoded within the clip, or to no sound, with a track_note.  Also
 * false if the plan's track is not the cause.
 */
bool	clip_sound_replace(struct arena *, const struct work *,
	    const struct clip_plan *, struct clip_request *);

#endif
