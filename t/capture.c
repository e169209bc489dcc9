/* Captures in the database: what is kept, listed and shown. */
#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/jw.h"
#include "model/capture.h"
#include "model/change.h"
#include "model/job.h"
#include "model/search.h"
#include "model/store.h"

static struct arena a;
static char dir[] = "/tmp/mediasnap-capture-XXXXXX";
static struct conf conf = { .base_path = "/snap/" };
static struct db *db;

static void
test_ids(void)
{
	char *one = capture_new_id(&a), *two;
	size_t i;
	int each = 1;

	is_int((long long)strlen(one), CAPTURE_ID_LEN, "an id");
	is_int((long long)strspn(one, "0123456789abcdef-"), CAPTURE_ID_LEN,
	    "  of hexadecimal digits");
	ok(one[8] == '-' && one[13] == '-' && one[18] == '-' &&
	    one[23] == '-' && one[14] == '4' && strchr("89ab", one[19]),
	    "  as a UUID of version 4: %s", one);
	/*
	 * Every digit but the two fixed ones is random.  If a value is
	 * missing in a thousand draws, that is not chance.
	 */
	for (i = 0; i < CAPTURE_ID_LEN; i++) {
		int seen[128] = { 0 }, kinds = 0, n;

		for (n = 0; n < 1000; n++) {
			two = capture_new_id(&a);
			kinds += !seen[(int)two[i]]++;
		}
		each &= kinds == (one[i] == '-' || i == 14 ? 1 : i == 19 ? 4
		    : 16);
	}
	ok(each, "  with every digit drawn");
	/* No part of an id repeats another part of it. */
	for (i = 0; i < 200; i++) {
		two = capture_new_id(&a);
		each &= strncmp(two, two + 24, 4) || strncmp(two + 4, two + 28,
		    4);
	}
	ok(each, "  by itself");
}

static const struct capture clip = { .id = "c1", .source = "plex",
	.media_title = "Heat — Über", .media_path = "/f/heat.mkv",
	.timestamp_s = 12.5, .type = "clip", .file_name = "c1.mp4",
	.duration_s = 3.25, .created_at = "2026-01-02T03:04:05Z",
	.note = "first note", .session_id = "plex-s1", .media_key = "42",
	.request = "{\"x\":1}" };
static const struct capture shot = { .id = "s1", .source = "jellyfin",
	.media_title = "Alien", .media_path = "/f/alien.mkv",
	.timestamp_s = 0, .type = "screenshot", .file_name = "s1.jpg",
	.duration_s = NAN, .created_at = "2026-01-02T03:04:06Z" };

static const char *
shown(const char *id)
{
	struct jw w = { .arena = &a };
	struct capture c;

	if (capture_by_id(db, &a, id, &c))
		return "absent";
	capture_write(&w, NULL, &conf, &c);
	return arena_strndup(&a, w.text, w.len);
}

#define PLEX_CLIP \
	"{\"id\":\"c1\",\"source\":\"plex\",\"media_title\":\"Heat — Über\"," \
	"\"timestamp_seconds\":12.500,\"capture_type\":\"clip\"," \
	"\"file_name\":\"c1.mp4\",\"file_url\":\"/snap/captures/c1.mp4\","

static void
test_new_clip(void)
{
	struct capture c;

	is_int(capture_insert(db, &conf, &clip), 0, "a clip");
	is_int(capture_insert(db, &conf, &clip), -EEXIST, "  once");
	is_str(shown("c1"), PLEX_CLIP "\"file_size_bytes\":0,"
	    "\"duration_seconds\":3.250,\"status\":\"pending\","
	    "\"error_message\":null,"
	    "\"created_at\":\"2026-01-02T03:04:05Z\",\"progress\":0.000,"
	    "\"width\":null,\"height\":null,\"poster_url\":null,"
	    "\"thumbnail_url\":null,"
	    "\"note\":\"first note\",\"starts_at_keyframe_seconds\":null}",
	    "  as it is shown");
	is_int(capture_by_id(db, &a, "c1", &c), 0, "  and read");
	is_str(c.media_path, "/f/heat.mkv", "  its film");
	is_str(c.session_id, "plex-s1", "  session");
	is_str(c.media_key, "42", "  item");
	is_str(c.request, "{\"x\":1}", "  and recipe");
}

static void
test_clip_progress(void)
{
	struct capture c;
	struct job job;

	job_add_clip(db, "c1");
	is_int(job_claim(db, &a, "clip", &job), 1, "claimed");
	is_int(capture_set_note(db, "c1", job.claim, "on its way"), CHANGE_DONE,
	    "a note");
	is_int(capture_set_progress(db, "c1", job.claim, 0.25), CHANGE_DONE,
	    "progress");
	capture_by_id(db, &a, "c1", &c);
	is_str(c.note, "on its way", "  noted");
	ok(c.progress == 0.25, "  a quarter");
	is_int(capture_fail(db, "c1", "why"), CHANGE_DONE, "failed");
	capture_by_id(db, &a, "c1", &c);
	is_str(c.status, "failed", "  says so");
	is_str(c.error, "why", "  and why");
	is_int(capture_restart(db, "c1"), CHANGE_DONE, "again");
	capture_by_id(db, &a, "c1", &c);
	ok(!strcmp(c.status, "pending") && !c.error && c.progress == 0,
	    "  from the beginning");
}

