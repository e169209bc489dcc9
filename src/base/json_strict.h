/*
 * Whether a text is JSON to the letter of RFC 8259.  json-c by itself lets
 * pass what looks like it: single quotes, commas before a closing bracket,
 * comments, 03, True, NaN, half of a surrogate pair.  Pure.
 */
#ifndef JSON_STRICT_H
#define JSON_STRICT_H

#include <stddef.h>

#define JSON_DEPTH_MAX	32	/* arrays and objects in one another */

/*
 * 0, and how many members its objects have, together; or -EINVAL, and in
 * *members the offset of what is wrong.  A NUL in a member's name is refused
 * too: to json-c the name would end there.
 */
int	json_strict_check(const char *text, size_t len, size_t *members);

#endif
