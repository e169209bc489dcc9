/* The cache of the folder never reports a file that is gone. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "storage/capture_dir.h"
#include "storage/capture_dir_cache.h"

#define NAME	"00000000-0000-4000-8000-000000000001.jpg"
#define OTHER	"00000000-0000-4000-8000-000000000002.jpg"

static char dir[] = "/tmp/mediasnap-seen-XXXXXX";

static const char *
in_dir(struct arena *a, const char *name)
{
	return arena_printf(a, "%s/%s", dir, name);
}

static void
make_file(struct arena *a, const char *name)
{
	AUTO(fd_closep) int fd = open(in_dir(a, name), O_WRONLY | O_CREAT, 0644);

	ok(fd >= 0, "makes %s", name);
}

/* As a request does: opens the folder, begins, looks up. */
static bool
has(struct capture_dir_cache *s, const struct conf *conf, const char *name)
{
	AUTO(fd_closep) int folder = capture_dir_open(conf);

	capture_dir_cache_begin(s, folder);
	return capture_dir_cache_has(s, folder, name) &&
	    capture_dir_cache_has(s, folder, name);
}

/* Cached names are found without the folder, which is not given here. */
static bool
keeps_for(struct capture_dir_cache *s, const struct conf *conf,
    const char *name)
{
	AUTO(fd_closep) int folder = capture_dir_open(conf);

	capture_dir_cache_begin(s, folder);
	return capture_dir_cache_has(s, -1, name);
}

static void
keeps(struct capture_dir_cache *s, const struct conf *conf)
{
	struct conf other = { .capture_dir = "/tmp" };
	int tries = 100;

	while (!keeps_for(s, conf, NAME) && tries-- > 0) {
		has(s, conf, NAME);
		poll(NULL, 0, 100);
	}
	ok(tries > 0, "a folder that has settled is known");
	ok(!keeps_for(s, &other, NAME), "  another is not");
	ok(!keeps_for(s, conf, NAME), "  and it is forgotten for that");
	ok(has(s, conf, NAME), "there as ever");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(capture_dir_cache_freep)
	struct capture_dir_cache *s = capture_dir_cache_new();
	struct conf conf = { .capture_dir = mkdtemp(dir) };
	struct conf away = { .capture_dir = in_dir(&a, "missing") };

	ok(!has(s, &conf, NAME), "not there yet");
	make_file(&a, NAME);
	ok(has(s, &conf, NAME), "there");
	ok(!has(s, &conf, OTHER), "the other is not");
	ok(!has(s, &away, NAME), "a folder that is not mounted has none");
	ok(has(s, &conf, NAME), "there again");
	keeps(s, &conf);
	unlink(in_dir(&a, NAME));
	ok(!has(s, &conf, NAME), "gone");
	ok(!symlink("/etc/passwd", in_dir(&a, OTHER)), "a link of that name");
	ok(!has(s, &conf, OTHER), "is no file of ours");
	ok(!has(s, &conf, "../" NAME), "nor is any other name");
	unlink(in_dir(&a, OTHER));
	rmdir(dir);
	return done();
}
