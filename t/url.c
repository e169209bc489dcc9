#include "config.h"

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/url.h"

static const struct {
	const char	*plain;
	const char	*whole;
} encode[] = {
	{ "",		"" },
	{ "aZ09-._~",	"aZ09-._~" },
	{ "/a b/c",	"%2Fa%20b%2Fc" },
	{ "100%&=+?#",	"100%25%26%3D%2B%3F%23" },
	{ "\xc3\xa9\n",	"%C3%A9%0A" },
};

static const struct {
	const char	*text;
	const char	*want;
} decode[] = {
	{ "a%20b",	"a b" },
	{ "a+b",	"a+b" },
	{ "%c3%A9",	"\xc3\xa9" },
	{ "%",		NULL },
	{ "%4",		NULL },
	{ "%4x",	NULL },
	{ "%g1",	NULL },
	{ "%1g",	NULL },
	{ "%:1",	NULL },
	{ "%00",	NULL },
	{ "%11",	"\x11" },
	{ "%fF",	"\xff" },
	{ "%30",	"0" },
	{ "%03",	"\x03" },
};

static const struct {
	const char	*query;
	int		 rc;
	const char	*want;
} query[] = {
	{ "path=/a",		1, "/a" },
	{ "x=1&path=%2Fa+b&y",	1, "/a b" },
	{ "pa%74h=q",		1, "q" },
	{ "path",		1, "" },
	{ "path=",		1, "" },
	{ "path=a=b",		1, "a=b" },
	{ "&&path=1&",		1, "1" },
	{ "paths=1",		0, "untouched" },
	{ "",			0, "untouched" },
	{ NULL,			0, "untouched" },
	{ "path=1&path=2",	-EINVAL, "untouched" },
	{ "path=%",		-EINVAL, "untouched" },
	{ "%zz=1&path=2",	-EINVAL, "untouched" },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(encode); i++)
		is_str(url_encode(&a, encode[i].plain), encode[i].whole,
		    "encode");
	for (i = 0; i < COUNT(decode); i++)
		is_str(url_decode(&a, decode[i].text, strlen(decode[i].text)),
		    decode[i].want, decode[i].text);
	is_str(url_decode(&a, "a\0b", 3), NULL, "a raw NUL");
	is_str(url_decode(&a, "%41", 2), NULL, "an escape cut by the length");
	is_str(url_decode(&a, "ab%41", 4), NULL, "  further on");
	is_str(url_decode(&a, "ab%41c", 5), "abA", "  a whole one");
	for (i = 0; i < COUNT(query); i++) {
		char *out = strdupa("untouched");

		is_int(url_query_get(&a, query[i].query, "path", &out),
		    query[i].rc, query[i].query ? query[i].query : "NULL");
		is_str(out, query[i].want, "  value");
	}
	return done();
}
