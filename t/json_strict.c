/* Strict JSON: what is accepted, and what only looks like JSON. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/json_strict.h"

#define TEXT(s)	s, sizeof(s) - 1

static const struct {
	const char	*text;
	size_t		 len;
} good[] = {
	{ TEXT("{}") }, { TEXT("[]") }, { TEXT(" \t\r\n{ } \n") },
	{ TEXT("null") }, { TEXT("true") }, { TEXT("false") }, { TEXT("\"\"") },
	{ TEXT("0") }, { TEXT("-0") }, { TEXT("10") }, { TEXT("-1.50") },
	{ TEXT("0.0") }, { TEXT("1e5") }, { TEXT("1E+05") }, { TEXT("0e-0") },
	{ TEXT("1e999") }, { TEXT("123456789012345678901234567890") },
	{ TEXT("[1,[2,{\"a\":[]}],\"x\",null]") },
	{ TEXT("{\"a\":1,\"b\":{\"a\":2},\"c\":[{\"a\":3},{\"a\":4}]}") },
	{ TEXT("{\"\":0}") }, { TEXT("{\"a\\\"\":0,\"a\":1}") },
	{ TEXT("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\uD834\\uDd1e\"") },
	{ TEXT("\"\xc3\xa4\xe2\x80\x94\xf0\x9d\x84\x9e\x7f\"") },
	{ TEXT("\"\\u0000\"") }, { TEXT("\"'/**/\"") },
	{ TEXT("\"\\uffff\\ud7ff\\ue000\"") },
	{ TEXT("\"\\udbff\\udfff\\uD800\\uDC00\"") },
}, bad[] = {
	{ TEXT("") }, { TEXT(" ") }, { TEXT("{") }, { TEXT("}") },
	{ TEXT("[") }, { TEXT("]") }, { TEXT("[}") }, { TEXT("{]") },
	{ TEXT("{'a':1}") }, { TEXT("['a']") }, { TEXT("{a:1}") },
	{ TEXT("{\"a\":'1'}") },
	{ TEXT("[1,]") }, { TEXT("{\"a\":1,}") }, { TEXT("[,1]") },
	{ TEXT("[1,,2]") }, { TEXT("{,}") }, { TEXT("[,]") }, { TEXT("[1 2]") },
	{ TEXT("{\"a\":1 \"b\":2}") }, { TEXT("{\"a\"}") },
	{ TEXT("{\"a\":}") }, { TEXT("{\"a\" 1}") }, { TEXT("{1:1}") },
	{ TEXT("{\"a\"::1}") }, { TEXT("{null:1}") },
	{ TEXT("/**/{}") }, { TEXT("{}//x") }, { TEXT("{/*x*/}") },
	{ TEXT("[1/**/]") }, { TEXT("#\n{}") },
	{ TEXT("03") }, { TEXT("-03") }, { TEXT("00") }, { TEXT("[01]") },
	{ TEXT("3.") }, { TEXT("[3.]") }, { TEXT(".5") }, { TEXT("-.5") },
	{ TEXT("+1") }, { TEXT("-") }, { TEXT("--1") }, { TEXT("1e") },
	{ TEXT("1e+") }, { TEXT("1.e1") }, { TEXT("1e1.5") }, { TEXT("0x10") },
	{ TEXT("1_000") }, { TEXT("1,5") }, { TEXT("1 5") }, { TEXT("1f") },
	{ TEXT("True") }, { TEXT("TRUE") }, { TEXT("tru") }, { TEXT("trueX") },
	{ TEXT("False") }, { TEXT("None") }, { TEXT("NULL") }, { TEXT("Null") },
	{ TEXT("nul") }, { TEXT("undefined") }, { TEXT("NaN") },
	{ TEXT("nan") }, { TEXT("-NaN") }, { TEXT("Infinity") },
	{ TEXT("-Infinity") }, { TEXT("inf") },
	{ TEXT("{}{}") }, { TEXT("{} x") }, { TEXT("[]]") }, { TEXT("1 ,") },
	{ TEXT("{}\0") }, { TEXT("\0{}") }, { TEXT("{}\v") }, { TEXT("\f{}") },
	{ TEXT("{}\xc2\xa0") },
	{ TEXT("\xef\xbb\xbf{}") }, { TEXT("\xff\xfe{\0}\0") },
	{ TEXT("\"") }, { TEXT("\"a") }, { TEXT("\"\n\"") },
	{ TEXT("\"\t\"") }, { TEXT("\"\0\"") }, { TEXT("\"\x1f\"") },
	{ TEXT("\"\\x41\"") }, { TEXT("\"\\'\"") }, { TEXT("\"\\\0\"") },
	{ TEXT("\"\\\"") }, { TEXT("\"\\u12\"") }, { TEXT("\"\\u12G4\"") },
	{ TEXT("\"\\U0041\"") }, { TEXT("\"\\u") }, { TEXT("\"\\") },
	{ TEXT("\"\\ud800\"") }, { TEXT("\"\\udc00\"") },
	{ TEXT("\"\\ud800x\"") }, { TEXT("\"\\ud800\\n\"") },
	{ TEXT("\"\\ud800\\u0041\"") }, { TEXT("\"\\ud800\\ue000\"") },
	{ TEXT("\"\\ud800\\udbff\"") }, { TEXT("\"\\udfff\"") },
	 { TEXT("\"\\ud800\\ud800\"") },
	{ TEXT("\"\\udc00\\ud800\"") }, { TEXT("{\"\\ud800\":1}") },
	{ TEXT("\"\xed\xa0\x80\"") }, { TEXT("\"\xff\"") },
	{ TEXT("\"\xc3\"") }, { TEXT("\"\xc0\xaf\"") }, { TEXT("\"\xe4\"") },
	{ TEXT("\"\xf4\x90\x80\x80\"") }, { TEXT("{\"\xff\":1}") },
	{ TEXT("{\"a\\u0000b\":1}") },
}, twice[] = {
	{ TEXT("{\"a\":1,\"a\":2}") }, { TEXT("{\"a\":1,\"a\":1}") },
	{ TEXT("{\"a\":1,\"b\":2,\"\\u0061\":3}") },
	{ TEXT("{\"a\":{\"b\":[1]},\"a\":null}") },
	{ TEXT("[{\"a\":{\"b\":1,\"c\":2,\"b\":3}}]") },
	{ TEXT("{\"\":1,\"\":2}") }, { TEXT("{\"/\":1,\"\\/\":2}") },
};

