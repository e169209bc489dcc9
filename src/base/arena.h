/*
 * A set of allocations released together, normally at the end of a request.
 * Running out of memory ends the process, so no function here can fail.
 */
#ifndef ARENA_H
#define ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block	*head;
};

void	*arena_alloc(struct arena *, size_t);	/* zeroed */
char	*arena_strdup(struct arena *, const char *);	/* NULL gives NULL */
char	*arena_strndup(struct arena *, const char *, size_t len);
char	*arena_printf(struct arena *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
size_t	 arena_bytes(const struct arena *);	/* allocated so far */
void	 arena_reset(struct arena *);

#endif
