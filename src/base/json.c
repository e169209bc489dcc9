#include "config.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "arena.h"
#include "cleanup.h"
#include "json.h"
#include "json_strict.h"

#define TREE_MAX_BYTES	(48u << 20)

void
json_freep(struct json_object **o)
{
	json_object_put(*o);
}

/* What json-c allocates: an object has a table of 16 members at once. */
static size_t
json_mark_bytes(char c)
{
	switch (c) {
	case '{':
		return 900;
	case '[':
		return 400;
	case ',':
		return 160;
	default:
		return 0;
	}
}

size_t
json_tree_bytes(const char *text, size_t len)
{
	size_t i, bytes = len;
	bool quoted = false;

	for (i = 0; i < len; i++) {
		if (quoted && text[i] == '\\')
			i++;
		else if (text[i] == '"')
			quoted = !quoted;
		else if (!quoted)
			bytes += json_mark_bytes(text[i]);
	}
	return bytes;
}

static void
json_parser_freep(struct json_tokener **t)
{
	json_tokener_free(*t);
}

static bool
json_is_blank(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (!s[i] || !strchr(" \t\r\n", s[i]))
			return false;
	return true;
}

static struct json_object *
json_parse_with(const char *text, size_t len, int flags)
{
	AUTO(json_parser_freep) struct json_tokener *t =
	    json_tokener_new_ex(JSON_DEPTH_MAX);
	struct json_object *o;
	size_t end;

	if (!t)
		abort();
	if (len > INT_MAX || json_tree_bytes(text, len) > TREE_MAX_BYTES)
		return NULL;
	json_tokener_set_flags(t, flags);
	o = json_tokener_parse_ex(t, text, (int)len);
	if (json_tokener_get_error(t) != json_tokener_success)
		return NULL;
	end = json_tokener_get_parse_end(t);
	if (!json_is_blank(text + end, len - end)) {
		json_object_put(o);
		return NULL;
	}
	return o;
}

struct json_object *
json_parse(const char *text, size_t len)
{
	return json_parse_with(text, len, JSON_TOKENER_VALIDATE_UTF8);
}

struct json_object *
json_parse_stored(const char *text)
{
	return text ? json_parse_with(text, strlen(text), 0) : NULL;
}

/* The members of all objects in a tree. */
static size_t
json_count_members(struct json_object *o)
{
	struct json_object_iterator i, end;
	size_t n = 0, k;

	for (k = 0; k < json_len(o); k++)
		n += json_count_members(json_at(o, k));
	if (!o || !json_object_is_type(o, json_type_object))
		return n;
	end = json_object_iter_end(o);
	for (i = json_object_iter_begin(o); !json_object_iter_equal(&i, &end);
	    json_object_iter_next(&i))
		n += 1 + json_count_members(json_object_iter_peek_value(&i));
	return n;
}

/* Of two members with one name json-c keeps the last: the counts differ. */
int
json_parse_strict(struct arena *a, const char *text, size_t len,
    struct json_object **o, const char **why)
{
	size_t members;

	*o = NULL;
	if (json_strict_check(text, len, &members)) {
		*why = arena_printf(a, "is not valid JSON (RFC 8259): error "
		    "at byte %zu", members + 1);
		return -EINVAL;
	}
	*o = json_parse(text, len);
	if (json_count_members(*o) == members)
		return 0;
	json_freep(o);
	*o = NULL;
	*why = "has the same member twice";
	return -EINVAL;
}

static struct json_object *
json_get_typed(struct json_object *o, const char *key, enum json_type type)
{
	struct json_object *v = json_get(o, key);

	return v && json_object_is_type(v, type) ? v : NULL;
}

struct json_object *
json_get(struct json_object *o, const char *key)
{
	struct json_object *v;

	if (!o || !json_object_is_type(o, json_type_object))
		return NULL;
	return json_object_object_get_ex(o, key, &v) ? v : NULL;
}

/* A string that contains NUL would be cut short in C: it counts as missing. */
const char *
json_get_str(struct json_object *o, const char *key)
{
	struct json_object *v = json_get_typed(o, key, json_type_string);
	const char *s = v ? json_object_get_string(v) : NULL;

	if (!s || strlen(s) != (size_t)json_object_get_string_len(v))
		return NULL;
	return s;
}

int64_t
json_get_int(struct json_object *o, const char *key, int64_t fallback)
{
	struct json_object *v = json_get_typed(o, key, json_type_int);

	return v ? json_object_get_int64(v) : fallback;
}

double
json_get_double(struct json_object *o, const char *key, double fallback)
{
	struct json_object *v = json_get(o, key);

	if (!v || (!json_object_is_type(v, json_type_int) &&
	    !json_object_is_type(v, json_type_double)))
		return fallback;
	return json_object_get_double(v);
}

bool
json_get_bool(struct json_object *o, const char *key)
{
	struct json_object *v = json_get_typed(o, key, json_type_boolean);

	return v && json_object_get_boolean(v);
}

size_t
json_len(struct json_object *array)
{
	if (!array || !json_object_is_type(array, json_type_array))
		return 0;
	return json_object_array_length(array);
}

struct json_object *
json_at(struct json_object *array, size_t i)
{
	return i < json_len(array) ? json_object_array_get_idx(array, i) : NULL;
}
