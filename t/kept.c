/* Small tables: settings, media servers, heartbeats, facts of files. */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/db.h"
#include "base/jw.h"
#include "model/heartbeat.h"
#include "model/media_file.h"
#include "model/setting.h"
#include "model/source.h"
#include "model/store.h"

static struct arena a;
static struct db *db;

static void
test_settings(void)
{
	bool set = true;

	is_int(setting_is_set(db, "x", &set), 0, "a setting");
	is_int(set, 0, "  is not set");
	is_int(setting_set(db, "x", "1"), 0, "  is set");
	is_int(setting_set(db, "x", "2"), 0, "  and again");
	is_int(setting_is_set(db, "x", &set), 0, "  it");
	is_int(set, 1, "  is");
	is_int(setting_is_set(db, "y", &set), 0, "another");
	is_int(set, 0, "  is not");
}

static const char *
shown(const struct source *s)
{
	struct jw w = { .arena = &a };

	source_write(&w, s);
	return jw_text(&w);
}

static void
test_sources(void)
{
	struct source s = { .name = "plex", .is_enabled = true, .is_ok = false,
	    .last_ok_ms = 1000, .failing_ms = 61000, .error = "why" }, got;

	is_int(source_by_name(db, &a, "plex", &got), -ENOENT, "no server");
	is_int(source_save(db, &s), 0, "a server that fails");
	is_int(source_by_name(db, &a, "plex", &got), 0, "  is kept");
	is_str(shown(&got), "\"enabled\":true,\"ok\":false,"
	    "\"last_ok_at\":\"1970-01-01T00:00:01+00:00\","
	    "\"failing_since\":\"1970-01-01T00:01:01+00:00\","
	    "\"error\":\"why\"", "  as it is shown");
	s = (struct source){ .name = "plex", .is_ok = true };
	is_int(source_save(db, &s), 0, "it is well");
	is_int(source_by_name(db, &a, "plex", &got), 0, "  that is kept");
	is_str(shown(&got), "\"enabled\":false,\"ok\":null,"
	    "\"last_ok_at\":null,\"failing_since\":null,\"error\":null",
	    "  as it is shown");
	is_int(source_by_name(db, &a, "jellyfin", &got), -ENOENT,
	    "the other is not there");
}

static void
test_beats(void)
{
	int64_t age = -1, wall = -1;

	is_int(heartbeat_age(db, "jobs", 5000, &age, &wall), -ENOENT,
	    "no beat");
	is_int(heartbeat_save(db, "jobs", 4000, 777), 0, "a beat");
	is_int(heartbeat_age(db, "jobs", 5000, &age, &wall), 0, "  has");
	is_int(age, 1000, "  an age");
	is_int(wall, 777, "  and a time");
	is_int(heartbeat_age(db, "jobs", 4000, &age, &wall), 0, "at once");
	is_int(age, 0, "  it is new");
	is_int(heartbeat_age(db, "jobs", 3999, &age, &wall), 0,
	    "after a reboot");
	ok(age == INT64_MAX, "  it is very old");
	is_int(heartbeat_save(db, "jobs", 100, 888), 0, "the next beat");
	is_int(heartbeat_age(db, "jobs", 150, &age, &wall), 0, "  has");
	is_int(age, 50, "  its age");
	is_int(wall, 888, "  and time");
	is_int(heartbeat_age(db, "poller", 1, &age, &wall), -ENOENT,
	    "each has its own");
}

static void
test_facts(void)
{
	struct media_file f = { "/f", 10, INT64_C(1700000000123456789) };
	struct media_file other = f;
	const char *json = NULL;

	is_int(media_file_get(db, &a, &f, &json), -ENOENT, "no facts");
	is_int(media_file_put(db, &f, "{1}"), 0, "facts");
	is_int(media_file_get(db, &a, &f, &json), 0, "  are kept");
	is_str(json, "{1}", "  whole");
	other.size++;
	is_int(media_file_get(db, &a, &other, &json), -ENOENT,
	    "not of another size");
	other = f;
	other.mtime_ns++;
	is_int(media_file_get(db, &a, &other, &json), -ENOENT,
	    "  nor another time");
	other = f;
	other.path = "/g";
	is_int(media_file_get(db, &a, &other, &json), -ENOENT,
	    "  nor another path");
	f.size = 11;
	f.mtime_ns = 5;
	is_int(media_file_put(db, &f, "{2}"), 0, "the file is replaced");
	is_int(media_file_get(db, &a, &f, &json), 0, "  its facts");
	is_str(json, "{2}", "  too");
}

int
main(void)
{
	char dir[] = "/tmp/mediasnap-kept-XXXXXX";
	const char *why = "", *path;

	if (!mkdtemp(dir))
		return 99;
	path = arena_printf(&a, "%s/db", dir);
	if (store_migrate(path, &a, &why) || store_open(&db, path, DB_NORMAL))
		return 99;
	test_settings();
	test_sources();
	test_beats();
	test_facts();
	db_close(db);
	unlink(path);
	rmdir(dir);
	arena_reset(&a);
	return done();
}
