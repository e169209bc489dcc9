/*
 * Makes the films and posters of the demo with FFmpeg, once: what lies there
 * already is kept.  A file has its name only when it is whole.
 */
#ifndef STUDIO_H
#define STUDIO_H

#include <signal.h>

struct arena;

struct studio {
	const char	*dir;		/* absolute */
	const char	*ffmpeg;
	const char	*font;		/* NULL: nothing is written on them */
	const volatile sig_atomic_t	*stop;
};

/* A font of the system that we like, or NULL. */
const char	*studio_font(void);

/* 0, -ECANCELED, or -errno with a sentence in *why. */
int	studio_make(struct studio *, struct arena *, const char **why);

#endif
