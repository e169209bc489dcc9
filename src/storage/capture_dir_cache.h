/*
 * Files that were seen in CAPTURE_DIR.  What removes or replaces one changes
 * the folder's own time: until that changes, a file that was there is there,
 * and a page of the gallery costs one look instead of fifty (which count
 * where the folder is on another machine).  For one thread.
 */
#ifndef CAPTURE_DIR_CACHE_H
#define CAPTURE_DIR_CACHE_H

#include <stdbool.h>

struct capture_dir_cache;

struct capture_dir_cache	*capture_dir_cache_new(void);
void	capture_dir_cache_freep(struct capture_dir_cache **);	/* for AUTO() */

/* Before a page: folder is of capture_dir_open(), and may be -errno. */
void	capture_dir_cache_begin(struct capture_dir_cache *, int folder);
/* Whether the finished file is there. */
bool	capture_dir_cache_has(struct capture_dir_cache *, int folder,
	    const char *name);

#endif
