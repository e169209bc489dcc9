/* The database: created, migrated, refused. */
#include "config.h"

#include <errno.h>
#include <ftw.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "model/capture.h"
#include "model/job.h"
#include "model/schema.h"
#include "model/session.h"
#include "model/session_columns.h"
#include "model/store.h"

#define STARTS	48

static struct arena a;
static char dir[] = "/tmp/mediasnap-store-XXXXXX";

static const char *
in_dir(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name);
}

static int
run_sql(const char *path, const char *sql)
{
	sqlite3 *h;
	int rc = sqlite3_open(path, &h);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, sql, 0, 0, 0);
	sqlite3_close(h);
	return rc;
}

static void
test_many_starts(void)
{
	const char *path = in_dir("many.db"), *why = "";
	int i, status, good = 0;

	for (i = 0; i < STARTS; i++)
		if (!fork())
			_exit(store_migrate(path, &a, &why) ? 1 : 0);
	for (i = 0; i < STARTS; i++)
		good += wait(&status) > 0 && status == 0;
	is_int(good, STARTS, "48 migrations at once all succeed");
}

/* A path with a folder's name in Latin-1 must still find the file. */
static void
test_bytes(void)
{
	static const char path[] = "/m/\xe9t\xe9/film \xff.mkv";
	struct session_part part = { .reported = "/x", .path = path };
	struct session s = { .parts = &part, .nparts = 1, .subtitles =
	    { .choice = TRACK_ON, .index = -1, .ordinal = -1, .path = path } };
	struct session back = { 0 };

	session_columns_read_parts(&a, session_columns_write_parts(&a, &s),
	    &back);
	session_columns_read_tracks(&a, session_columns_write_tracks(&a, &s),
	    &back);
	is_int((long long)back.nparts, 1, "a path in any bytes is kept");
	is_str(back.nparts ? back.parts[0].path : NULL, path, "as it is");
	is_str(back.subtitles.path, path, "one of subtitles too");
}

static const char legacy[] =
	"CREATE TABLE captures (id TEXT PRIMARY KEY, source TEXT NOT NULL,"
	" media_title TEXT NOT NULL, media_path TEXT NOT NULL,"
	" timestamp_seconds REAL NOT NULL, capture_type TEXT NOT NULL,"
	" file_path TEXT NOT NULL, file_name TEXT NOT NULL,"
	" file_size_bytes INTEGER, duration_seconds REAL,"
	" status TEXT NOT NULL, error_message TEXT,"
	" created_at TEXT NOT NULL);"
	"INSERT INTO captures VALUES ('b', 'plex', 'Später', '/m/x', 2,"
	" 'clip', '/old/b.mp4', 'b.mp4', 7, 10, 'pending', NULL,"
	" '2025-01-02T00:00:00+00:00'), ('a', 'plex', 'Früher', '/m/x', 1,"
	" 'screenshot', '/old/a.jpg', 'a.jpg', 5, NULL, 'complete', NULL,"
	" '2025-01-01T00:00:00+00:00');";

static void
test_legacy(void)
{
	const char *path = in_dir("legacy.db"), *why = "";
	struct capture_filter f = { .before_seq = INT64_MAX, .limit = 10 };
	AUTO(db_closep) struct db *db = NULL;
	struct capture *v = NULL;
	size_t n = 0;
	int64_t count;

	run_sql(path, legacy);
	is_int(store_migrate(path, &a, &why), 0, "an older database");
	is_int(access(in_dir("legacy.db.bak-v0"), F_OK), 0, "a copy is kept");
	is_int(store_open(&db, path, DB_FULL), 0, "opens");
	is_int(captures_page(db, &a, &f, &v, &n), 0, "page");
	is_int((long long)n, 2, "both captures are there");
	is_str(v[0].id, "b", "newest first");
	is_str(v[0].status, "failed", "what was pending has failed");
	is_str(v[0].error, "interrupted", "and says so");
	is_str(v[1].status, "complete", "what was complete is");
	ok(isnan(v[1].duration_s), "no length stays none");
	f.search = "fruh";
	is_int(captures_page(db, &a, &f, &v, &n), 0, "search");
	is_int((long long)n, 1, "finds by the start of a word, accents aside");
	is_int(captures_count(db, &a, &f, &count), 0, "count");
	is_int(count, 1, "counts what it finds");
	f = (struct capture_filter){ .type = "clip", .before_seq = INT64_MAX };
	is_int(captures_count(db, &a, &f, &count), 0, "count by type");
	is_int(count, 1, "one clip");
}

/* The SQL of every table, index and trigger. */
static const char *
schema_of(const char *path)
{
	sqlite3_stmt *q = NULL;
	const char *out = "";
	sqlite3 *h;

	sqlite3_open(path, &h);
	sqlite3_prepare_v2(h, "SELECT sql FROM sqlite_schema WHERE sql IS NOT"
	    " NULL ORDER BY name", -1, &q, NULL);
	while (sqlite3_step(q) == SQLITE_ROW)
		out = arena_printf(&a, "%s%s\n", out,
		    (const char *)sqlite3_column_text(q, 0));
	sqlite3_finalize(q);
	sqlite3_close(h);
	return out;
}

