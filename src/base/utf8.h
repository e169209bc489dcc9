/*
 * Text that others wrote: checked, mended and cut as UTF-8.  Pure; a char is
 * a byte here, and lengths are bytes.
 */
#ifndef UTF8_H
#define UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define UTF8_REPLACEMENT	"\xef\xbf\xbd"	/* U+FFFD */

/*
 * The character that begins at s, of which len bytes are left: how long it
 * is, 0 when no character begins there.  Overlong forms, surrogates and what
 * is beyond U+10FFFF are no characters.  c: its code point, or NULL.
 */
size_t	utf8_decode(const char *s, size_t len, uint32_t *c);

/* How many of the bytes are characters, from the first on. */
size_t	utf8_valid_length(const char *s, size_t len);
bool	utf8_is_valid(const char *s, size_t len);

/* The length of as many whole characters as fit into max bytes. */
size_t	utf8_cut(const char *s, size_t len, size_t max);

/*
 * Each byte that belongs to no character becomes U+FFFD.  What is valid is
 * returned as it is, else a copy in the arena, with a NUL after out_len.
 */
const char	*utf8_repair(struct arena *, const char *s, size_t len,
		    size_t *out_len);

/*
 * A name, title or message of somebody else as one line for a person, at most
 * max bytes: mended; control characters (C0, DEL, C1) and line separators are
 * spaces; what changes the direction of text, and marks of byte order, is
 * left out.  NULL is "".
 */
char	*utf8_line(struct arena *, const char *s, size_t max);

#endif
