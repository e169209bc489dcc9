#include "config.h"

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "model/search.h"

static const struct {
	const char	*typed;
	const char	*want;
} words[] = {
	{ "heat",		"\"heat\"*" },
	{ "the heat",		"\"the\"* \"heat\"*" },
	{ "  a-b  ",		"\"a\"* \"b\"*" },
	{ "\" OR x*",		"\"OR\"* \"x\"*" },
	{ "...",		"\"\"" },
	{ "",			"\"\"" },
	/* A word that a longer one begins with adds nothing. */
	{ "he heat h",		"\"heat\"*" },
	{ "heat heat",		"\"heat\"*" },
	/* The eight longest, in the order typed. */
	{ "a bb c dd e ff g hh i jj k ll m nn o pp",
	    "\"bb\"* \"dd\"* \"ff\"* \"hh\"* \"jj\"* \"ll\"* \"nn\"* \"pp\"*" },
	{ "a b c d e f g h i j",
	    "\"a\"* \"b\"* \"c\"* \"d\"* \"e\"* \"f\"* \"g\"* \"h\"*" },
	{ "\xc3\xa9t\xc3\xa9",	"\"\xc3\xa9t\xc3\xa9\"*" },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(words); i++) {
		is_str(search_expression(&a, words[i].typed, NULL),
		    arena_printf(&a, "media_title : (%s)", words[i].want),
		    words[i].typed);
		is_str(search_expression(&a, words[i].typed, "clip"),
		    arena_printf(&a, "media_title : (%s) AND capture_type : "
		    "\"clip\"", words[i].want), "  of one type");
	}
	return done();
}
