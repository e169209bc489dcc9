#include "config.h"

#include <assert.h>
#include <math.h>
#include <string.h>

#include <json-c/json.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/json.h"
#include "base/jw.h"
#include "servers/session_report.h"
#include "servers/text_clean.h"

static void
check_line(const char *s)
{
	assert(s && strlen(s) <= 2 * TEXT_CLEAN_LINE_MAX + 64);
	for (; *s; s++)
		assert((unsigned char)*s >= ' ' && *s != 0x7f);
}

static void
check_id(const char *s)
{
	static const char tame[] = "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

	assert(s && *s && strlen(s) <= TEXT_CLEAN_ID_MAX + 64);
	assert(!s[strspn(s, tame)]);
}

static void
check_seconds(double s)
{
	assert(isfinite(s) && s >= 0);
}

/* As JSON for the browser: complete and valid. */
static void
check_json(struct arena *a, const struct session *s)
{
	static const struct conf conf = { .base_path = "/" };
	AUTO(json_freep) struct json_object *again = NULL;
	struct jw w = { .arena = a };

	session_write(&w, NULL, &conf, s, 1000);
	again = json_parse(w.text, w.len);
	assert(again && json_object_is_type(again, json_type_object));
}

static void
check(struct arena *a, const struct report *r)
{
	const struct session *s = &r->session;
	size_t i;

	check_id(s->id);
	check_line(s->title);
	check_line(s->subtitle);
	check_line(s->user);
	check_line(s->player);
	check_seconds(s->duration_s);
	assert(r->value_s == -1 || (isfinite(r->value_s) && r->value_s >= 0));
	assert(s->nparts <= PARTS_MAX);
	for (i = 0; i < s->nparts; i++) {
		assert(s->parts[i].reported && *s->parts[i].reported);
		assert(strlen(s->parts[i].reported) <= TEXT_CLEAN_PATH_MAX);
		check_seconds(s->parts[i].duration_s);
	}
	assert(!s->thumbnail || *s->thumbnail == '/');
	assert(!s->thumbnail || !strstr(s->thumbnail, "Token%3D"));
	check_json(a, s);
}

void
fuzz_check_reports(struct arena *a, const struct reports *v)
{
	size_t i;

	assert(v->n <= REPORTS_MAX);
	for (i = 0; i < v->n; i++)
		check(a, &v->v[i]);
}
