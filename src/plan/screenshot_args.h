/*
 * Plans a screenshot.  The frame on screen at a moment is the last one whose
 * time stamp is not after it.  Takes facts and a request, gives an argument
 * list.  Pure.
 */
#ifndef SCREENSHOT_ARGS_H
#define SCREENSHOT_ARGS_H

#include <stdbool.h>

#include "colour.h"
#include "media/tracks.h"

struct arena;
struct probe;
struct subtitles;

enum screenshot_format { SCREENSHOT_JPG, SCREENSHOT_PNG, SCREENSHOT_WEBP,
	    SCREENSHOT_AVIF };

#define SCREENSHOT_DEFAULT { .quality = 2, .tonemap = true, \
	.subtitle = TRACK_NONE }

struct screenshot_request {
	double		 at_s;		/* seconds from the file's start */
	enum screenshot_format format;
	int		 quality;	/* -q:v, 1 best to 31 */
	bool		 tonemap;	/* convert HDR to SDR */
	struct track	 subtitle;	/* to burn in */
};

struct screenshot_plan {
	double		 at_s;		/* within the file */
	double		 preroll_s;	/* decoded before it */
	double		 hold_s;	/* of repeating the last frame */
	const char	*finish;	/* filters after choosing the frame */
	struct colour	 colour;	/* of the picture */
	int		 timeout_ms;
};

/* 0, or -EINVAL if this is impossible, with *why for a 422. */
int	screenshot_plan(struct arena *, const struct probe *,
	    const struct screenshot_request *, struct screenshot_plan *,
	    const char **why);

/*
 * Changes the plan to look further back, after FFmpeg wrote nothing; false if
 * there is nothing left to try.
 */
bool	screenshot_plan_again(const struct probe *, struct screenshot_plan *);

/*
 * Builds the ffmpeg command, which also makes the thumbnail from the same
 * frame.  It prints the times of the frames it chooses from, for
 * ffmpeg_parse_frame_time().  Paths are absolute.  NULL subtitles: none.
 */
char *const	*screenshot_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *,
		    const struct screenshot_request *,
		    const struct screenshot_plan *,
		    const struct subtitles *, const char *thumbnail,
		    const char *out);

/*
 * A note if the picture shown is not of the moment asked for; NULL if it is, or
 * if shown_s (the file's own time) is NaN, unknown.
 */
const char	*screenshot_note(struct arena *, const struct probe *,
		    double at_s, double shown_s);

/* "jpg", "png", "webp", "avif"; and the format of a name, or -1. */
const char	*screenshot_format_name(enum screenshot_format);
int		 screenshot_format_find(const char *name);

#endif
