/*
 * PATH_MAP translates a media server's paths to paths on this machine:
 * "from=to" pairs separated by ";".  The longest "from" wins, by whole path
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
	/* both without a separator at the end; "" is "/" */
	struct server_path	 from;
	const char		*to;
};

struct path_map {
	struct path_map_pair	*pairs;
	size_t			 n;
};

/* 0, or -EINVAL with a line in *error that names the pair. */
int	 path_map_parse(struct arena *, const char *text, struct path_map *,
	    const char **error);

/* The path on this machine; without a match, the reported one redacted. */
const char	*path_map_apply(struct arena *, const struct path_map *,
		    const char *reported);

#endif
