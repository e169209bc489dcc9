/*
 * Which hardware encoder works here: each that HWACCEL allows is tried once,
 * with a tiny encode, when the job daemon starts.
 */
#ifndef HWACCEL_FIND_H
#define HWACCEL_FIND_H

struct arena;
struct conf;
struct hwaccel;

/*
 * The one that HWACCEL names, if it works here ("auto": the first that does),
 * or NULL.  *note is set when one was asked for and none works.
 */
const struct hwaccel	*hwaccel_find(struct arena *, const struct conf *,
			    const char **note);

#endif
