#include "config.h"

#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include <json-c/json.h>

#include "body.h"
#include "http.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/number.h"

#define TEXT_MAX_BYTES	1024

/* Stores one value.  Returns NULL, or what the value must be. */
typedef const char *body_set_fn(struct request *, struct json_object *, void *);

static const char *
body_set_text(struct request *r, struct json_object *v, void *at)
{
	const char *s = json_object_get_string(v);
	size_t len = (size_t)json_object_get_string_len(v);

	if (!json_object_is_type(v, json_type_string) || strlen(s) != len ||
	    len > TEXT_MAX_BYTES)
		return "a string of at most 1024 bytes";
	*(const char **)at = arena_strdup(&r->arena, s);
	return NULL;
}

static const char *
body_set_number(struct request *r, struct json_object *v, void *at)
{
	double d = json_object_get_double(v);

	(void)r;
	if ((!json_object_is_type(v, json_type_double) &&
	    !json_object_is_type(v, json_type_int)) ||
	    !(fabs(d) <= NUMBER_SECONDS_MAX))
		return "a number of seconds, at most 10000000";
	*(double *)at = d;
	return NULL;
}

static const char *
body_set_whole(struct request *r, struct json_object *v, void *at)
{
	int64_t n = json_object_get_int64(v);

	(void)r;
	if (!json_object_is_type(v, json_type_int) || n < 0)
		return "a whole number, 0 or more";
	*(int64_t *)at = n;
	return NULL;
}

static const char *
body_set_int(struct request *r, struct json_object *v, void *at)
{
	if (body_set_whole(r, v, at) || *(int64_t *)at > INT_MAX)
		return "a whole number from 0 to 2147483647";
	return NULL;
}

static const char *
body_set_bool(struct request *r, struct json_object *v, void *at)
{
	(void)r;
	if (!json_object_is_type(v, json_type_boolean))
		return "true or false";
	*(bool *)at = json_object_get_boolean(v);
	return NULL;
}

static const char *
body_set_choice(struct request *r, struct json_object *v, void *at)
{
	struct body_choice *c = at;
	int64_t n = json_object_get_int64(v);

	if (json_object_is_type(v, json_type_string))
		return body_set_text(r, v, &c->text);
	if (!json_object_is_type(v, json_type_int) || n < 0 || n > INT_MAX)
		return "a string or a stream number";
	c->number = (int)n;
	return NULL;
}

static const char *
body_set_list(struct request *r, struct json_object *v, void *at)
{
	struct body_list *list = at;
	size_t i, n = json_object_is_type(v, json_type_array)
	    ? json_object_array_length(v) : 0;

	for (i = 0; i < n && n <= BODY_LIST_MAX; i++)
		if (body_set_text(r, json_object_array_get_idx(v, i),
		    &list->items[i]))
			break;
	if (n == 0 || i < n)
		return "a list of 1 to 200 strings";
	list->n = n;
	return NULL;
}

static body_set_fn *const setters[] = {
	[MEMBER_TEXT] = body_set_text,
	[MEMBER_NUMBER] = body_set_number,
	[MEMBER_WHOLE] = body_set_whole,
	[MEMBER_INT] = body_set_int,
	[MEMBER_BOOL] = body_set_bool,
	[MEMBER_CHOICE] = body_set_choice,
	[MEMBER_LIST] = body_set_list,
};

static int
body_read_member(struct request *r, const struct body_member *m, size_t n,
    const char *key, struct json_object *v, void *out)
{
	const char *wanted;
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(m[i].name, key))
			break;
	if (i == n)
		return http_fail(r, 422, "%s: is not a member of this request",
		    key);
	if (!v)
		return 0;
	wanted = setters[m[i].kind](r, v, (char *)out + m[i].at);
	return wanted ? http_fail(r, 422, "%s: must be %s", key, wanted) : 0;
}

int
body_read(struct request *r, const struct body_member *m, size_t n, void *out)
{
	AUTO(json_freep) struct json_object *o = NULL;
	struct json_object_iterator i, end;
	const char *why;
	int rc = 0;

	if (json_parse_strict(&r->arena, r->body, r->body_len, &o, &why))
		return http_fail(r, 400, "the body %s", why);
	if (!o || !json_object_is_type(o, json_type_object))
		return http_fail(r, 422, "the body must be a JSON object");
	end = json_object_iter_end(o);
	for (i = json_object_iter_begin(o);
	    !rc && !json_object_iter_equal(&i, &end);
	    json_object_iter_next(&i))
		rc = body_read_member(r, m, n, json_object_iter_peek_name(&i),
		    json_object_iter_peek_value(&i), out);
	return rc;
}
