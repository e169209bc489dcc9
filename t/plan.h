/* What the tests of plans share: facts of files, and a look at commands. */
#ifndef PLAN_H
#define PLAN_H

#include "media/probe.h"

struct arena;

/* As ffprobe would tell them; 100 s long, of 25 frames a second. */
extern const struct probe of_mkv, of_reordered, of_lossless, of_constrained, of_ts, of_avi,
    of_raw, of_fields, of_pq, of_dolby, of_dvd, of_slides, of_sound, of_silent, of_vc1, of_vp8, of_deep;

/* The whole command as one line. */
const char	*joined(struct arena *, char *const *argv);

/* Each of the words, "|" between, is there; those after "!" are not. */
void	has(struct arena *, const char *line, const char *words,
	    const char *name);

#endif
