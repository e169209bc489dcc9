/* Where the files that a media server reports are on this machine. */
#ifndef FILE_LOCATE_H
#define FILE_LOCATE_H

#include <stdbool.h>

struct arena;
struct path_map;
struct session;

/*
 * Fills in the paths here: by PATH_MAP, and where there is no such file, by
 * the same name written in another way.
 */
void	file_locate_session(struct arena *, const struct path_map *,
	    struct session *);

/* There is nothing at the path of one of its parts. */
bool	file_locate_is_missing(const struct session *);

#endif
