#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "tap.h"
#include "words.h"

#define BAD	"\xef\xbf\xbd"

static const struct {
	const char	*in;
	const char	*xml;
	const char	*utf8;
} clean[] = {
	{ "",			"",			"" },
	{ "a\tb\r\nc",		"a\tb\r\nc",		"a\tb\r\nc" },
	{ "a\x04\x1f" "b",	"ab",			"a\x04\x1f" "b" },
	{ "a&#4;b",		"ab",			"a&#4;b" },
	{ "a&#x1F;&#x0;b",	"ab",			NULL },
	{ "&#9;&#xa;&#233;",	"&#9;&#xa;&#233;",	NULL },
	{ "&#xD800;&#xFFFE;",	"",			NULL },
	{ "&#99999999999999999999;", "",		NULL },
	{ "&#;&#x;&#4",		"&amp;#;&amp;#x;&amp;#4", NULL },
	{ "&amp;&lt;&quot;&apos;&gt;", "&amp;&lt;&quot;&apos;&gt;", NULL },
	{ "Tom & Jerry&nbsp;&", "Tom &amp; Jerry&amp;nbsp;&amp;", NULL },
	{ "caf\xe9",		"caf" BAD,		"caf" BAD },
	{ "caf\xc3\xa9",	"caf\xc3\xa9",		NULL },
	{ "\xe2\x80\x94\xf0\x9f\x98\x80", "\xe2\x80\x94\xf0\x9f\x98\x80",
	    NULL },
	{ "\xc0\x80",		BAD BAD,		BAD BAD },
	{ "\xed\xa0\x80",	BAD BAD BAD,		BAD BAD BAD },
	{ "\xf4\x90\x80\x80",	BAD BAD BAD BAD,	BAD BAD BAD BAD },
	{ "\xe2\x80",		BAD BAD,		BAD BAD },
	{ "\xef\xbf\xbe" "a",	BAD "a",		"\xef\xbf\xbe" "a" },
};

static const struct {
	const char	*in;
	const char	*want;
} line[] = {
	{ NULL,		"" },
	{ "Heat",	"Heat" },
	{ "a\nb\x7f" "c\td", "a b c d" },
	{ "\xc3\xa9",	"\xc3\xa9" },
};

static const struct {
	int		 season, episode;
	const char	*title;
	const char	*want;
} episode[] = {
	{ 5,	14,	"Ozymandias",	"S05E14 \u2014 Ozymandias" },
	{ 0,	1,	"Pilot",	"S00E01 \u2014 Pilot" },
	{ 12,	345,	"",		"S12E345" },
	{ -1,	3,	"Special",	"Special" },
	{ 1,	-1,	NULL,		"" },
};

static void
ids(struct arena *a)
{
	char longest[ID_MAX + 2];

	is_str(words_id(a, "plex-", "abc-1.2_Z"), "plex-abc-1.2_Z", "an id");
	is_str(words_id(a, "jf-", "a/b c%\xc3\xa9~"), "jf-a_b_c____",
	    "other characters");
	is_str(words_id(a, "", NULL), NULL, "none");
	is_str(words_id(a, "", ""), NULL, "an empty one");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[ID_MAX + 1] = '\0';
	is_str(words_id(a, "", longest), NULL, "too long");
	ok(words_id(a, "", longest + 1) != NULL, "just long enough");
}

static void
cut(struct arena *a)
{
	char title[2 * WORDS_MAX];
	const char *s;

	memset(title, 'x', sizeof(title));
	title[sizeof(title) - 1] = '\0';
	is_int((long long)strlen(words(a, title)), WORDS_MAX, "cut");
	memcpy(title + WORDS_MAX - 1, "\xe2\x80\x94", 3);
	s = words(a, title);
	is_int((long long)strlen(s), WORDS_MAX - 1, "between characters");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i, n;

	for (i = 0; i < COUNT(clean); i++) {
		const char *in = clean[i].in, *out;
		bool same = !strcmp(in, clean[i].xml);

		out = xml_clean(&a, in, strlen(in), &n);
		is_str(out, clean[i].xml, "XML");
		is_int((long long)n, (long long)strlen(out), "  length");
		ok((out == in) == same, "  copied when needed");
		out = utf8_clean(&a, in, strlen(in), &n);
		is_str(out, clean[i].utf8 ? clean[i].utf8 : in, "UTF-8");
	}
	is_str(xml_clean(&a, "a\0b", 3, &n), "ab", "a NUL");
	for (i = 0; i < COUNT(line); i++)
		is_str(words(&a, line[i].in), line[i].want, "words");
	for (i = 0; i < COUNT(episode); i++)
		is_str(words_episode(&a, episode[i].season,
		    episode[i].episode, episode[i].title), episode[i].want,
		    "episode");
	ids(&a);
	cut(&a);
	return done();
}
