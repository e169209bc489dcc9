/* Pruning members from JSON text, and reading an array row by row. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "servers/json_prune.h"

static const struct {
	const char	*in;
	const char	*want;
} prunes[] = {
	{ "{\"q\":[1,[2]],\"a\":1}", "{\"q\":null,\"a\":1}" },
	{ "{\"q\" : {\"x\":\"}\\\"]\"} , \"a\":1}",
	    "{\"q\" : null , \"a\":1}" },
	{ "{\"q\":1}", "{\"q\":null}" },
	{ "{\"q\":true,\"b\":2}", "{\"q\":null,\"b\":2}" },
	{ "{\"a\":{\"q\":1},\"b\":[{\"q\":2}]}",
	    "{\"a\":{\"q\":1},\"b\":[{\"q\":2}]}" },
	{ "{\"a\":\"q\",\"b\":\"\\\"q\\\":\"}",
	    "{\"a\":\"q\",\"b\":\"\\\"q\\\":\"}" },
	{ "{\"q\":[1", "{\"q\":null" },
	{ "{\"q\":", "{\"q\":null" },
	{ "{\"q\"", "{\"q\"" },
	{ "{\"q", "{\"q" },
	{ "", "" },
};

static void
test_prune(struct arena *a)
{
	static const char *const names[] = { "q", NULL };
	size_t i, n;

	for (i = 0; i < COUNT(prunes); i++) {
		const char *out = json_prune(a, prunes[i].in,
		    strlen(prunes[i].in), names, &n);

		is_str(out, prunes[i].want, prunes[i].in);
		is_int((long long)n, (long long)strlen(out), "  length");
	}
}

static const struct {
	const char	*text;
	const char	*rows;		/* a | after each */
	int		 end;
} rows[] = {
	{ "[]",				"",		0 },
	{ " [ ] ",			"",		0 },
	{ "[1]",			"1|",		0 },
	{ "[ {\"a\":[1,2]} , \"x,]\" ]\n", "{\"a\":[1,2]}|\"x,]\"|", 0 },
	{ "[{},{},[[]]]",		"{}|{}|[[]]|",	0 },
	{ "[1,]",			"1|",		-EBADMSG },
	{ "[,1]",			"",		-EBADMSG },
	{ "[1",				"",		-EBADMSG },
	{ "[{\"a\":1}",			"",		-EBADMSG },
	{ "[] x",			"",		-EBADMSG },
	{ "{}",				"",		-EBADMSG },
	{ "",				"",		-EBADMSG },
};

static void
test_rows(struct arena *a)
{
	size_t i, n;

	for (i = 0; i < COUNT(rows); i++) {
		struct json_prune_rows r = { .at = rows[i].text,
		    .end = rows[i].text + strlen(rows[i].text) };
		const char *row, *all = "";
		int rc;

		while ((rc = json_prune_next_row(&r, &row, &n)) > 0)
			all = arena_printf(a, "%s%.*s|", all, (int)n, row);
		is_int(rc, rows[i].end, rows[i].text);
		is_str(all, rows[i].rows, "  rows");
	}
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };

	test_prune(&a);
	test_rows(&a);
	return done();
}
