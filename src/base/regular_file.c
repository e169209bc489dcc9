#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "regular_file.h"

/*
 * O_PATH opens nothing but the name.  Opening again through /proc gets the
 * very file that was checked, even if the name leads elsewhere by then.
 */
int
regular_file_open(const char *path)
{
	AUTO(fd_closep) int there = open(path, O_PATH | O_CLOEXEC);
	char again[32];
	struct stat st;
	int fd;

	if (there < 0 || fstat(there, &st))
		return -errno;
	if (!S_ISREG(st.st_mode))
		return S_ISDIR(st.st_mode) ? -EISDIR : -EINVAL;
	snprintf(again, sizeof(again), "/proc/self/fd/%d", there);
	fd = open(again, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	return fd < 0 ? -errno : fd;
}

bool
regular_file_is_readable(const char *path)
{
	AUTO(fd_closep) int fd = regular_file_open(path);

	return fd >= 0;
}

int64_t
regular_file_size(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 ? (int64_t)st.st_size : 0;
}

/* At most len bytes, fewer at the file's end: their number, or -errno. */
static ssize_t
regular_file_fill(int fd, char *buf, size_t len, off_t at)
{
	size_t got = 0;
	ssize_t n;

	while (got < len) {
		n = pread(fd, buf + got, len - got, at + (off_t)got);
		if (n == 0)
			break;
		if (n < 0 && errno != EINTR)
			return -errno;
		got += n > 0 ? (size_t)n : 0;
	}
	return (ssize_t)got;
}

int
regular_file_read(struct arena *a, const char *path, size_t max, char **text,
    size_t *len)
{
	AUTO(fd_closep) int fd = regular_file_open(path);
	struct stat st;
	char *buf;
	ssize_t n;

	if (fd < 0)
		return fd;
	if (fstat(fd, &st))
		return -errno;
	if ((uintmax_t)st.st_size > max)
		return -EFBIG;
	buf = arena_alloc(a, (size_t)st.st_size + 1);
	n = regular_file_fill(fd, buf, (size_t)st.st_size, 0);
	if (n < 0)
		return (int)n;
	*text = buf;
	*len = (size_t)n;
	return 0;
}

ssize_t
regular_file_read_head(const char *path, void *buf, size_t n)
{
	AUTO(fd_closep) int fd = regular_file_open(path);

	return fd < 0 ? fd : regular_file_fill(fd, buf, n, 0);
}

int
regular_file_read_tail(const char *path, void *buf, size_t n)
{
	AUTO(fd_closep) int fd = regular_file_open(path);
	off_t at = fd < 0 ? -1 : lseek(fd, -(off_t)n, SEEK_END);

	return at < 0 || regular_file_fill(fd, buf, n, at) != (ssize_t)n
	    ? -EIO : 0;
}

int
regular_file_write(const char *path, const void *text, size_t len, mode_t mode)
{
	AUTO(fd_closep) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC | O_NOFOLLOW, mode);
	const char *p = text;
	ssize_t n;

	if (fd < 0)
		return -errno;
	for (; len; p += n, len -= (size_t)n) {
		n = write(fd, p, len);
		if (n < 0 && errno != EINTR)
			return -errno;
		if (n < 0)
			n = 0;
	}
	return 0;
}
