/* Hardware encoders for clips that are re-encoded.  Pure. */
#ifndef HWACCEL_H
#define HWACCEL_H

#include <stddef.h>

struct arena;

struct hwaccel {
	const char	*name;		/* "vaapi", "nvenc", "qsv" */
	const char	*encoder;	/* "h264_vaapi" */
	const char	*const *device;	/* before -i; NULL at the end */
	const char	*upload;	/* ends the filter chain */
	const char	*const *quality;	/* of the encoder; NULL ends */
};

/* In the order in which "auto" tries them. */
extern const struct hwaccel	hwaccels[];
extern const size_t		hwaccels_count;

/* NULL: there is none of that name ("none"). */
const struct hwaccel	*hwaccel_named(const char *name);

/* Encodes a few grey frames to nowhere, as clips are encoded. */
char *const	*hwaccel_try_argv(struct arena *, const char *ffmpeg,
		    const struct hwaccel *);

#endif
