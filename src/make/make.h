/*
 * Makes pictures and clips: plans, runs FFmpeg, looks at what came out.
 * Nothing is renamed, kept or deleted here but work files of our own: the
 * caller gives a folder that is this capture's alone, and removes it.
 */
#ifndef MAKE_H
#define MAKE_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "plan/clip_plan.h"
#include "plan/colour.h"
#include "plan/screenshot_args.h"

struct arena;
struct conf;
struct hwaccel;
struct probe;
struct strip;
struct strip_request;

struct make_result {
	int		 width, height;	/* 0: no picture */
	int64_t		 size_bytes;
	double		 duration_s;	/* 0 for a picture */
	bool		 has_sound;
	/* a copy starts within a hole of it */
	bool		 starts_in_hole;
	double		 keyframe_s;	/* a copy starts there; NaN if not */
	const char	*note;		/* or NULL */
	struct colour	 colour;	/* of a clip's picture */
};

/* What is captured, and where the work is done. */
struct work {
	const struct conf	*conf;
	const struct probe	*probe;
	const char		*path;	/* the source file, absolute */
	const char		*dir;	/* for work files, absolute, exists */
	const char		*out;	/* the file to write, absolute */
	const struct hwaccel	*hw;	/* clips: NULL is software */
	const volatile sig_atomic_t	*stop;	/* not 0: give up; or NULL */
	int			 client;	/* strips: as in process.h; 0: none */

	/* Clips, each may be NULL: before the work begins (again), and on. */
	void	(*planned)(void *arg, const struct clip_plan *);
	void	(*progress)(void *arg, double fraction);
	void	*arg;
};

/* Left in the work folder by a screenshot, beside it. */
#define THUMBNAIL_NAME	"thumbnail.jpg"

/*
 * 0; -EINVAL, -EBADMSG (*why is for a 422); -ENOENT, -EACCES (the source);
 * -ETIMEDOUT; -ECANCELED; -ENOSPC; -EREMOTEIO (the media server); -EIO (FFmpeg
 * could not).  *why is a sentence.
 */
int	screenshot_make(struct arena *, const struct work *,
	    const struct screenshot_request *, struct make_result *,
	    const char **why);
/* -EINVAL: the FFmpeg here cannot make what was planned. */
int	clip_make_check_plan(const struct conf *, const struct clip_plan *,
	    const char **why);
int	clip_make(struct arena *, const struct work *,
	    const struct clip_request *, struct make_result *,
	    const char **why);

int	strip_make(struct arena *, const struct work *,
	    const struct strip_request *, struct strip *, const char **why);

/* The first frame of a finished clip as a JPEG of at most 640 pixels. */
#define POSTER_NAME	"poster.jpg"
int	poster_make(struct arena *, const struct work *,
	    const struct make_result *,
	    const char *clip, const char *out, const char **why);

/* Of a capture's file, or of its poster: where there is none yet. */
int	thumbnail_make(struct arena *, const struct work *, const char **why);

/*
 * For a copy, while it is made: the first keyframe that it shows, which takes
 * as long as the copy itself and no decoding of what lies before.  *pid is 0
 * when nothing was started; then, and when poster_wait says false, there is
 * none: poster_make() it.
 */
void	poster_start(struct arena *, const struct work *,
	    const struct clip_plan *, const char *out, pid_t *pid);
bool	poster_wait(pid_t pid, const char *out);

#endif
