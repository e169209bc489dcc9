/*
 * Hardware encoders for clips that are re-encoded.  One is tried, once, with
 * a tiny encode, when the job daemon starts.
 */
#ifndef HWACCEL_H
#define HWACCEL_H

struct arena;
struct conf;

struct hwaccel {
	const char	*name;		/* "vaapi", "nvenc", "qsv" */
	const char	*encoder;	/* "h264_vaapi" */
	const char	*const *device;	/* before -i; NULL at the end */
	const char	*upload;	/* ends the filter chain */
	const char	*const *quality;	/* of the encoder; NULL ends */
};

/*
 * The one that HWACCEL names and that works here ("auto": the first that
 * does), or NULL.  *note, when one was asked for and none works, says so.
 */
const struct hwaccel	*hwaccel_find(struct arena *, const struct conf *,
			    const char **note);

/* That one, not tried; NULL: there is none of that name ("none"). */
const struct hwaccel	*hwaccel_named(const char *name);

#endif
