/* Where the files that a media server reports are on this machine. */
#ifndef FILE_LOCATE_H
#define FILE_LOCATE_H

#include <stdbool.h>

struct arena;
struct pathmap;
struct session;

/*
 * Fills in the paths here: by PATH_MAP, and where there is no such file, by
 * the same name written in another way.
 */
void	locate_files(struct arena *, const struct pathmap *,
	    struct session *);

/* There is nothing at the path of one of its parts. */
bool	locate_is_missing(const struct session *);

#endif