static void
test_finished_clip(void)
{
	struct capture made = { .id = "c1", .size_bytes = 4711,
	    .width = 640, .height = 360, .duration_s = 3.5,
	    .poster_name = "c1.jpg", .note = "last note",
	    .keyframe_s = 11.75 };

	is_int(capture_finish(db, &made), CHANGE_DONE, "finished");
	is_str(shown("c1"), PLEX_CLIP "\"file_size_bytes\":4711,"
	    "\"duration_seconds\":3.500,\"status\":\"complete\","
	    "\"error_message\":null,"
	    "\"created_at\":\"2026-01-02T03:04:05Z\",\"progress\":1.000,"
	    "\"width\":640,\"height\":360,"
	    "\"poster_url\":\"/snap/captures/c1.jpg\","
	    "\"thumbnail_url\":\"/snap/captures/thumbnails/c1.jpg\","
	    "\"note\":\"last note\",\"starts_at_keyframe_seconds\":11.750}",
	    "  as it is shown");
}

static void
test_new_screenshot(void)
{
	is_int(capture_insert(db, &conf, &shot), 0, "a screenshot");
	is_str(shown("s1"), "{\"id\":\"s1\",\"source\":\"jellyfin\","
	    "\"media_title\":\"Alien\",\"timestamp_seconds\":0.000,"
	    "\"capture_type\":\"screenshot\",\"file_name\":\"s1.jpg\","
	    "\"file_url\":\"/snap/captures/s1.jpg\",\"file_size_bytes\":0,"
	    "\"duration_seconds\":null,\"status\":\"pending\","
	    "\"error_message\":null,"
	    "\"created_at\":\"2026-01-02T03:04:06Z\",\"progress\":0.000,"
	    "\"width\":null,\"height\":null,\"poster_url\":null,"
	    "\"thumbnail_url\":null,"
	    "\"note\":null,\"starts_at_keyframe_seconds\":null}",
	    "  as it is shown");
}

/* The ids of a page, separated by spaces. */
static const char *
page(const struct capture_filter *f)
{
	const char *out = "";
	struct capture *v;
	size_t n, i;

	if (captures_page(db, &a, f, &v, &n))
		return "error";
	for (i = 0; i < n; i++)
		out = arena_printf(&a, "%s%s%s", out, i ? " " : "", v[i].id);
	return out;
}

static int64_t
total(const struct capture_filter *f)
{
	int64_t n = -1;

	return captures_count(db, &a, f, &n) ? -1 : n;
}

#define ALL	.before_seq = INT64_MAX, .limit = 10

static const struct {
	struct capture_filter	 f;
	const char		*page;
	int			 total;
} pages[] = {
	{ { ALL }, "s4 c3 c2 s1 c1", 5 },
	{ { .before_seq = INT64_MAX, .limit = 2 }, "s4 c3", 5 },
	{ { .before_seq = 4, .limit = 2 }, "c2 s1", 5 },
	{ { .before_seq = 1, .limit = 2 }, "", 5 },
	{ { ALL, .offset = 3 }, "s1 c1", 5 },
	{ { ALL, .type = "clip" }, "c3 c2 c1", 3 },
	{ { ALL, .type = "screenshot" }, "s4 s1", 2 },
	{ { ALL, .type = "other" }, "", 0 },
	{ { ALL, .type = "clip", .offset = 1 }, "c2 c1", 3 },
	{ { .before_seq = 4, .limit = 1, .type = "clip" }, "c2", 3 },
	{ { ALL, .search = "alien" }, "s4 c3 s1", 3 },
	{ { ALL, .search = "ALI" }, "s4 c3 s1", 3 },
	{ { ALL, .search = "lien" }, "", 0 },
	{ { ALL, .search = "uber" }, "c1", 1 },
	{ { ALL, .search = "alien two" }, "c3", 1 },
	{ { ALL, .search = "two alien" }, "c3", 1 },
	{ { ALL, .search = "alien heat" }, "", 0 },
	{ { ALL, .search = "alien", .type = "clip" }, "c3", 1 },
	{ { ALL, .search = "clip" }, "", 0 },
	{ { ALL, .search = "alien", .offset = 1 }, "c3 s1", 3 },
	{ { .before_seq = 4, .limit = 5, .search = "alien" }, "s1", 3 },
	{ { .before_seq = INT64_MAX, .limit = 1, .search = "alien" }, "s4",
	    3 },
	{ { ALL, .search = "\"* OR NEAR(" }, "", 0 },
};

