#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "capture_dir.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "model/capture.h"
#include "model/file_type.h"
#include "model/setting.h"

#define MARKER		".mediasnap"
#define ADOPTED		"capture_dir_adopted"

int
capture_dir_open(const struct conf *conf)
{
	int fd = open(conf->capture_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

static bool
capture_dir_has_marker(const struct conf *conf)
{
	AUTO(fd_closep) int dir = capture_dir_open(conf);

	return dir >= 0 && !faccessat(dir, MARKER, F_OK, 0);
}

static int
capture_dir_make_marker(int dir)
{
	AUTO(fd_closep) int fd = openat(dir, MARKER,
	    O_WRONLY | O_CREAT | O_CLOEXEC, 0644);

	return fd < 0 ? -errno : 0;
}

int
capture_dir_adopt(struct db *db, const struct conf *conf)
{
	AUTO(fd_closep) int dir = capture_dir_open(conf);
	bool was_adopted;
	int err = setting_is_set(db, ADOPTED, &was_adopted);

	if (err || (was_adopted && !capture_dir_has_marker(conf)))
		return err;
	if (dir < 0)
		return dir;
	err = capture_dir_make_marker(dir);
	if (!err && mkdirat(dir, ".work", 0700) && errno != EEXIST)
		err = -errno;
	return err ? err : setting_set(db, ADOPTED, "1");
}

int64_t
capture_dir_free_bytes(const struct conf *conf)
{
	struct statvfs v;

	if (statvfs(conf->capture_dir, &v))
		return -1;
	return (int64_t)v.f_bavail * (int64_t)v.f_frsize;
}

int
capture_dir_check(struct arena *a, struct db *db, const struct conf *conf,
    const char **why)
{
	bool was_adopted;
	int err = setting_is_set(db, ADOPTED, &was_adopted);

	if (err)
		return err;
	if (!capture_dir_has_marker(conf)) {
		*why = arena_printf(a, "CAPTURE_DIR %s is not there or not "
		    "mounted: its marker file %s is missing. Mount it, or, if "
		    "this is the right folder, make an empty file of that "
		    "name in it", conf->capture_dir, MARKER);
		return -ENODEV;
	}
	if (capture_dir_free_bytes(conf) < (int64_t)conf->min_free_mb << 20) {
		*why = arena_printf(a, "the disk of CAPTURE_DIR has less than "
		    "%d MB free (MIN_FREE_MB); delete something",
		    conf->min_free_mb);
		return -ENOSPC;
	}
	return 0;
}

static const char *
capture_dir_extension(const char *name)
{
	if (strspn(name, "0123456789abcdefABCDEF-") != CAPTURE_ID_LEN ||
	    name[CAPTURE_ID_LEN] != '.' || !name[CAPTURE_ID_LEN + 1])
		return NULL;
	return name + CAPTURE_ID_LEN + 1;
}

const char *
capture_dir_media_type(const char *name)
{
	const char *extension = capture_dir_extension(name);
	const struct file_type *type = extension
	    ? file_type_find(extension) : NULL;

	return type ? type->media_type : NULL;
}

bool
capture_dir_name_is_ours(const char *name)
{
	return capture_dir_media_type(name) != NULL;
}

int
capture_dir_file_size(int folder, const char *name, int64_t *size)
{
	struct stat st;

	if (!capture_dir_name_is_ours(name))
		return -EINVAL;
	if (folder < 0)
		return folder;
	if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW))
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -EINVAL;
	*size = st.st_size;
	return 0;
}

int
capture_dir_delete(const struct conf *conf, const char *name)
{
	AUTO(fd_closep) int dir = capture_dir_open(conf);

	if (!capture_dir_name_is_ours(name))
		return -EINVAL;
	if (dir < 0)
		return dir;
	return unlinkat(dir, name, 0) ? -errno : 0;
}

const char *
capture_dir_thumbnail_path(struct arena *a, const struct conf *conf,
    const char *id)
{
	const char *dir = arena_printf(a, "%s/" CAPTURE_DIR_THUMBNAILS,
	    conf->capture_dir);

	mkdir(dir, 0755);	/* a failure shows when the path is used */
	return arena_printf(a, "%s/%s.jpg", dir, id);
}

int
capture_dir_put_thumbnail(struct arena *a, const struct conf *conf,
    const char *work_path, const char *id)
{
	return rename(work_path, capture_dir_thumbnail_path(a, conf, id))
	    ? -errno : 0;
}

int
capture_dir_delete_thumbnail(const struct conf *conf, const char *id)
{
	char path[PATH_MAX];
	int n = snprintf(path, sizeof(path),
	    "%s/" CAPTURE_DIR_THUMBNAILS "/%s.jpg", conf->capture_dir, id);

	if (n < 0 || (size_t)n >= sizeof(path))
		return -ENAMETOOLONG;
	return unlink(path) ? -errno : 0;
}
