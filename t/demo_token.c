#include "config.h"

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "demo/demo_jellyfin.h"

static const struct {
	const char	*name;
	const char	*header;
	const char	*token;
} cases[] = {
	{ "alone",		"MediaBrowser Token=\"abc\"", "abc" },
	{ "first",		"MediaBrowser Token=\"abc\", Client=\"M\"",
				"abc" },
	{ "last",		"MediaBrowser Client=\"M\", Token=\"abc\"",
				"abc" },
	{ "a comma in a value",	"MediaBrowser Client=\"a, Token=b\", "
				"Token=\"abc\"", "abc" },
	{ "percent-encoded",	"MediaBrowser Token=\"a%22b%2fc\"", "a\"b/c" },
	{ "empty",		"MediaBrowser Token=\"\"", "" },
	{ "none",		"MediaBrowser Client=\"M\"", NULL },
	{ "another scheme",	"Bearer abc", NULL },
	{ "no header",		NULL, NULL },
	{ "unquoted",		"MediaBrowser Token=abc", NULL },
	{ "never closed",	"MediaBrowser Token=\"abc", NULL },
	{ "scheme alone",	"MediaBrowser ", NULL },
};

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		is_str(demo_jellyfin_token(&a, cases[i].header), cases[i].token,
		    cases[i].name);
	return done();
}
