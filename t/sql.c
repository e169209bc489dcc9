/* Every statement must prepare, and none may scan a whole table. */
#include "config.h"

#include <stdio.h>
#include <string.h>

#include <sqlite3.h>

#include "tap.h"
#include "model/schema.h"
#include "model/sql.h"

/* Plans that may scan: the tables have few rows, or the index is used. */
static const char *const may_scan[] = {
	"SCAN capture_counts",
	"SCAN s VIRTUAL TABLE INDEX",	/* an index of its own */
	"SCAN CONSTANT ROW",
	"SCAN (subquery",		/* its own plan is checked too */
};

static int
allowed(const char *step)
{
	size_t i;

	for (i = 0; i < sizeof(may_scan) / sizeof(*may_scan); i++)
		if (!strncmp(step, may_scan[i], strlen(may_scan[i])))
			return 1;
	return strncmp(step, "SCAN", 4) || strstr(step, "USING");
}

static int
scans(sqlite3 *h, const char *sql)
{
	char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	sqlite3_stmt *q = NULL;
	int bad = sqlite3_prepare_v2(h, explain, -1, &q, NULL) != SQLITE_OK;

	if (bad)
		printf("# %s\n", sqlite3_errmsg(h));
	while (!bad && sqlite3_step(q) == SQLITE_ROW) {
		const char *s = (const char *)sqlite3_column_text(q, 3);

		if (!allowed(s)) {
			printf("# %s\n", s);
			bad = 1;
		}
	}
	sqlite3_finalize(q);
	sqlite3_free(explain);
	return bad;
}

int
main(void)
{
	sqlite3 *h;
	int i;

	sqlite3_open(":memory:", &h);
	for (i = 0; i < SCHEMA_VERSION; i++) {
		is_int(sqlite3_exec(h, schema_steps[i], 0, 0, 0), SQLITE_OK,
		    "a step of the schema");
		if (*sqlite3_errmsg(h))
			printf("# %s\n", sqlite3_errmsg(h));
	}
	for (i = 0; i < SQL_MAX; i++)
		ok(sql_text[i] && !scans(h, sql_text[i]), "statement %d", i);
	ok(scans(h, "SELECT * FROM captures WHERE note = 'x'"),
	    "a full scan would be seen");
	sqlite3_close(h);
	return done();
}
