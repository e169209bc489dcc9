/*
 * Checks that a text is strictly JSON (RFC 8259).  json-c alone also accepts
 * single quotes, commas before a closing bracket, comments, 03, True, NaN and
 * half of a surrogate pair.  Pure.
 */
#ifndef JSON_STRICT_H
#define JSON_STRICT_H

#include <stddef.h>

#define JSON_DEPTH_MAX	32	/* levels of nested arrays and objects */

/*
 * 0 with the number of members of all objects in *members; or -EINVAL with
 * the offset of the error in *members.  NUL in a member's name is an error
 * too: json-c would end the name there.
 */
int	json_strict_check(const char *text, size_t len, size_t *members);

#endif
