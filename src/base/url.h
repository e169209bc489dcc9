/* Percent-encoding (RFC 3986) and query strings. */
#ifndef URL_H
#define URL_H

#include <stddef.h>

struct arena;

/* Everything but A-Z a-z 0-9 - . _ ~ is encoded, "/" too. */
char	*url_encode(struct arena *, const char *);

/* NULL if an escape is invalid, or the text contains NUL. */
char	*url_decode(struct arena *, const char *, size_t len);

/*
 * The decoded value of a key ("+" is a space).  1: found, 0: absent (*out
 * untouched), -EINVAL: invalid, or the key occurs twice.
 */
int	 url_query_get(struct arena *, const char *query, const char *key,
	    char **out);

#endif
