#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "prune.h"

#define MEMBER_DEPTH	2	/* of the objects in the array */

/* Behind the string that begins at s. */
static const char *
string_end(const char *s, const char *end)
{
	for (s++; s < end && *s != '"'; s++)
		if (*s == '\\')
			s++;
	return s < end ? s + 1 : end;
}

static const char *
space_end(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		s++;
	return s;
}

/* Behind the value that begins at s: where its brackets are closed. */
static const char *
value_end(const char *s, const char *end)
{
	int depth = 0;

	while (s < end) {
		if (*s == '"') {
			s = string_end(s, end);
			if (!depth)
				return s;
			continue;
		}
		if (*s == '{' || *s == '[')
			depth++;
		else if ((*s == '}' || *s == ']') && depth-- == 0)
			return s;
		else if (*s == ',' && !depth)
			return s;
		s++;
		if ((s[-1] == '}' || s[-1] == ']') && !depth)
			return s;
	}
	return end;
}

static bool
named(const char *s, size_t len, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == len && !memcmp(*names, s, len))
			return true;
	return false;
}

/* Where the value of the member whose name begins at s begins, or NULL. */
static const char *
member(const char *s, const char *end, const char *const *names)
{
	const char *behind = string_end(s, end), *colon;

	if (behind - s < 2 || !named(s + 1, (size_t)(behind - s) - 2, names))
		return NULL;
	colon = space_end(behind, end);
	return colon < end && *colon == ':' ? space_end(colon + 1, end) : NULL;
}

struct output {
	char	*at;
};

static void
put(struct output *o, const char *s, const char *end)
{
	o->at = mempcpy(o->at, s, (size_t)(end - s));
}

const char *
prune(struct arena *a, const char *text, size_t len,
    const char *const *names, size_t *out_len)
{
	const char *s = text, *end = text + len, *next, *value;
	/* A value of one digit becomes longer. */
	char *out = arena_alloc(a, 2 * len + 1);
	struct output o = { out };
	int depth = 0;

	for (; s < end; s = next) {
		next = s + 1;
		if (*s == '{' || *s == '[')
			depth++;
		else if (*s == '}' || *s == ']')
			depth--;
		else if (*s == '"')
			next = string_end(s, end);
		put(&o, s, next);
		value = *s == '"' && depth == MEMBER_DEPTH
		    ? member(s, end, names) : NULL;
		if (!value)
			continue;
		put(&o, next, value);
		put(&o, "null", &"null"[4]);
		next = value_end(value, end);
	}
	*out_len = (size_t)(o.at - out);
	return out;
}
