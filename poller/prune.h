/* Members of JSON that are only in the way. */
#ifndef PRUNE_H
#define PRUNE_H

#include <stddef.h>

struct arena;

/*
 * In a JSON array of objects: the named members of those objects, not of what
 * lies deeper, become null, however much they hold.  It is a walk over bytes:
 * what is no JSON stays none.  names ends with NULL.
 */
const char	*prune(struct arena *, const char *, size_t len,
		    const char *const *names, size_t *out_len);

#endif
