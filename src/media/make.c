#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "arena.h"
#include "auto.h"
#include "ffmpeg.h"
#include "make_run.h"

/* Smaller than any file we make needs to be finished. */
#define SCARCE_BYTES	(256u << 10)

int
disk_error(const struct work *w, const char **why)
{
	struct statvfs s;

	if (statvfs(w->dir, &s) ||
	    s.f_bavail * (unsigned long long)s.f_frsize >= SCARCE_BYTES)
		return 0;
	*why = "the disk is full";
	return -ENOSPC;
}

static int
too_slow(struct arena *a, const struct run *r, const char **why)
{
	*why = arena_printf(a, "FFmpeg was not done after %d s and was ended",
	    (r->timeout_ms + 500) / 1000);
	return -ETIMEDOUT;
}

static int
no_start(struct arena *a, const struct run *r, int err, const char **why)
{
	*why = arena_printf(a, "%s cannot be run: %s", r->argv[0],
	    strerror(-err));
	return -EIO;
}

int
source_error(struct arena *a, const char *path, const char **why)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	int err = errno;

	if (fd >= 0)
		return 0;
	*why = arena_printf(a, "%s cannot be read: %s", path, strerror(err));
	return err == EACCES || err == EPERM ? -EACCES : -ENOENT;
}

/* The reason in the order in which a person can do something about it. */
static int
failed(struct arena *a, const struct work *w, const struct run *r,
    const char **why)
{
	const char *said = run_last_error(r, a);
	int rc = source_error(a, w->path, why);

	if (!rc)
		rc = disk_error(w, why);
	if (rc)
		return rc;
	if (r->status > 128)
		*why = arena_printf(a, "FFmpeg was ended by signal %d",
		    r->status - 128);
	else
		*why = arena_printf(a, "FFmpeg failed: %s", *said ? said
		    : "it did not say why");
	return -EIO;
}

int
make_run(struct arena *a, const struct work *w, struct run *r,
    const char **why)
{
	int rc = run(r, a);

	switch (rc) {
	case 0:
		return r->status ? failed(a, w, r, why) : 0;
	case -ETIMEDOUT:
		return too_slow(a, r, why);
	case -ECANCELED:
		*why = "cancelled";
		return rc;
	default:
		return no_start(a, r, rc, why);
	}
}

const char *
note_join(struct arena *a, const char *first, const char *then)
{
	if (!first || !then)
		return first ? first : then;
	return arena_printf(a, "%s; %s", first, then);
}

int64_t
file_size(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

ssize_t
file_head(const char *path, void *buf, size_t n)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);

	return fd < 0 ? -errno : pread(fd, buf, n, 0);
}

int
file_tail(const char *path, void *buf, size_t n)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t at = fd < 0 ? -1 : lseek(fd, -(off_t)n, SEEK_END);

	return at < 0 || pread(fd, buf, n, at) != (ssize_t)n ? -EIO : 0;
}
