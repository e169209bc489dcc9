/* What is tracked of sessions from poll to poll, and what is written when. */
#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/log.h"
#include "base/timestamp.h"
#include "model/job.h"
#include "model/store.h"
#include "poller/item_cache.h"
#include "poller/media_check.h"
#include "poller/session_compare.h"
#include "poller/session_tracker.h"

static char dir[] = "/tmp/mediasnap-t-XXXXXX";
static struct arena a;

static const char *
in_dir(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name);
}

static struct db *
database(void)
{
	const char *why = "";
	struct db *db = NULL;

	is_int(store_migrate(in_dir("m.db"), &a, &why), 0, "a database");
	is_int(store_open(&db, in_dir("m.db"), DB_NORMAL), 0, "opened");
	return db;
}

static struct report
report(const char *id, const char *key, double at_s)
{
	static struct session_part part;

	part = (struct session_part){ in_dir("film.mkv"), in_dir("film.mkv"),
	    60 };
	return (struct report){
		.value_s = at_s,
		.session = { .id = id, .source = "plex", .native_key = id,
		    .media_key = key, .title = "T", .subtitle = "",
		    .user = "", .player = "", .duration_s = 60,
		    .parts = &part, .nparts = 1 },
	};
}

static void
poll(struct session_tracker *all, int64_t now_ms, const struct report *v,
    size_t n)
{
	struct reports r = { .v = arena_alloc(&a, (n + 1) * sizeof(*v)),
	    .n = n };
	struct poll_time t = { .before_ms = now_ms - 1000, .at_ms = now_ms,
	    .wall_ms = 1000000 + now_ms };

	memcpy(r.v, v, n * sizeof(*v));
	session_tracker_update(all, &r, &t);
}

static size_t
save(struct session_tracker *all, struct db *db)
{
	size_t probes = 0;

	if (db_begin(db) || session_tracker_write(all, db, &probes) ||
	    db_commit(db))
		ok(0, "written");
	session_tracker_mark_written(all);
	return probes;
}

static size_t
count(struct db *db, int64_t ended_after)
{
	struct session *v;
	size_t n = 0;

	if (ended_after < 0)
		sessions_live(db, &a, "plex", &v, &n);
	else
		sessions_recent(db, &a, ended_after, &v, &n);
	return n;
}

static void
lifes(struct db *db)
{
	struct session_tracker all = { .label = "Plex", .first_s = 10 }, again;
	struct report r[2] = { report("plex-1", "a", 5),
	    report("plex-2", "b", 7) };
	int64_t now = timestamp_boot_ms();

	poll(&all, now, r, 2);
	ok(session_tracker_has_changes(&all), "new sessions are to be written");
	is_int((long long)save(&all, db), 2, "  a probe for each");
	is_int((long long)count(db, -1), 2, "  both live");
	is_int(job_has_probe(db, in_dir("film.mkv")), 1, "  it is queued");
	poll(&all, now + 1000, r, 2);
	ok(!session_tracker_has_changes(&all), "the same again is not");

	r[0].session.user = "ann";
	poll(&all, now + 2000, r, 2);
	ok(session_tracker_has_changes(&all), "another word is");
	is_int((long long)save(&all, db), 0, "  no probe for that");

	poll(&all, now + 3000, r, 1);
	poll(&all, now + 4000, r, 2);
	ok(session_tracker_has_changes(&all) && all.n == 2,
	    "gone for a moment and not yet written: it is back");
	save(&all, db);
	is_int((long long)count(db, -1), 2, "  it lives");

	r[0].session.media_key = "c";
	poll(&all, now + 5000, r, 1);
	is_int((long long)all.n, 3, "another item, another session gone");
	ok(all.v[2]->session.position.anchor_s < 7,
	    "  it begins where that is, not where the other was");
	save(&all, db);
	is_int((long long)all.n, 1, "  one is left");
	is_int((long long)count(db, -1), 1, "  one lives");
	is_int((long long)count(db, 0), 2, "  two were played");

	again = (struct session_tracker){ .label = "Plex", .first_s = 10 };
	is_int(session_tracker_load(&again, db, "plex"), 0, "another process");
	ok(session_tracker_recall(&again, &r[0].session) ==
		&again.v[0]->session,
	    "  knows its files");
	ok(again.v[0]->is_resumed, "  begins with what is kept");
	poll(&again, now + 6000, r, 1);
	ok(!session_tracker_has_changes(&again), "  has nothing to write");
	ok(!again.v[0]->is_resumed, "  goes on by itself");
	is_int(again.v[0]->session.position.anchor_ms,
	    all.v[0]->session.position.anchor_ms, "  from where it was");
	ok(!session_tracker_recall(&again, &r[0].session) &&
		!session_tracker_recall(&all, &r[0].session),
	    "  what the server says is it");
	session_tracker_end_all(&again, now + 6000, 9000000);
	ok(session_tracker_has_changes(&again), "dropped");
	save(&again, db);
	is_int((long long)again.n, 0, "  none is left");
	is_int((long long)count(db, -1), 0, "  none lives");
	poll(&all, now, r, 0);
	session_tracker_mark_written(&all);
	free(all.v);
	free(again.v);
}

