/*
 * PATH_MAP: what a media server calls a folder, and what it is here.
 * "from=to" pairs, ";" between.  The longest "from" wins, on whole path
 * components.  "from" may be a Windows path (D:\Films, any case) or a UNC path
 * (\\nas\films); "to" is an absolute path of this machine.
 */
#ifndef PATHMAP_H
#define PATHMAP_H

#include <stddef.h>

struct arena;

struct pathmap_pair {
	const char	*from;		/* no separator at the end; "" is "/" */
	const char	*to;		/* the same */
};

struct pathmap {
	struct pathmap_pair	*pairs;
	size_t			 n;
};

/* 0, or -EINVAL and in *error a line that names the pair. */
int	 pathmap_parse(struct arena *, const char *text, struct pathmap *,
	    const char **error);

/* The path here.  A path that no pair covers is returned as it is. */
const char	*pathmap_apply(struct arena *, const struct pathmap *,
		    const char *reported);

#endif
