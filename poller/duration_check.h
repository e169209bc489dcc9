/*
 * Corrects the lengths of what plays.  A library's length is a hint: a
 * recording grows, and a file may have been replaced.  So jobs probe the file
 * itself, again when its size or time changes, and store the result.
 */
#ifndef DURATION_CHECK_H
#define DURATION_CHECK_H

#include <stddef.h>
#include <stdint.h>

struct db;
struct reports;
struct duration_entry;

struct duration_check {
	struct duration_entry **v;	/* one for each path */
	size_t		 n, room;
};

/*
 * Sets each session's length to the longest of the library's, the file's and
 * its client's position.  Adds the number of queued probe jobs to *probes.
 */
void	duration_check_apply(struct duration_check *, struct db *,
	    struct reports *, int64_t now_ms, size_t *probes);

#endif
