/* A work folder belongs to the holder of its lock, even as others close it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "storage/workdir.h"

#define ID	"00000000-0000-4000-8000-000000000001"
#define WORKERS	3
#define TURNS	1500

static char dir[] = "/tmp/mediasnap-work-XXXXXX";

static int
make_file(struct arena *a, const struct workdir *w)
{
	AUTO(fd_closep) int fd = open(arena_printf(a, "%s/file", w->path),
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	return fd < 0 ? -errno : 0;
}

/* Repeatedly locks the folder, makes a file and removes all; 0 or an errno. */
static int
take_turns(const struct conf *conf)
{
	int i, err;

	for (i = 0; i < TURNS; i++) {
		AUTO(arena_reset) struct arena a = { 0 };
		AUTO(workdir_close) struct workdir w = { .lock = -1 };

		while ((err = workdir_open(&a, conf, ID, &w)) == -EAGAIN)
			;
		if (!err)
			err = make_file(&a, &w);
		if (!err)
			err = workdir_remove(conf, ID);
		if (err)
			return -err;
	}
	return 0;
}

static void
check_turns(const struct conf *conf)
{
	pid_t pid[WORKERS];
	int i, status;

	for (i = 0; i < WORKERS; i++)
		if (!(pid[i] = fork()))
			_exit(take_turns(conf));
	for (i = 0; i < WORKERS; i++) {
		waitpid(pid[i], &status, 0);
		is_int(WEXITSTATUS(status), 0, "each had it to itself");
	}
}

static void
check_lock(const struct conf *conf)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(workdir_close) struct workdir mine = { .lock = -1 };
	struct workdir other = { .lock = -1 };

	is_int(workdir_open(&a, conf, ID, &mine), 0, "opened");
	is_int(workdir_open(&a, conf, ID, &other), -EAGAIN, "by one only");
	workdir_close(&mine);
	is_int(workdir_open(&a, conf, ID, &other), 0, "then by another");
	workdir_close(&other);
	is_int(workdir_open(&a, conf, "../x", &other), -EINVAL,
	    "an id is no path");
	is_int(workdir_remove(conf, ID), 0, "removed");
}

#define NAME	ID ".jpg"

static int
mode_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : (int)(st.st_mode & 07777);
}

/* Moved from the work folder to its place; then the folder is removed. */
static void
check_publish(struct conf *conf)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(workdir_close) struct workdir w = { .lock = -1 };
	const char *fonts, *const *ids = NULL;
	size_t n = 7;

	is_int(workdir_list(&a, conf, &ids, &n), 0, "work folders");
	is_int((long long)n, 0, "  none");
	is_int(workdir_open(&a, conf, ID, &w), 0, "one");
	is_int(mode_of(w.path), 0700, "  is ours alone");
	is_int(mode_of(arena_printf(&a, "%s/..", w.path)), 0700,
	    "  as all of them");
	is_int(workdir_list(&a, conf, &ids, &n), 0, "  is listed");
	ok(n == 1 && !strcmp(ids[0], ID), "  by its id");
	is_int(make_file(&a, &w), 0, "a file");
	is_int(workdir_publish(&a, conf, &w, "file", "other.jpg"), -EINVAL,
	    "  gets no name but ours");
	is_int(workdir_publish(&a, conf, &w, "none", NAME), -ENOENT,
	    "  is there");
	is_int(workdir_publish(&a, conf, &w, "file", NAME), 0,
	    "  gets its name");
	is_int(access(arena_printf(&a, "%s/" NAME, dir), F_OK), 0,
	    "  is in its place");
	is_int(access(arena_printf(&a, "%s/file", w.path), F_OK), -1,
	    "  and no longer here");
	is_int(unlink(arena_printf(&a, "%s/" NAME, dir)), 0, "gone");
	is_int(make_file(&a, &w), 0, "another");
	fonts = arena_printf(&a, "%s/" WORKDIR_FONTS, w.path);
	is_int(mkdir(fonts, 0700), 0, "fonts");
	is_int(symlink("/", arena_printf(&a, "%s/link", fonts)), 0,
	    "  and a link");
	is_int(workdir_remove(conf, ID), 0, "all of it goes");
	is_int(access(w.path, F_OK), -1, "  is gone");
	is_int(workdir_remove(conf, ID), 0, "  and may be gone already");
	is_int(workdir_remove(conf, ".."), -EINVAL, "  an id is no path");
	conf->capture_dir = "/nonexistent";
	is_int(workdir_open(&a, conf, ID, &w), -ENOENT,
	    "what is not mounted is not made");
	conf->capture_dir = dir;
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct conf conf = { .capture_dir = mkdtemp(dir) };

	check_lock(&conf);
	check_publish(&conf);
	check_turns(&conf);
	is_int(rmdir(arena_printf(&a, "%s/.work", dir)), 0, "nothing is left");
	rmdir(dir);
	return done();
}
