/* Which local file a path of a media server means. */
#include "config.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/path_map.h"
#include "model/session.h"
#include "poller/file_locate.h"

static char dir[] = "/tmp/mediasnap-locate-XXXXXX";
static struct arena a;

/* Existing files; composed and decomposed letters are two names. */
static const char *const files[] = {
	"plain.mkv", "two words.mkv", "100%25.mkv", "caf\xc3\xa9.mkv",
	"Bu\xcc\x88hne.mkv",
};

/* %s is the local folder of D:, /data and the share. */
static const struct {
	const char	*reported, *path;
	bool		 missing;
} cases[] = {
	{ "/data/plain.mkv", "plain.mkv", false },
	{ "D:\\plain.mkv", "plain.mkv", false },
	{ "/data/none.mkv", "none.mkv", true },
	{ "/data/plain.mkv/x", "plain.mkv/x", true },
	{ "/data/cafe\xcc\x81.mkv", "caf\xc3\xa9.mkv", false },
	{ "/data/caf\xc3\xa9.mkv", "caf\xc3\xa9.mkv", false },
	{ "/data/B\xc3\xbchne.mkv", "Bu\xcc\x88hne.mkv", false },
	{ "/data/two%20words.mkv", "two%20words.mkv", true },
	{ "smb://nas/tv/two%20words.mkv", "two words.mkv", false },
	{ "smb://nas/tv/two words.mkv", "two words.mkv", false },
	{ "smb://nas/tv/100%25.mkv", "100%25.mkv", false },
	{ "smb://nas/tv/no%20such.mkv", "no%20such.mkv", true },
	{ "smb://nas/tv/caf%C3%A9.mkv", "caf\xc3\xa9.mkv", false },
};

static const char *
in_dir(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name);
}

static struct path_map
map_of(const char *pairs)
{
	const char *error = "";
	struct path_map m = { 0 };

	is_int(path_map_parse(&a, pairs, &m, &error), 0, "a map");
	return m;
}

static void
one_file(const struct path_map *map)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct session_part part = { .reported = cases[i].reported,
		    .duration_s = 7 };
		struct session s = { .parts = &part, .nparts = 1 };

		file_locate_session(&a, map, &s);
		is_str(s.parts[0].path, in_dir(cases[i].path),
		    cases[i].reported);
		ok(s.parts[0].duration_s == 7, "  its length stays");
		is_int(file_locate_is_missing(&s), cases[i].missing,
		    cases[i].missing ? "  is missing" : "  is there");
	}
}

/* Every part, and every track that is a file. */
static void
all_files(const struct path_map *map)
{
	struct session_part parts[] = {
		{ .reported = "/data/plain.mkv" },
		{ .reported = "smb://me:pw@nas/tv/two%20words.mkv" },
	};
	struct session_external externals[] = {
		{ .id = "1", .track = { .remote = "/r" } },
		{ .id = "2", .track = { .path = "/data/a.srt" } },
	};
	struct session s = { .parts = parts, .nparts = 2,
	    .externals = externals, .nexternals = 2,
	    .subtitles = { .path = "D:\\b.srt" } };

	file_locate_session(&a, map, &s);
	is_str(s.parts[1].path, in_dir("two words.mkv"), "the second part");
	ok(!file_locate_is_missing(&s), "  both are there");
	is_str(s.externals[0].track.path, NULL, "the server's subtitles");
	is_str(s.externals[0].track.remote, "/r", "  stay there");
	is_str(s.externals[1].track.path, in_dir("a.srt"), "a file of them");
	is_str(s.externals[1].id, "2", "  is the same one");
	is_str(s.subtitles.path, in_dir("b.srt"), "what the viewer sees");
	is_str(externals[1].track.path, "/data/a.srt", "what came stays");
	parts[1].reported = "/data/none.mkv";
	s.parts = parts;
	file_locate_session(&a, map, &s);
	ok(file_locate_is_missing(&s), "the second is missing");
}

/* A relative path is no file, even if our working directory has it. */
static void
foreign(void)
{
	struct path_map none = { 0 };
	struct session_part part = { .reported = "plain.mkv" };
	struct session s = { .parts = &part, .nparts = 1 };

	ok(!chdir(dir), "in the folder");
	file_locate_session(&a, &none, &s);
	is_str(s.parts[0].path, "plain.mkv", "a name alone");
	ok(file_locate_is_missing(&s), "  is missing");
	part.reported = "smb://nas/tv/two%20words.mkv";
	s.parts = &part;
	file_locate_session(&a, &none, &s);
	ok(s.parts[0].path[0] != '/' && file_locate_is_missing(&s),
	    "a share that no pair covers: %s", s.parts[0].path);
	s.nparts = 0;
	ok(!file_locate_is_missing(&s), "no file is none that is missing");
}

int
main(void)
{
	struct path_map map;
	size_t i;

	if (!mkdtemp(dir))
		return 1;
	for (i = 0; i < COUNT(files); i++)
		close(open(in_dir(files[i]), O_CREAT | O_WRONLY, 0600));
	map = map_of(arena_printf(&a, "D:=%s;/data=%s;smb://nas/tv=%s", dir,
	    dir, dir));
	one_file(&map);
	all_files(&map);
	foreign();
	for (i = 0; i < COUNT(files); i++)
		unlink(in_dir(files[i]));
	ok(!chdir("/") && !rmdir(dir), "clean");
	arena_reset(&a);
	return done();
}