static const struct {
	const char	*typed, *type, *want;
} searches[] = {
	{ "a", NULL, "media_title : (\"a\"*)" },
	{ "Die Hard 2", NULL, "media_title : (\"Die\"* \"Hard\"* \"2\"*)" },
	{ "a", "clip",
	    "media_title : (\"a\"*) AND capture_type : \"clip\"" },
	{ "09azAZ", NULL, "media_title : (\"09azAZ\"*)" },
	{ "/:`{@[-\"*()^+ \t", NULL, "media_title : (\"\")" },
	{ "a/b:c`d{e@f[g", NULL, "media_title : (\"a\"* \"b\"* \"c\"* \"d\"* "
	    "\"e\"* \"f\"* \"g\"*)" },
	{ "\xc3\xa4\xff", NULL, "media_title : (\"\xc3\xa4\xff\"*)" },
	{ "  a  ", NULL, "media_title : (\"a\"*)" },
	{ "", NULL, "media_title : (\"\")" },
};

static void
test_searches(void)
{
	size_t i;

	for (i = 0; i < COUNT(searches); i++)
		is_str(search_expression(&a, searches[i].typed,
		    searches[i].type), searches[i].want, "an expression");
}

static void
test_pages(void)
{
	static const struct { const char *id, *type, *title; } more[] = {
		{ "c2", "clip", "Casino" }, { "c3", "clip", "Alien Two" },
		{ "s4", "screenshot", "Alien" },
	};
	struct capture *v = NULL, c = shot;
	size_t i, n = 0;

	for (i = 0; i < COUNT(more); i++) {
		c.id = more[i].id;
		c.type = more[i].type;
		c.media_title = more[i].title;
		is_int(capture_insert(db, &conf, &c), 0, "one more");
	}
	for (i = 0; i < COUNT(pages); i++) {
		is_str(page(&pages[i].f), pages[i].page, pages[i].f.search
		    ? pages[i].f.search : "a page");
		is_int(total(&pages[i].f), pages[i].total, "  of so many");
	}
	is_int(captures_pending(db, &a, "clip", &v, &n), 0, "pending");
	is_int((long long)n, 2, "  clips");
	is_int(capture_delete(db, "c3"), CHANGE_DONE, "one is deleted");
	is_str(page(&pages[0].f), "s4 c2 s1 c1", "  it is listed no more");
	is_int(total(&pages[0].f), 4, "  nor counted");
	is_str(page(&(struct capture_filter){ ALL, .search = "two" }), "",
	    "  nor found");
	is_int(capture_by_id(db, &a, "c3", &c), -ENOENT, "  nor there");
}

/* A refusal of the database becomes an error. */
static void
test_failures(void)
{
	struct job job = { .id = 1, .claim = 1 };
	struct capture c = { .id = "s1" };
	int64_t n;

	sqlite3_exec(db_handle(db), "PRAGMA query_only = 1", 0, 0, 0);
	is_int(capture_finish(db, &c), -EROFS, "finish");
	is_int(capture_fail(db, "s1", "x"), -EROFS, "fail");
	is_int(capture_restart(db, "s1"), -EROFS, "restart");
	is_int(capture_delete(db, "s1"), -EROFS, "delete");
	is_int(job_delete(db, &job), -EROFS, "a job: delete");
	is_int(job_release(db, &job, true), -EROFS, "a job: release");
	is_int(job_claim(db, &a, "clip", &job), -EROFS, "a job: claim");
	sqlite3_exec(db_handle(db), "PRAGMA query_only = 0;"
	    "DROP TRIGGER captures_deleted; ALTER TABLE captures RENAME TO x;"
	    "ALTER TABLE jobs RENAME TO y; DROP TABLE capture_counts", 0, 0, 0);
	is_int(capture_delete(db, "s1"), -EIO, "no table: delete");
	is_int(capture_by_id(db, &a, "s1", &c), -EIO, "no table: read");
	is_int(jobs_count(db, true, "clip", &n), -EIO, "no table: count");
	is_int(job_by_claim(db, &a, 1, 1, &job), -EIO, "no table: a job");
	is_int(captures_count(db, &a, &(struct capture_filter){ ALL }, &n),
	    -EIO, "no table: captures");
}

int
main(void)
{
	const char *why = "", *path;

	if (!mkdtemp(dir))
		return 99;
	path = arena_printf(&a, "%s/db", dir);
	conf.capture_dir = dir;
	if (store_migrate(path, &a, &why) || store_open(&db, path, DB_NORMAL))
		return 99;
	test_ids();
	test_new_clip();
	test_clip_progress();
	test_finished_clip();
	test_new_screenshot();
	test_searches();
	test_pages();
	test_failures();
	db_close(db);
	unlink(path);
	rmdir(dir);
	arena_reset(&a);
	return done();
}