/* A migration from any older version gives the schema of a new database. */
static void
test_each_version(void)
{
	const char *fresh = in_dir("fresh.db"), *why = "", *path, *want;
	int from, i;

	is_int(store_migrate(fresh, &a, &why), 0, "a new database");
	want = schema_of(fresh);
	ok(strlen(want) > 1000, "has its tables");
	for (from = 0; from <= SCHEMA_VERSION; from++) {
		path = in_dir(arena_printf(&a, "from-%d.db", from));
		for (i = 0; i < from; i++)
			run_sql(path, schema_steps[i]);
		run_sql(path, arena_printf(&a, "PRAGMA user_version = %d",
		    from));
		is_int(store_migrate(path, &a, &why), 0, "from a version");
		is_str(schema_of(path), want, "  to the last");
		is_int(store_migrate(path, &a, &why), 0, "  and no further");
	}
}

/* Waiting and running jobs, over the step that gave jobs their claims. */
static void
test_jobs_kept(void)
{
	const char *path = in_dir("jobs.db"), *why = "";
	AUTO(db_closep) struct db *db = NULL;
	struct job *v, job;
	size_t n = 0;
	int i;

	for (i = 0; i < 3; i++)
		run_sql(path, schema_steps[i]);
	run_sql(path, "INSERT INTO jobs (id, kind, path, running, tries)"
	    " VALUES (3, 'probe', '/a', 0, 0), (9, 'probe', '/b', 1, 2);"
	    "PRAGMA user_version = 3;");
	is_int(store_migrate(path, &a, &why), 0, "jobs of an older version");
	is_int(store_open(&db, path, DB_FULL), 0, "opens");
	is_int(jobs_running(db, &a, &v, &n), 0, "those that run");
	ok(n == 1 && v[0].id == 9 && v[0].tries == 2 && v[0].claim,
	    "  run, by a claim");
	is_int(job_claim(db, &a, "probe", &job), 1, "those that wait");
	ok(job.id == 3 && !strcmp(job.path, "/a"), "  wait");
	is_int(job_delete(db, &v[0]), 0, "the last one is done");
	job_add_probe(db, "/c");
	is_int(job_claim(db, &a, "probe", &job), 1, "the next");
	is_int(job.id, 10, "  has an id of its own");
}

/* In a container a process can have the pid of an earlier one that died. */
static void
test_copy_again(void)
{
	const char *path = in_dir("again.db"), *why = "";
	const char *left = arena_printf(&a, "%s.bak-v0.%ld", path,
	    (long)getpid());

	run_sql(path, legacy);
	run_sql(left, "CREATE TABLE half (x)");
	is_int(store_migrate(path, &a, &why), 0, "half a copy was left");
	is_int(access(left, F_OK), -1, "  it is gone");
	is_int(run_sql(arena_printf(&a, "%s.bak-v0", path),
	    "SELECT status FROM captures"), SQLITE_OK, "  a whole one is kept");
}

static void
test_refused(void)
{
	const char *path = in_dir("newer.db"), *why = "";
	AUTO(db_closep) struct db *db = NULL;

	run_sql(path, "CREATE TABLE t (x); PRAGMA user_version = 99;");
	is_int(store_migrate(path, &a, &why), -EPROTO, "a newer one");
	ok(strstr(why, "a newer version of MediaSnap (99; this one knows ") !=
	    NULL && strstr(why, "put back a backup"), "says why: %s", why);
	run_sql(in_dir("newer.db.bak-v0"), "CREATE TABLE t (x)");
	run_sql(in_dir("newer.db.bak-v3"), "CREATE TABLE t (x)");
	run_sql(in_dir("newer.db.bak-v98"), "CREATE TABLE t (x)");
	is_int(store_migrate(path, &a, &why), -EPROTO, "with copies");
	ok(strstr(why, arena_printf(&a, "cp \"%s.bak-v3\" \"%s\"", path, path))
	    != NULL, "names the youngest that is of use: %s", why);
	is_int(run_sql(path, "INSERT INTO t VALUES (1)"), SQLITE_OK,
	    "is left as it was");
	is_int(access(in_dir("newer.db.bak-v99"), F_OK), -1, "without a copy");
	is_int(store_open(&db, path, DB_FULL), -EPROTO, "is not opened");
	is_int(store_open(&db, in_dir("none.db"), DB_FULL), -ENOENT,
	    "a missing one is not made by opening");
}

static void
test_damaged(void)
{
	const char *path = in_dir("damaged.db"), *why = "";
	FILE *f = fopen(path, "w");
	char back[8] = "";

	fputs("this is no database, but 40 bytes of something else", f);
	fclose(f);
	is_int(store_migrate(path, &a, &why), -EUCLEAN, "a damaged one");
	f = fopen(path, "r");
	ok(fgets(back, sizeof(back), f) && !strcmp(back, "this is"),
	    "is not overwritten");
	fclose(f);
}

static int
take_away(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

int
main(void)
{
	if (!mkdtemp(dir))
		return 99;
	test_many_starts();
	test_bytes();
	test_legacy();
	test_each_version();
	test_jobs_kept();
	test_copy_again();
	test_refused();
	test_damaged();
	nftw(dir, take_away, 4, FTW_DEPTH | FTW_PHYS);
	arena_reset(&a);
	return done();
}
