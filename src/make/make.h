/*
 * Makes pictures and clips: plans, runs FFmpeg, checks the result.  Writes only
 * to the capture's own work folder, which the caller provides and removes.
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
	/* a copy starts in a hole of the sound */
	bool		 starts_in_hole;
	double		 keyframe_s;	/* where a copy starts; else NaN */
	const char	*note;		/* or NULL */
	struct colour	 colour;	/* of a clip's picture */
};

/* What is captured, and the work folder. */
struct work {
	const struct conf	*conf;
	const struct probe	*probe;
	const char		*path;	/* the source file, absolute */
	const char		*dir;	/* for work files, absolute, exists */
	const char		*out;	/* the file to write, absolute */
	const struct hwaccel	*hw;	/* clips: NULL is software */
	const volatile sig_atomic_t	*stop;	/* not 0: stop; or NULL */
	int			 client;	/* as in process.h; 0: none */

	/*
	 * For clips; each may be NULL.  planned: before the work begins, or
	 * begins again; progress: from 0 to 1.
	 */
	void	(*planned)(void *arg, const struct clip_plan *);
	void	(*progress)(void *arg, double fraction);
	void	*arg;
};

/* A screenshot's thumbnail, also in the work folder. */
#define THUMBNAIL_NAME	"thumbnail.jpg"

/*
 * Each returns 0 or: -EINVAL, -EBADMSG (*why is for a 422); -ENOENT, -EACCES
 * (the source); -ETIMEDOUT; -ECANCELED; -ENOSPC; -EREMOTEIO (the media server);
 * -EIO (FFmpeg failed).  *why is a sentence.
 */
int	screenshot_make(struct arena *, const struct work *,
	    const struct screenshot_request *, struct make_result *,
	    const char **why);
/* -EINVAL: this FFmpeg cannot make what was planned. */
int	clip_make_check_plan(const struct conf *, const struct clip_plan *,
	    const char **why);
int	clip_make(struct arena *, const struct work *,
	    const struct clip_request *, struct make_result *,
	    const char **why);

/*
 * How large it will be, within a factor of two, from short samples of it that
 * are made at w->out, one after the other.  r->max_bytes is not looked at.
 */
int	clip_estimate(struct arena *, const struct work *,
	    const struct clip_request *, double *bytes, const char **why);
int	strip_make(struct arena *, const struct work *,
	    const struct strip_request *, struct strip *, const char **why);

/*
 * Makes the first frame of a finished clip into a JPEG, at most 640 pixels
 * wide.
 */
#define POSTER_NAME	"poster.jpg"
int	poster_make(struct arena *, const struct work *,
	    const struct make_result *, const char *clip, const char *out,
	    const char **why);

/*
 * Makes the thumbnail of a capture's file, or of its poster, if it is missing.
 */
int	thumbnail_make(struct arena *, const struct work *, const char **why);

/*
 * While a copy is made, makes a poster of the first keyframe that it shows,
 * which takes no longer than the copy.  *pid is 0 if nothing was started.
 * Then, or if poster_wait() returns false, use poster_make().
 */
void	poster_start(struct arena *, const struct work *,
	    const struct clip_plan *, const char *out, pid_t *pid);
bool	poster_wait(pid_t pid, const char *out);

#endif
