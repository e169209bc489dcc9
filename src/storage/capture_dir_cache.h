/*
 * A cache of the files that exist in CAPTURE_DIR.  Removing or replacing a
 * file changes the folder's own time stamp: until that changes, a file that
 * was there still is.  So a page of the gallery costs one stat instead of
 * fifty, which matters on a network file system.  For one thread.
 */
#ifndef CAPTURE_DIR_CACHE_H
#define CAPTURE_DIR_CACHE_H

#include <stdbool.h>

struct capture_dir_cache;

struct capture_dir_cache	*capture_dir_cache_new(void);
void	capture_dir_cache_freep(struct capture_dir_cache **);	/* for AUTO() */

/* Call before each page.  folder: of capture_dir_open(), may be an error. */
void	capture_dir_cache_begin(struct capture_dir_cache *, int folder);
/* Whether the finished file exists. */
bool	capture_dir_cache_has(struct capture_dir_cache *, int folder,
	    const char *name);

#endif
