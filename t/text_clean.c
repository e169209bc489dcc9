#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "servers/text_clean.h"

#define BAD	"\xef\xbf\xbd"

static const struct {
	const char	*in;
	const char	*xml;
} clean[] = {
	{ "",			"" },
	{ "a\tb\r\nc",		"a\tb\r\nc" },
	{ "a\x04\x1f" "b",	"ab" },
	{ "a&#4;b",		"ab" },
	{ "a&#x1F;&#x0;b",	"ab" },
	{ "&#9;&#xa;&#233;",	"&#9;&#xa;&#233;" },
	{ "&#xD800;&#xFFFE;",	"" },
	{ "&#99999999999999999999;", "" },
	{ "&#;&#x;&#4",		"&amp;#;&amp;#x;&amp;#4" },
	{ "&amp;&lt;&quot;&apos;&gt;", "&amp;&lt;&quot;&apos;&gt;" },
	{ "Tom & Jerry&nbsp;&", "Tom &amp; Jerry&amp;nbsp;&amp;" },
	{ "caf\xe9",		"caf" BAD },
	{ "caf\xc3\xa9",	"caf\xc3\xa9" },
	{ "\xe2\x80\x94\xf0\x9f\x98\x80", "\xe2\x80\x94\xf0\x9f\x98\x80" },
	{ "\xc0\x80",		BAD BAD },
	{ "\xef\xbf\xbe" "a",	BAD "a" },
};

static const struct {
	const char	*in;
	const char	*want;
} line[] = {
	{ NULL,		"" },
	{ "Heat",	"Heat" },
	{ "a\nb\x7f" "c\td", "a b c d" },
	{ "\xc3\xa9",	"\xc3\xa9" },
	{ "gpj.\xe2\x80\xae" "exe", "gpj.exe" },
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
	char longest[TEXT_CLEAN_ID_MAX + 2];

	is_str(text_clean_id(a, "plex-", "abc-1.2_Z"), "plex-abc-1.2_Z",
	    "an id");
	is_str(text_clean_id(a, "jf-", "a/b c%\xc3\xa9~"), "jf-a_b_c____",
	    "other characters");
	is_str(text_clean_id(a, "", NULL), NULL, "none");
	is_str(text_clean_id(a, "", ""), NULL, "an empty one");
	memset(longest, 'x', sizeof(longest) - 1);
	longest[TEXT_CLEAN_ID_MAX + 1] = '\0';
	is_str(text_clean_id(a, "", longest), NULL, "too long");
	ok(text_clean_id(a, "", longest + 1) != NULL, "just long enough");
}

static void
cut(struct arena *a)
{
	char title[2 * TEXT_CLEAN_LINE_MAX];
	const char *s;

	memset(title, 'x', sizeof(title));
	title[sizeof(title) - 1] = '\0';
	is_int((long long)strlen(text_clean_line(a, title)),
	    TEXT_CLEAN_LINE_MAX, "cut");
	memcpy(title + TEXT_CLEAN_LINE_MAX - 1, "\xe2\x80\x94", 3);
	s = text_clean_line(a, title);
	is_int((long long)strlen(s), TEXT_CLEAN_LINE_MAX - 1,
	    "between characters");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i, n;

	for (i = 0; i < COUNT(clean); i++) {
		const char *in = clean[i].in, *out;
		bool same = !strcmp(in, clean[i].xml);

		out = text_clean_xml(&a, in, strlen(in), &n);
		is_str(out, clean[i].xml, "XML");
		is_int((long long)n, (long long)strlen(out), "  length");
		ok((out == in) == same, "  copied when needed");
	}
	is_str(text_clean_xml(&a, "a\0b", 3, &n), "ab", "a NUL");
	for (i = 0; i < COUNT(line); i++)
		is_str(text_clean_line(&a, line[i].in), line[i].want, "words");
	for (i = 0; i < COUNT(episode); i++)
		is_str(text_clean_episode(&a, episode[i].season,
		    episode[i].episode, episode[i].title), episode[i].want,
		    "episode");
	ids(&a);
	cut(&a);
	return done();
}
