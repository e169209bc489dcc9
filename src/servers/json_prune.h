/* Cuts up JSON before it is parsed: works on bytes and builds no tree. */
#ifndef JSON_PRUNE_H
#define JSON_PRUNE_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/*
 * Replaces the values of named members of a JSON object by null; members of
 * nested objects stay.  Invalid JSON stays invalid.  names ends with NULL.
 */
const char	*json_prune(struct arena *, const char *, size_t len,
		    const char *const *names, size_t *out_len);

/* Iterates over the elements of a JSON array. */
struct json_prune_rows {
	const char	*at, *end;
	bool		 has_begun;
};

/*
 * 1 and the next element, which need not be valid JSON; 0 at the end; -EBADMSG
 * if this is not an array.
 */
int	json_prune_next_row(struct json_prune_rows *, const char **row,
	    size_t *len);

#endif