/* Files are checked if they are new, in doubt or not checked for a while. */
static void
looks(void)
{
	struct session_tracker all = { .label = "Plex", .first_s = 10 };
	struct report r = report("plex-1", "a", 5);
	struct session_part part = { in_dir("there"), in_dir("there"), 60 };
	int64_t now = timestamp_boot_ms();

	r.session.parts = &part;
	close(open(part.path, O_CREAT | O_WRONLY, 0600));
	poll(&all, now, &r, 1);
	is_str(all.v[0]->session.media_error, NULL, "there");
	unlink(part.path);
	poll(&all, now + 9999, &r, 1);
	is_str(all.v[0]->session.media_error, NULL, "  looked at not long ago");
	poll(&all, now + 10000, &r, 1);
	ok(all.v[0]->session.media_error != NULL, "  gone, ten seconds later");
	close(open(part.path, O_CREAT | O_WRONLY, 0600));
	session_tracker_mark_written(&all);
	poll(&all, now + 10001, &r, 1);
	is_str(all.v[0]->session.media_error, NULL, "  back, at once");
	ok(all.v[0]->needs_probe, "  and probed anew");
	part.path = in_dir("none");
	poll(&all, now + 10002, &r, 1);
	ok(all.v[0]->session.media_error != NULL,
	    "another file is checked at once");
	part.path = in_dir("there");
	poll(&all, now + 10003, &r, 1);
	unlink(part.path);
	r.has_missing_files = true;
	poll(&all, now + 10004, &r, 1);
	ok(all.v[0]->session.media_error != NULL,
	    "so is one that is reported missing");
	poll(&all, now, &r, 0);
	session_tracker_mark_written(&all);
	free(all.v);
}

/* A stamp bounds the server's clock; only a new one bounds it from above. */
static void
stamps(void)
{
	struct session_tracker all = { .label = "Plex", .first_s = 10 };
	struct report r = report("plex-1", "a", 5);
	const struct clock_bounds *seen = &all.clock.stamps;
	int64_t now = timestamp_boot_ms();
	double hi;

	r.activity_ms = 5000000;
	r.checkin_ms = 4000000;
	poll(&all, now, &r, 1);
	ok(seen->at_ms, "a stamp is evidence");
	hi = seen->hi_ms;
	poll(&all, now + 1000, &r, 1);
	ok(!(seen->hi_ms < hi), "  seen before, it is none of when it came");
	r.activity_ms += 1500;
	poll(&all, now + 2000, &r, 1);
	ok(seen->hi_ms < hi, "  and a new one is");
	poll(&all, now, &r, 0);
	session_tracker_mark_written(&all);
	free(all.v);
}

static const struct {
	const char	*name;
	const char	*says;		/* NULL: it can be read */
} files[] = {
	{ "film.mkv",		NULL },
	{ "none.mkv",		"there is no such file here. Mount the folder "
				"at the same path or set PATH_MAP" },
	{ "film.mkv/x",		"there is no such file here. Mount the folder "
				"at the same path or set PATH_MAP" },
	{ "folder",		"that is a folder here, not a file" },
	{ "pipe",		"that is not a file here" },
};

static const struct {
	const char	*path, *root, *such;
} foreign[] = {
	{ "smb://me@nas/tv/a.mkv", "smb://nas/tv", "smb://nas/tv=/mnt/tv" },
	{ "\\\\nas\\tv\\a.mkv", "smb://nas/tv", "smb://nas/tv=/mnt/tv" },
	{ "nfs://nas/x/a.mkv", "nfs://nas/x", "nfs://nas/x=/mnt/x" },
	{ "D:\\a.mkv", "D:", "D:=/mnt/films" },
};

