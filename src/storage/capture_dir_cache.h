/*
 * Files that were seen in CAPTURE_DIR.  What removes or replaces one changes
 * the folder's own time: until that changes, a file that was there is there,
 * and a page of the gallery costs one look instead of fifty (which count
 * where the folder is on another machine).  For one thread.
 */
#ifndef CAPTURE_DIR_CACHE_H
#define CAPTURE_DIR_CACHE_H

#include <stdbool.h>

struct folder_seen;

struct folder_seen	*folder_seen_new(void);
void	folder_seen_freep(struct folder_seen **);	/* for AUTO() */

/* Before a page: folder is of folder_open(), and may be -errno. */
void	folder_seen_begin(struct folder_seen *, int folder);
/* Whether the finished file is there. */
bool	folder_seen_has(struct folder_seen *, int folder, const char *name);

#endif
