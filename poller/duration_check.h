/*
 * How long what plays is.  A library's length is a hint: a recording grows,
 * and a file may have been replaced.  The file itself is asked, again when
 * its size or time has changed, by jobs that keep what they find.
 */
#ifndef DURATION_CHECK_H
#define DURATION_CHECK_H

#include <stddef.h>
#include <stdint.h>

struct db;
struct reports;
struct duration_entry;

struct duration_check {
	struct duration_entry	**v;		/* by path */
	size_t		 n, room;
};

/*
 * Makes each session's length the longest of the library's, the file's and
 * where its client says it is.  *probes: so many jobs were asked for.
 */
void	duration_check_apply(struct duration_check *, struct db *,
	    struct reports *,
	    int64_t now_ms, size_t *probes);

#endif
