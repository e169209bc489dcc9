#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "capture_dir.h"
#include "workdir.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "model/capture.h"

static bool
workdir_is_id(const char *s)
{
	return strlen(s) == CAPTURE_ID_LEN &&
	    !s[strspn(s, "0123456789abcdefABCDEF-")];
}

static const char *
workdir_path(struct arena *a, const struct conf *conf, const char *id)
{
	return arena_printf(a, "%s/.work%s%s", conf->capture_dir,
	    *id ? "/" : "", id);
}

/* Never creates CAPTURE_DIR itself: it may not be mounted. */
static int
workdir_make_folders(struct arena *a, const struct conf *conf, const char *id)
{
	if (mkdir(workdir_path(a, conf, ""), 0700) && errno != EEXIST)
		return -errno;
	if (mkdir(workdir_path(a, conf, id), 0700) && errno != EEXIST)
		return -errno;
	return 0;
}

/* The previous holder may have removed the folder since we opened it. */
static bool
workdir_is_at(int fd, const char *path)
{
	struct stat held, named;

	return !fstat(fd, &held) && !stat(path, &named) &&
	    held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

int
workdir_open(struct arena *a, const struct conf *conf, const char *id,
    struct workdir *w)
{
	AUTO(fd_closep) int fd = -1;
	const char *path = workdir_path(a, conf, id);
	int err = workdir_is_id(id) ? workdir_make_folders(a, conf, id)
	    : -EINVAL;

	if (err)
		return err;
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return errno == ENOENT ? -EAGAIN : -errno;
	if (flock(fd, LOCK_EX | LOCK_NB))
		return errno == EWOULDBLOCK ? -EAGAIN : -errno;
	if (!workdir_is_at(fd, path))
		return -EAGAIN;
	*w = (struct workdir){ .lock = fd, .path = path };
	fd = -1;
	return 0;
}

void
workdir_close(struct workdir *w)
{
	fd_closep(&w->lock);
}

/* A folder that contains only files. */
static int
workdir_remove_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	AUTO(dir_closep) DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;

	if (fd >= 0 && !d)
		close(fd);
	while (d && (e = readdir(d)))
		if (strcmp(e->d_name, ".") && strcmp(e->d_name, ".."))
			unlinkat(dirfd(d), e->d_name, 0);
	return rmdir(path) && errno != ENOENT ? -errno : 0;
}

int
workdir_remove(const struct conf *conf, const char *id)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *path = workdir_path(&a, conf, id);

	if (!workdir_is_id(id))
		return -EINVAL;
	workdir_remove_folder(arena_printf(&a, "%s/" WORKDIR_FONTS, path));
	return workdir_remove_folder(path);
}

static int
workdir_sync_path(const char *path, int flags)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | flags);

	return fd < 0 || fsync(fd) ? -errno : 0;
}

int
workdir_publish(struct arena *a, const struct conf *conf,
    const struct workdir *w, const char *work_name, const char *file_name)
{
	const char *from = arena_printf(a, "%s/%s", w->path, work_name);
	const char *to = arena_printf(a, "%s/%s", conf->capture_dir,
	    file_name);
	int err;

	if (!capture_dir_name_is_ours(file_name))
		return -EINVAL;
	err = workdir_sync_path(from, 0);
	if (!err && rename(from, to))
		err = -errno;
	return err ? err : workdir_sync_path(conf->capture_dir, O_DIRECTORY);
}

#define WORKDIRS_MAX	10000

int
workdir_list(struct arena *a, const struct conf *conf, const char *const **ids,
    size_t *n)
{
	AUTO(dir_closep) DIR *d = opendir(workdir_path(a, conf, ""));
	const char **v = arena_alloc(a, WORKDIRS_MAX * sizeof(*v));
	struct dirent *e;

	if (!d)
		return errno == ENOENT ? 0 : -errno;
	for (*n = 0; *n < WORKDIRS_MAX && (e = readdir(d)); )
		if (workdir_is_id(e->d_name))
			v[(*n)++] = arena_strdup(a, e->d_name);
	*ids = v;
	return 0;
}
