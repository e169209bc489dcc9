#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "json_prune.h"
#include "base/arena.h"

/* The end of the string that begins at s. */
static const char *
json_prune_string_end(const char *s, const char *end)
{
	for (s++; s < end && *s != '"'; s++)
		if (*s == '\\')
			s++;
	return s < end ? s + 1 : end;
}

static const char *
json_prune_space_end(const char *s, const char *end)
{
	while (s < end && (*s == ' ' || (*s >= '\t' && *s <= '\r')))
		s++;
	return s;
}

/* The end of the value that begins at s, with nested brackets. */
static const char *
json_prune_value_end(const char *s, const char *end)
{
	int depth = 0;

	while (s < end) {
		if (*s == '"') {
			s = json_prune_string_end(s, end);
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
json_prune_is_named(const char *s, size_t len, const char *const *names)
{
	for (; *names; names++)
		if (strlen(*names) == len && !memcmp(*names, s, len))
			return true;
	return false;
}

/* The value of the member whose name begins at s, if in names; or NULL. */
static const char *
json_prune_find_value(const char *s, const char *end, const char *const *names)
{
	const char *name_end = json_prune_string_end(s, end), *colon;

	if (name_end - s < 2 ||
	    !json_prune_is_named(s + 1, (size_t)(name_end - s) - 2, names))
		return NULL;
	colon = json_prune_space_end(name_end, end);
	return colon < end && *colon == ':'
	    ? json_prune_space_end(colon + 1, end) : NULL;
}

/* The output of a walk that either counts or writes it. */
struct json_prune_output {
	char	*out;		/* NULL: only count */
	size_t	 n;
};

static void
json_prune_append(struct json_prune_output *o, const char *s, size_t len)
{
	if (o->out)
		memcpy(o->out + o->n, s, len);
	o->n += len;
}

static void
json_prune_walk(struct json_prune_output *o, const char *s, const char *end,
    const char *const *names)
{
	const char *next, *value;
	int depth = 0;

	for (; s < end; s = next) {
		next = s + 1;
		if (*s == '{' || *s == '[')
			depth++;
		else if (*s == '}' || *s == ']')
			depth--;
		else if (*s == '"')
			next = json_prune_string_end(s, end);
		json_prune_append(o, s, (size_t)(next - s));
		value = *s == '"' && depth == 1
		    ? json_prune_find_value(s, end, names) : NULL;
		if (!value)
			continue;
		json_prune_append(o, next, (size_t)(value - next));
		json_prune_append(o, "null", 4);
		next = json_prune_value_end(value, end);
	}
}

const char *
json_prune(struct arena *a, const char *text, size_t len,
    const char *const *names, size_t *out_len)
{
	struct json_prune_output o = { 0 };

	json_prune_walk(&o, text, text + len, names);
	o.out = arena_alloc(a, o.n + 1);
	o.n = 0;
	json_prune_walk(&o, text, text + len, names);
	*out_len = o.n;
	return o.out;
}

static int
json_prune_end_rows(const struct json_prune_rows *r)
{
	return json_prune_space_end(r->at + 1, r->end) == r->end ? 0 : -EBADMSG;
}

int
json_prune_next_row(struct json_prune_rows *r, const char **row, size_t *len)
{
	const char *s = json_prune_space_end(r->at, r->end);
	bool is_first = !r->has_begun;

	if (s == r->end || (is_first ? *s != '[' : *s != ',' && *s != ']'))
		return -EBADMSG;
	r->has_begun = true;
	r->at = s;
	if (*s == ']')
		return json_prune_end_rows(r);
	s = json_prune_space_end(s + 1, r->end);
	if (is_first && s < r->end && *s == ']') {
		r->at = s;
		return json_prune_end_rows(r);
	}
	r->at = json_prune_value_end(s, r->end);
	if (r->at == s || r->at == r->end)
		return -EBADMSG;
	*row = s;
	*len = (size_t)(r->at - s);
	return 1;
}
