/* A work folder belongs to whoever has its lock, also while others leave it. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "tap.h"
#include "workdir.h"

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

/* One after the other makes a file there, and leaves nothing: 0. */
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

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct conf conf = { .capture_dir = mkdtemp(dir) };

	check_lock(&conf);
	check_turns(&conf);
	is_int(rmdir(arena_printf(&a, "%s/.work", dir)), 0, "nothing is left");
	rmdir(dir);
	return done();
}
