/* JSON taken apart before it is parsed: a walk over bytes, nothing is built. */
#ifndef JSON_PRUNE_H
#define JSON_PRUNE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * In a JSON object: its own named members, not those of what lies deeper,
 * become null, however much they hold.  What is no JSON stays none.  names
 * ends with NULL.
 */
const char	*json_prune(struct arena *, const char *, size_t len,
		    const char *const *names, size_t *out_len);

/* The elements of a JSON array, one after the other. */
struct json_prune_rows {
	const char	*at, *end;
	bool		 has_begun;
};

/*
 * 1 and the next one, which need not be JSON itself; 0 at the end; -EBADMSG:
 * this is no array.
 */
int	json_prune_next_row(struct json_prune_rows *, const char **row,
	    size_t *len);

#endif
