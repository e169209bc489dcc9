/* Hardware encoders for clips that are re-encoded.  Pure. */
#ifndef HWACCEL_H
#define HWACCEL_H

#include <stddef.h>

struct arena;

struct hwaccel {
	const char	*name;		/* "vaapi", "nvenc", "qsv" */
	const char	*encoder;	/* "h264_vaapi" */
	const char	*const *device;	/* options before -i; ends with NULL */
	const char	*upload;	/* at the end of the filter chain */
	const char	*const *quality;	/* options; ends with NULL */
};

/* In the order in which "auto" tries them. */
extern const struct hwaccel	hwaccels[];
extern const size_t		hwaccels_count;

/* NULL if there is none of that name ("none"). */
const struct hwaccel	*hwaccel_named(const char *name);

/* The command that tries it: encodes a few grey frames as clips are encoded. */
char *const	*hwaccel_try_argv(struct arena *, const char *ffmpeg,
		    const struct hwaccel *);

#endif
