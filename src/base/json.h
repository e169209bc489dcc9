/*
 * Thin cover over json-c.  Building: adding takes ownership, a NULL string
 * becomes null, out of memory ends the process.  Reading: pointers live as
 * long as the object they came from.
 */
#ifndef JSON_H
#define JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct json_object;

struct json_object	*json_new_object(void);
struct json_object	*json_new_array(void);
void	json_add_int(struct json_object *, const char *key, int64_t);
void	json_add_double(struct json_object *, const char *key, double);	/* ms */
void	json_add_exact(struct json_object *, const char *key, double);
void	json_add_bool(struct json_object *, const char *key, bool);
void	json_add_null(struct json_object *, const char *key);
void	json_add_str(struct json_object *, const char *key, const char *);
void	json_add(struct json_object *, const char *key, struct json_object *);
void	json_push(struct json_object *, struct json_object *);
void	json_push_exact(struct json_object *, double);
void	json_freep(struct json_object **);		/* for AUTO() */
/* out of AUTO() */
struct json_object	*json_take(struct json_object **);

/*
 * The text of an object, without spaces; it lives as long as the object.  A
 * string's bytes are in it as they are, so that a path comes back from the
 * database whatever its bytes; an answer goes through utf8_repair().
 */
const char	*json_text(struct json_object *);

/*
 * About how much memory the tree of a text takes: what is cheap to write,
 * such as [{},{},{}], takes hundreds of times its length.
 */
size_t	json_tree_bytes(const char *text, size_t len);

/*
 * One JSON value in exactly len bytes (white space around it is allowed), at
 * most 32 levels deep.  NULL when it is anything else, or not UTF-8.
 */
struct json_object	*json_parse(const char *text, size_t len);
/* The same of a text that json_text() wrote, whatever bytes its strings hold. */
struct json_object	*json_parse_stored(const char *text);

/*
 * The same for what must be JSON to the letter (json_strict.h), with each
 * member once.  0, and in *o the value (NULL: it is null); or -EINVAL, and in
 * *why what is wrong with it, after "the body".
 */
int	json_parse_strict(struct arena *, const char *text, size_t len,
	    struct json_object **o, const char **why);

/* A member of an object: NULL, the fallback or false when it is missing, */
/* null, or of another type.  Integers pass as doubles, not the reverse. */
struct json_object	*json_get(struct json_object *, const char *key);
const char	*json_get_str(struct json_object *, const char *key);
int64_t		 json_get_int(struct json_object *, const char *key, int64_t);
double		 json_get_double(struct json_object *, const char *key, double);
bool		 json_get_bool(struct json_object *, const char *key);

/* Elements of an array member; 0 and NULL when there is none. */
size_t			 json_len(struct json_object *array);
struct json_object	*json_at(struct json_object *array, size_t i);

#endif