static void
checks(void)
{
	struct session_part part = { "D:\\x.mkv", "D:\\x.mkv", 0 };
	struct session s = { .parts = &part, .nparts = 1 };
	size_t i;

	for (i = 0; i < COUNT(files); i++) {
		const char *path = in_dir(files[i].name);

		part.reported = part.path = path;
		is_str(media_check(&a, "Plex", &s), files[i].says
		    ? arena_printf(&a, "Plex reports %s; %s", path,
		    files[i].says) : NULL, files[i].name);
	}
	part.reported = "/data/x";
	is_str(media_check(&a, "Plex", &s), arena_printf(&a, "Plex reports "
	    "/data/x, which is %s by PATH_MAP; that is not a file here",
	    in_dir("pipe")), "mapped");
	/* Not even if our working directory has such a name. */
	part.reported = part.path = "film.mkv";
	ok(!chdir(dir) && media_check(&a, "Plex", &s), "a relative path");
	for (i = 0; i < COUNT(foreign); i++) {
		part.reported = part.path = foreign[i].path;
		is_str(media_check(&a, "Plex", &s), arena_printf(&a,
		    "Plex reports %s; where %s is on this machine is not "
		    "known. Mount it here and add it to PATH_MAP, such as %s",
		    foreign[i].path, foreign[i].root, foreign[i].such),
		    foreign[i].path);
	}
	s.nparts = 0;
	is_str(media_check(&a, "Plex", &s), NULL, "no file, no complaint");
}

static void
values(void)
{
	struct report r = report("plex-1", "a", 5);
	struct session s = r.session, copy = session_copy(&a, &s);

	ok(session_is_same(&s, &copy), "a copy is the same");
	ok(copy.title != s.title && copy.parts != s.parts, "  and apart");
	copy.subtitles.remote = "/x";
	ok(!session_is_same(&s, &copy), "a track differs");
	copy.subtitles.remote = NULL;
	copy.media_error = "why";
	ok(!session_is_same(&s, &copy), "an error differs");
	copy.media_error = NULL;
	copy.position.anchor_s = 99;
	ok(session_is_same(&s, &copy), "the position is the clock's business");
}

static void
cache(void)
{
	struct item_cache c = { 0 };
	struct item_entry *e = item_cache_get(&c, "42", 1000);

	ok(item_cache_is_due(e, 1000), "never asked: due");
	e->asked_ms = 1000;
	ok(!item_cache_is_due(e, 10999) && item_cache_is_due(e, 11000),
	    "no answer: in 10 s");
	e->item = e;
	ok(!item_cache_is_due(e, 600999) && item_cache_is_due(e, 601000),
	    "a good one: in 600");
	e->is_stale = true;
	ok(!item_cache_is_due(e, 10999) && item_cache_is_due(e, 11000),
	    "a stale one: in 10 s");
	ok(!item_cache_is_missing_due(e, 2499, 1000) &&
		item_cache_is_missing_due(e, 2500, 1000),
	    "a missing file: at the second poll");
	e->asked_ms = 400000;
	ok(!item_cache_is_missing_due(e, 409999, 1000) &&
		item_cache_is_missing_due(e, 410000, 1000),
	    "  after minutes: in 10 s");
	e->asked_ms = 1000;
	ok(item_cache_get(&c, "42", 2000) == e && c.n == 1, "found again");
	item_cache_get(&c, "43", 500000);
	item_cache_trim(&c, 602001);
	ok(c.n == 1 && !strcmp(c.v[0]->id, "43"), "the unused one is gone");
	item_cache_trim(&c, 9000000);
	is_int((long long)c.n, 0, "and the other");
	free(c.v);
}

/* The most recently used items stay, limited by number and by bytes. */
static void
cache_full(void)
{
	struct item_cache c = { 0 };
	struct item_entry *e;
	int i;

	for (i = 0; i < ITEMS_MAX + 5; i++)
		item_cache_get(&c, arena_printf(&a, "%d", i), 1000 + i);
	item_cache_trim(&c, 2000 + i);
	is_int((long long)c.n, ITEMS_MAX, "no more than so many");
	is_str(c.v[0]->id, arena_printf(&a, "%d", i - 1), "  the freshest");
	item_cache_trim(&c, 9000000);
	for (i = 0; i < 4; i++) {
		e = item_cache_get(&c, arena_printf(&a, "%d", i), 1000 + i);
		arena_alloc(&e->arena, ITEMS_BYTES / 3);
	}
	item_cache_trim(&c, 2000);
	ok(c.n == 2 && !strcmp(c.v[1]->id, "2"), "nor of more bytes");
	item_cache_trim(&c, 9000000);
	is_int((long long)c.n, 0, "  and none for ever");
	free(c.v);
}

int
main(void)
{
	struct db *db;
	size_t i;

	alarm(60);
	log_init("live", LOG_ERROR);
	if (!mkdtemp(dir))
		return 1;
	close(open(in_dir("film.mkv"), O_CREAT | O_WRONLY, 0600));
	mkdir(in_dir("folder"), 0700);
	mkfifo(in_dir("pipe"), 0600);
	db = database();
	lifes(db);
	db_close(db);
	looks();
	stamps();
	checks();
	values();
	cache();
	cache_full();
	for (i = 0; i < COUNT(files); i++)
		remove(in_dir(files[i].name));
	remove(in_dir("m.db"));
	ok(!rmdir(dir), "clean");
	arena_reset(&a);
	return done();
}
