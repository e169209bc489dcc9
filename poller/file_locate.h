/* Maps the paths that a media server reports to paths on this machine. */
#ifndef FILE_LOCATE_H
#define FILE_LOCATE_H

#include <stdbool.h>

struct arena;
struct path_map;
struct session;

/*
 * Fills in the local paths: by PATH_MAP, and if there is no such file, by
 * other spellings of the same name.
 */
void	file_locate_session(struct arena *, const struct path_map *,
	    struct session *);

/* Whether one of its parts has no file at its path. */
bool	file_locate_is_missing(const struct session *);

#endif
