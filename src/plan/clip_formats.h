/*
 * Tables of the clip formats, and of what players can play and containers can
 * hold.
 */
#ifndef CLIP_FORMATS_H
#define CLIP_FORMATS_H

#include <stdbool.h>

#include "clip_plan.h"

/* Properties of each format. */
struct clip_trait {
	const char	*name;		/* and file name extension */
	const char	*muxer;
	const char	*audio_encoder;	/* NULL: it has no sound */
	int		 audio_bps;
	enum colour_use	 colour;	/* of the picture */
	double		 seconds_max;	/* 0: no limit of its own */
	double		 cost;		/* of encoding, H.264 is 1 */
	int		 height;	/* default; 0: the source's */
	bool		 can_fit_size;		/* max_bytes is possible */
};

extern const struct clip_trait clip_traits[];

bool	clip_format_can_play_audio(const char *codec);
bool	clip_format_mp4_can_hold(const char *codec);

/*
 * Why players could not play a copy of the sound, as a note; NULL if they can.
 */
const char	*clip_format_audio_problem(struct arena *, const char *codec);

/*
 * A note that another sound track (-1: none) replaces one that cannot be
 * decoded.
 */
const char	*clip_format_sound_note(struct arena *, const struct probe *,
		    int lost, int other);

/*
 * Why players could not play a copy of the picture, as a note; NULL if they
 * can.  hevc: HEVC is wanted, although many browsers cannot play it.
 */
const char	*clip_format_video_problem(struct arena *, const struct probe *,
		    bool hevc);

/*
 * Sets the bit rates and height for max_bytes, in case quality alone gives too
 * large a file.  -EINVAL: the clip is too long for it.
 */
int	clip_format_plan_size(struct arena *, const struct clip_request *,
	    struct clip_plan *, const char **why);

/* The same for a total rate of bps; false if it is too low to try. */
bool	clip_format_plan_rate(const struct clip_request *, struct clip_plan *,
	    double bps);

#endif
