/* The length of what plays, if library, file and client disagree. */
#include "config.h"

#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "model/job.h"
#include "model/media_file.h"
#include "model/store.h"
#include "poller/duration_check.h"
#include "servers/session_report.h"

static char dir[] = "/tmp/mediasnap-lengths-XXXXXX";
static struct arena a;

static const char *
in_dir(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name);
}

/* A file of so many bytes, and the stored result of its probe. */
static void
put(struct db *db, const char *path, size_t bytes, const char *seconds)
{
	struct media_file f = { .path = path };
	AUTO(fd_closep) int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC,
	    0600);

	ok(!ftruncate(fd, (off_t)bytes) && !media_file_stat(&f),
	    "%zu bytes", bytes);
	if (seconds)
		media_file_put(db, &f, arena_printf(&a, "{\"format\":{"
		    "\"format_name\":\"x\",\"duration\":\"%s\"}}", seconds));
}

struct look {
	struct duration_check	 all;
	struct db	*db;
	size_t		 probes;	/* of the last poll */
	int64_t		 checkin_ms, activity_ms;
};

static double
poll(struct look *l, int64_t now_ms, double library_s, double value_s,
    const struct session_part *parts, size_t n)
{
	struct report one = { .value_s = value_s,
	    .checkin_ms = l->checkin_ms, .activity_ms = l->activity_ms,
	    .session = {
	    .duration_s = library_s, .parts = parts, .nparts = n } };
	struct reports r = { .v = &one, .n = 1 };

	l->probes = 0;
	duration_check_apply(&l->all, l->db, &r, now_ms, &l->probes);
	return one.session.duration_s;
}

static void
grows(struct look *l)
{
	struct session_part p = { .path = in_dir("film.ts") };

	put(l->db, p.path, 100, NULL);
	ok(poll(l, 1000, 4, 1, &p, 1) == 4, "not probed yet: the library's");
	is_int((long long)l->probes, 1, "  a job is asked for");
	poll(l, 60000, 4, 1, &p, 1);
	is_int((long long)l->probes, 0, "  but once");
	put(l->db, p.path, 100, "12.5");
	ok(poll(l, 61000, 4, 1, &p, 1) == 12.5, "the file is longer");
	ok(poll(l, 62000, 20, 1, &p, 1) == 20, "the library's is");
	ok(poll(l, 63000, 12.45, 1, &p, 1) == 12.45, "no difference");
	ok(poll(l, 64000, 4, 13, &p, 1) == 13, "the client is beyond both");
	ok(poll(l, 65000, 0, 13, &p, 1) == 13, "  without the library, too");
	ok(poll(l, 66000, 0, 1, &p, 1) == 12.5, "only the file says it");

	l->checkin_ms = 5000;
	l->activity_ms = 7000;
	ok(poll(l, 66500, 4, 14, &p, 1) == 12.5, "what the server adds is not");
	ok(poll(l, 66500, 4, 15, &p, 1) == 13, "  but what the client said");
	l->checkin_ms = l->activity_ms = 0;

	put(l->db, p.path, 200, NULL);
	ok(poll(l, 70000, 4, 1, &p, 1) == 12.5, "it grows: at least as long");
	is_int((long long)l->probes, 1, "  and is probed again");
	put(l->db, p.path, 300, NULL);
	poll(l, 71000, 4, 1, &p, 1);
	is_int((long long)l->probes, 0, "  not at every poll");
	poll(l, 72000, 4, 13, &p, 1);
	is_int((long long)l->probes, 1, "  but when more has been seen");
	put(l->db, p.path, 400, NULL);
	poll(l, 82000, 4, 1, &p, 1);
	is_int((long long)l->probes, 1, "  and every ten seconds");
	/* Probed; then replaced by another file, of the same size or not. */
	put(l->db, p.path, 400, "14");
	ok(poll(l, 93000, 4, 1, &p, 1) == 14, "  then its length is known");
	poll(l, 104000, 4, 1, &p, 1);
	is_int((long long)l->probes, 0, "  and it is asked for no more");
	ok(!utimensat(AT_FDCWD, p.path, (struct timespec[]){ { 1, 0 },
	    { 1, 0 } }, 0), "another time stamp");
	poll(l, 115000, 4, 1, &p, 1);
	is_int((long long)l->probes, 1, "  is another file");
	put(l->db, p.path, 400, "0.0");
	ok(poll(l, 126000, 4, 1, &p, 1) == 4, "a length that is none");
	unlink(p.path);
	ok(poll(l, 127000, 4, 1, &p, 1) == 4, "no file");
}

static void
parts(struct look *l)
{
	struct session_part p[2] = {
		{ .path = in_dir("one.avi"), .duration_s = 100 },
		{ .path = in_dir("two.avi"), .duration_s = 50 },
	};

	put(l->db, p[0].path, 10, "130");
	put(l->db, p[1].path, 10, "80");
	ok(poll(l, 1000, 150, 1, p, 2) == 180, "two files: the last is longer");
	p[0].duration_s = 0;
	ok(poll(l, 2000, 120, 1, p, 2) == 130, "the first's end is unknown");
	unlink(p[0].path);
	unlink(p[1].path);
	ok(poll(l, 3000, 60, 61, NULL, 0) == 61, "no file at all");
	ok(poll(l, 3000, 0, 61, NULL, 0) == 0, "nothing is known");
}

static const struct {
	double		 anchor_s, reported_s, duration_s;
	enum play_state	 state;
	double		 estimate_s, position_s;	/* 5 s later */
} places[] = {
	{ 10, 10, 60, PLAY_PLAYING, 15, 15 },
	{ 10, 10, 0, PLAY_PLAYING, 15, 15 },
	{ 58, 58, 60, PLAY_PLAYING, 63, 60 },
	{ 58, 58, 58, PLAY_PLAYING, 63, 63 },	/* the client is past the end */
	{ 58, 58, 60, PLAY_PAUSED, 58, 58 },
	{ -1, 0, 60, PLAY_PAUSED, 0, 0 },
};

static void
positions(void)
{
	size_t i;

	for (i = 0; i < COUNT(places); i++) {
		struct session s = { .state = places[i].state,
		    .duration_s = places[i].duration_s,
		    .position = { .anchor_s = places[i].anchor_s,
		    .reported_s = places[i].reported_s, .anchor_ms = 1000,
		    .until_ms = 90000 } };

		ok(fabs(session_estimate(&s, 6000) - places[i].estimate_s) <
		    1e-9, "estimate %zu", i);
		ok(fabs(session_position(&s, 6000) - places[i].position_s) <
		    1e-9, "  position");
	}
}

int
main(void)
{
	const char *why = "";
	struct look l = { .db = NULL };

	alarm(60);
	if (!mkdtemp(dir))
		return 1;
	is_int(store_migrate(in_dir("m.db"), &a, &why), 0, "a database");
	is_int(store_open(&l.db, in_dir("m.db"), DB_NORMAL), 0, "opened");
	grows(&l);
	parts(&l);
	positions();
	poll(&l, 9000000, 0, 0, NULL, 0);
	is_int((long long)l.all.n, 0, "files that are not used are forgotten");
	free(l.all.v);
	db_close(l.db);
	remove(in_dir("m.db"));
	ok(!rmdir(dir), "clean");
	arena_reset(&a);
	return done();
}
