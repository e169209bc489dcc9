/*
 * Makes the films and posters of the demo with FFmpeg; existing ones are kept.
 * A file gets its final name only when it is complete.
 */
#ifndef STUDIO_H
#define STUDIO_H

#include <signal.h>

struct arena;

struct studio {
	const char	*dir;		/* absolute */
	const char	*ffmpeg;
	const char	*font;		/* NULL: films without text */
	const volatile sig_atomic_t	*stop;
};

/* The path of a suitable system font, or NULL. */
const char	*studio_font(void);

/* 0, -ECANCELED, or -errno with a sentence in *why. */
int	studio_make(struct studio *, struct arena *, const char **why);

#endif
