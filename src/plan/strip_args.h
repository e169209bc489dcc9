/*
 * Plans a filmstrip: frames around a moment in one JPEG sprite, made by one
 * FFmpeg process, with the exact time of each.  Each is the frame on screen at
 * its moment; if they are half a second apart or more, among the frames that
 * are quick to decode.  Pure.
 */
#ifndef STRIP_ARGS_H
#define STRIP_ARGS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe;

#define STRIP_COUNT_MAX	60

struct strip_request {
	double		 at_s;		/* of the middle frame */
	int		 count;		/* 1 to 60 */
	double		 step_s;	/* 0: one frame */
	int		 width;		/* of each frame, at most 1280 */
	int64_t		 max_bytes;	/* of the sprite */
};

struct strip {
	int		 count;		/* fewer at the ends of the film */
	int		 columns;
	int		 width, height;	/* of each frame */
	const double	*times_s;	/* count of them, not descending */
};

/* Frames at first_s + i * step_s, or every frame from first_s to last_s. */
struct strip_plan {
	double		 first_s, last_s, step_s;
	bool		 has_every_frame;
	int		 count, columns, rows;
	double		 preroll_s;
	const char	*skip;		/* -skip_frame, or NULL */
	int		 timeout_ms;
};

/* 0, or -EINVAL with *why for a 422. */
int	strip_plan(const struct probe *, const struct strip_request *,
	    struct strip_plan *, const char **why);
/*
 * Builds the ffmpeg command.  It prints the time of each frame it could choose,
 * for ffmpeg_parse_frame_time().
 */
char *const	*strip_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *, int width,
		    const struct strip_plan *, const char *out);

#endif
