/*
 * A screenshot: the frame on screen at a moment is the last one whose time
 * stamp is not after it.  Facts and wishes in, an argument list out; pure.
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
	double		 at_s;		/* from the start of the file */
	enum screenshot_format format;
	int		 quality;	/* -q:v, 1 best to 31 */
	bool		 tonemap;	/* HDR as natural SDR */
	struct track	 subtitle;	/* to burn in */
};

struct screenshot_plan {
	double		 at_s;		/* not after the file's end */
	double		 preroll_s;	/* decoded before it */
	double		 hold_s;	/* the last frame stays for so long */
	const char	*finish;	/* filters after the choice of frame */
	struct colour	 colour;	/* of the picture */
	int		 timeout_ms;
};

/*
 * 0, or -EINVAL: this file cannot be captured so; *why says why, as a
 * sentence for a 422.
 */
int	screenshot_plan(struct arena *, const struct probe *,
	    const struct screenshot_request *, struct screenshot_plan *,
	    const char **why);

/* FFmpeg wrote nothing: a plan that looks further back, or false. */
bool	screenshot_plan_again(const struct probe *, struct screenshot_plan *);

/*
 * One ffmpeg command, which writes the times of the frames that it chooses
 * from, for ffmpeg_parse_frame_time; and from the same frame its thumbnail.  The paths are
 * absolute; no subtitles: NULL.
 */
char *const	*screenshot_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *,
		    const struct screenshot_request *,
		    const struct screenshot_plan *,
		    const struct subtitles *, const char *thumbnail,
		    const char *out);

/*
 * What a person should know of the picture that is shown at a moment; NULL:
 * nothing, or shown_s (the file's own time) is not known: NaN.
 */
const char	*screenshot_note(struct arena *, const struct probe *,
		    double at_s, double shown_s);

/* "jpg", "png", "webp", "avif"; and back: the format, or -1. */
const char	*screenshot_format_name(enum screenshot_format);
int		 screenshot_format_find(const char *name);

#endif
