/*
 * PATH_MAP: what a media server calls a folder, and what it is here.
 * "from=to" pairs, ";" between.  The longest "from" wins, on whole path
 * components.  "from" may be a Windows path (D:\Films, any case), a UNC path
 * (\\nas\films) or the address of a share (smb://nas/films, nfs://nas/films);
 * "to" is an absolute path of this machine.
 */
#ifndef PATH_MAP_H
#define PATH_MAP_H

#include <stddef.h>

#include "server_path.h"

struct arena;

struct path_map_pair {
	/* no separator at the end; "" is "/" */
	struct server_path	 from;
	const char	*to;		/* the same */
};

struct path_map {
	struct path_map_pair	*pairs;
	size_t			 n;
};

/* 0, or -EINVAL and in *error a line that names the pair. */
int	 path_map_parse(struct arena *, const char *text, struct path_map *,
	    const char **error);

/* The path here.  One that no pair covers is returned as it may be shown. */
const char	*path_map_apply(struct arena *, const struct path_map *,
		    const char *reported);

#endif
