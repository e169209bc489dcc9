/* What players can play and containers can hold: tables behind the plans. */
#ifndef CLIP_FORMATS_H
#define CLIP_FORMATS_H

#include <stdbool.h>

#include "clip_plan.h"

/* One for each format. */
struct clip_trait {
	const char	*name;		/* and file name extension */
	const char	*muxer;
	const char	*audio_encoder;	/* NULL: it has no sound */
	int		 audio_bps;
	enum colour_use	 colour;	/* of the picture */
	double		 seconds_max;	/* 0: no limit of its own */
	double		 cost;		/* of encoding, H.264 is 1 */
	int		 height;	/* when none is asked for; 0: any */
	bool		 can_fit_size;		/* can be made to fit a size */
};

extern const struct clip_trait clip_traits[];

bool	clip_format_can_play_audio(const char *codec);
bool	clip_format_mp4_can_hold(const char *codec);

/* Why a copy of the sound would not be heard, in the words of a note. */
const char	*clip_format_audio_problem(struct arena *, const char *codec);

/* That another sound (-1: none) stands for one that cannot be decoded. */
const char	*clip_format_sound_note(struct arena *, const struct probe *,
		    int lost, int other);

/*
 * Why a copy of the picture would not play, in the words of a note.  hevc:
 * that is wanted, though many browsers cannot play it.
 */
const char	*clip_format_video_problem(struct arena *, const struct probe *,
		    bool hevc);

/*
 * The bit rates and height that max_bytes leaves, should it have to be made
 * to fit.  -EINVAL: the clip is too long for it.
 */
int	clip_format_plan_size(struct arena *, const struct clip_request *,
	    struct clip_plan *, const char **why);

/* The same for so many bits a second in all; false: too few for any try. */
bool	clip_format_plan_rate(const struct clip_request *, struct clip_plan *,
	    double bps);

#endif
