/*
 * Finds the hardware encoder that works here.  When the job daemon starts, it
 * tries each that HWACCEL allows, with a tiny encode.
 */
#ifndef HWACCEL_FIND_H
#define HWACCEL_FIND_H

struct arena;
struct conf;
struct hwaccel;

/*
 * The encoder that HWACCEL names, if it works here ("auto": the first that
 * does), or NULL.  *note is set if one was asked for and none works.
 */
const struct hwaccel	*hwaccel_find(struct arena *, const struct conf *,
			    const char **note);

#endif
