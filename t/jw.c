/* The parser reads back, byte for byte, what the writer wrote. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/jw.h"
#include "base/utf8.h"

#define BAD	UTF8_REPLACEMENT

static void
shapes(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct jw w = { .arena = &a };

	jw_open(&w, NULL, '[');
	jw_open(&w, NULL, '{');
	jw_close(&w, '}');
	jw_open(&w, NULL, '{');
	jw_str(&w, "a", "x");
	jw_open(&w, "b", '[');
	jw_int(&w, NULL, 1);
	jw_null(&w, NULL);
	jw_close(&w, ']');
	jw_bool(&w, "c", true);
	jw_bool(&w, "d", false);
	jw_str(&w, "e", NULL);
	jw_close(&w, '}');
	jw_close(&w, ']');
	is_str(jw_text(&w), "[{},{\"a\":\"x\",\"b\":[1,null],\"c\":true,\"d\":false,"
	    "\"e\":null}]", "commas where they belong");
}

static const struct {
	double		 v;
	const char	*text;
} doubles[] = {
	{ 0, "0.000" }, { -0.0, "0.000" }, { 1, "1.000" },
	{ 1832.5, "1832.500" }, { -0.0004, "0.000" }, { -0.25, "-0.250" },
	{ 0.0005001, "0.001" }, { 99.9996, "100.000" }, { 1e14,
	"100000000000000.000" }, { NAN, "null" }, { INFINITY, "null" },
	{ -INFINITY, "null" }, { 1e300, "null" },
};

static const struct {
	int64_t		 v;
	const char	*text;
} ints[] = {
	{ 0, "0" }, { -1, "-1" }, { 1000, "1000" },
	{ INT64_MAX, "9223372036854775807" },
	{ INT64_MIN, "-9223372036854775808" },
};

static void
numbers(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(doubles); i++) {
		struct jw w = { .arena = &a };

		jw_double(&w, NULL, doubles[i].v);
		is_str(jw_text(&w), doubles[i].text, doubles[i].text);
	}
	for (i = 0; i < COUNT(ints); i++) {
		struct jw w = { .arena = &a };

		jw_int(&w, NULL, ints[i].v);
		is_str(jw_text(&w), ints[i].text, ints[i].text);
	}
}

/* Reads back as the same number, as that of a fraction; or null. */
static void
exact_numbers(void)
{
	static const struct {
		double		 v;
		const char	*text;
	} cases[] = {
		{ 0, "0.0" }, { -3, "-3.0" }, { 0.1, "0.10000000000000001" },
		{ 1832.5, "1832.5" }, { 1e300, "1.0000000000000001e+300" },
		{ NAN, "null" }, { INFINITY, "null" },
	};
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct jw w = { .arena = &a };

		jw_exact(&w, NULL, cases[i].v);
		is_str(jw_text(&w), cases[i].text, cases[i].text);
	}
}

static void
joined(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct jw none = { .arena = &a }, more = { .arena = &a },
	    w = { .arena = &a };

	jw_int(&more, "b", 2);
	jw_int(&more, "c", 3);
	jw_open(&w, NULL, '{');
	jw_join(&w, &none);
	jw_int(&w, "a", 1);
	jw_join(&w, &more);
	jw_join(&w, &none);
	jw_int(&w, "d", 4);
	jw_close(&w, '}');
	is_str(jw_text(&w), "{\"a\":1,\"b\":2,\"c\":3,\"d\":4}",
	    "what another has written");
}

/* Every byte that a string can hold, and more than the first buffer. */
static void
strings(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(json_freep) struct json_object *o = NULL;
	struct jw w = { .arena = &a };
	char all[9000];
	size_t i;

	for (i = 0; i < sizeof(all) - 1; i++)
		all[i] = (char)(1 + i % 127);
	all[sizeof(all) - 1] = '\0';
	jw_open(&w, NULL, '{');
	jw_str(&w, "all", all);
	jw_str(&w, "name", "Amélie \"🎬\"");
	jw_close(&w, '}');
	o = json_parse(w.text, w.len);
	is_str(json_get_str(o, "all"), all, "every byte comes back");
	is_str(json_get_str(o, "name"), "Amélie \"🎬\"",
	    "what is not ASCII too");
}

/* Invalid bytes in a string still give valid JSON, complete to the end. */
static void
bytes(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(json_freep) struct json_object *o = NULL;
	struct jw w = { .arena = &a };
	char all[256];
	int i;

	for (i = 0; i < 255; i++)
		all[i] = (char)(255 - i);
	all[255] = '\0';
	jw_open(&w, NULL, '{');
	jw_str(&w, "title", "caf\xe9 \"\xc3\"");
	jw_str(&w, "all", all);
	jw_str(&w, "last", "\xe2\x80");
	jw_close(&w, '}');
	o = json_parse(w.text, w.len);
	is_str(json_get_str(o, "title"), "caf" BAD " \"" BAD "\"",
	    "a byte that is no UTF-8 becomes U+FFFD");
	ok(json_get_str(o, "all") != NULL,
	    "all bytes are text to a strict reader");
	is_str(json_get_str(o, "last"), BAD BAD, "half a character at the end");
}

/* For ourselves the bytes stay, to find a file by. */
static void
kept_bytes(void)
{
	static const char path[] = "/m/\xe9t\xe9/\"\xff\n\x01.mkv";
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(json_freep) struct json_object *o = NULL;
	struct jw w = { .arena = &a, .keeps_bytes = true };

	jw_open(&w, NULL, '{');
	jw_str(&w, "path", path);
	jw_close(&w, '}');
	o = json_parse_stored(jw_text(&w));
	is_str(json_get_str(o, "path"), path, "a path in any bytes");
}

int
main(void)
{
	shapes();
	numbers();
	exact_numbers();
	joined();
	strings();
	bytes();
	kept_bytes();
	return done();
}