/* In memory of the exact size, so that an overread is detected. */
static int
parse(const char *text, size_t len, const char **why)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct json_object *o = NULL;
	char *exact = malloc(len ? len : 1);
	int err;

	memcpy(exact, text, len);
	*why = "";
	err = json_parse_strict(&a, exact, len, &o, why);
	free(exact);
	json_freep(&o);
	*why = strstr(*why, "twice") ? "twice" : err ? "wrong" : "";
	return err;
}

static void
nested(int levels, int want)
{
	char text[200];
	const char *why;

	memset(text, '[', (size_t)levels);
	memset(text + levels, ']', (size_t)levels);
	is_int(parse(text, (size_t)levels * 2, &why), want, "levels");
}

static void
says_where(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct json_object *o;
	const char *why;
	size_t n = 0;

	json_parse_strict(&a, TEXT("{\"a\": 03}"), &o, &why);
	is_str(why, "is not valid JSON (RFC 8259): error at byte 8", "says where");
	is_int(json_strict_check(TEXT("[{\"a\":1,\"b\":{\"c\":[]}},{\"d\":0}]"),
		   &n),
	    0, "counts");
	is_int((long long)n, 4, "  members");
	is_int(json_parse_strict(&a, TEXT("null"), &o, &why), 0, "null");
	ok(!o, "  is NULL");
}

int
main(void)
{
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(good); i++)
		is_int(parse(good[i].text, good[i].len, &why), 0,
		    good[i].text);
	for (i = 0; i < COUNT(bad); i++) {
		ok(parse(bad[i].text, bad[i].len, &why) != 0, "refused: %s",
		    bad[i].text);
		is_str(why, "wrong", "  as what it is");
	}
	for (i = 0; i < COUNT(twice); i++) {
		ok(parse(twice[i].text, twice[i].len, &why) != 0,
		    "refused: %s", twice[i].text);
		is_str(why, "twice", "  as what it is");
	}
	nested(31, 0);
	nested(32, 0);
	nested(33, -22);
	says_where();
	return done();
}
