/*
 * A filmstrip: frames around a moment as one JPEG sprite, by one FFmpeg
 * process, with the exact time of each.  Each is the frame on screen at its
 * moment; from half a second between them on, of those that are quick to
 * decode.
 */
#ifndef STRIP_ARGS_H
#define STRIP_ARGS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe;

#define STRIP_COUNT_MAX	60

struct strip_request {
	double		 at_s;		/* the middle one */
	int		 count;		/* 1 to 60 */
	double		 step_s;	/* 0: one frame */
	int		 width;		/* of each, at most 1280 */
	int64_t		 max_bytes;	/* of the sprite */
};

struct strip {
	int		 count;		/* got: less at the ends of a film */
	int		 columns;
	int		 width, height;	/* of each frame */
	const double	*times_s;	/* count of them, never falling */
};

/* Moments first_s + i * step_s, or each frame from first_s to last_s. */
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
/* Prints the time of each frame that it could choose, for ffmpeg_parse_frame_time. */
char *const	*strip_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *, int width,
		    const struct strip_plan *, const char *out);

#endif
