/*
 * Reads JSON, by json-c; jw.h writes it.  Pointers live as long as the object
 * they came from.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json_object;

void	json_freep(struct json_object **);		/* for AUTO() */

/*
 * Estimates the memory for the tree of a text: a short text such as
 * [{},{},{}] can take hundreds of times its length.
 */
size_t	json_tree_bytes(const char *text, size_t len);

/*
 * One JSON value in exactly len bytes (white space around it is allowed), at
 * most 32 levels deep.  NULL if it is anything else, or not UTF-8.
 */
struct json_object	*json_parse(const char *text, size_t len);
/* The same for text of jw.h with keeps_bytes, which may not be UTF-8. */
struct json_object	*json_parse_stored(const char *text);

/*
 * The same, but strictly RFC 8259 (json_strict.h) and without duplicate
 * members.  0 with the value in *o (NULL for null), or -EINVAL with the
 * reason in *why, to follow "the body".
 */
int	json_parse_strict(struct arena *, const char *text, size_t len,
	    struct json_object **o, const char **why);

/*
 * A member of an object: NULL, the fallback or false if it is missing, null
 * or of another type.  Integers are accepted as doubles, not the reverse.
 */
struct json_object	*json_get(struct json_object *, const char *key);
const char	*json_get_str(struct json_object *, const char *key);
int64_t		 json_get_int(struct json_object *, const char *key, int64_t);
double		 json_get_double(struct json_object *, const char *key, double);
bool		 json_get_bool(struct json_object *, const char *key);

/* The elements of an array; 0 and NULL if it is missing or of another type. */
size_t			 json_len(struct json_object *array);
struct json_object	*json_at(struct json_object *array, size_t i);

#endif
