/*
 * Checks, repairs and cuts text from outside as UTF-8.  Pure; all lengths are
 * in bytes.
 */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define UTF8_REPLACEMENT	"\xef\xbf\xbd"	/* U+FFFD */

/*
 * The length of the character at s, of which len bytes are left; 0 if it is
 * invalid, as overlong forms, surrogates and anything beyond U+10FFFF are.
 * *c is its code point; c may be NULL.
 */
size_t	utf8_decode(const char *s, size_t len, uint32_t *c);

/* The length of the valid part at the start. */
size_t	utf8_valid_length(const char *s, size_t len);
bool	utf8_is_valid(const char *s, size_t len);

/* The length of as many whole characters as fit into max bytes. */
size_t	utf8_cut(const char *s, size_t len, size_t max);

/*
 * Replaces each invalid byte by U+FFFD.  Returns valid text as it is, else a
 * copy in the arena, with a NUL after out_len.
 */
const char	*utf8_repair(struct arena *, const char *s, size_t len,
		    size_t *out_len);

/*
 * A name, title or message from outside as one line of at most max bytes for
 * display: repaired; control characters (C0, DEL, C1) and line separators
 * become spaces; direction controls and byte order marks are removed.  NULL
 * gives "".
 */
char	*utf8_line(struct arena *, const char *s, size_t max);

#endif
