#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "subtitle_file.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/regular_file.h"
#include "media/text_decode.h"

static int
subtitle_file_fail(struct arena *a, const char *what, int err, const char **why)
{
	*why = arena_printf(a, "the subtitles cannot be %s: %s", what,
	    strerror(err));
	return -err;
}

static int
subtitle_file_fail_size(struct arena *a, off_t size, const char **why)
{
	*why = arena_printf(a, "subtitles: a text of %lld MB is not read; at "
	    "most %u MB are", (long long)size >> 20, SUBTITLE_FILE_MAX >> 20);
	return -EFBIG;
}

static ssize_t
subtitle_file_read_all(int fd, char *buf, size_t room)
{
	size_t len = 0;
	ssize_t n;

	while (len < room && (n = read(fd, buf + len, room - len)) != 0) {
		if (n < 0 && errno != EINTR)
			return -errno;
		len += n > 0 ? (size_t)n : 0;
	}
	return (ssize_t)len;
}

int
subtitle_file_read(struct arena *a, const char *path, char **text,
    size_t *len, const char **why)
{
	AUTO(fd_closep) int fd = regular_file_open(path);
	struct stat st;
	ssize_t n;

	if (fd < 0 || fstat(fd, &st))
		return subtitle_file_fail(a, "read", fd < 0 ? -fd : errno, why);
	if (st.st_size > SUBTITLE_FILE_MAX)
		return subtitle_file_fail_size(a, st.st_size, why);
	*text = arena_alloc(a, (size_t)st.st_size + 1);
	n = subtitle_file_read_all(fd, *text, (size_t)st.st_size);
	if (n < 0)
		return subtitle_file_fail(a, "read", (int)-n, why);
	*len = (size_t)n;
	return 0;
}

int
subtitle_file_write(struct arena *a, const char *path, const char *text,
    size_t len, const char **why)
{
	AUTO(fd_closep) int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC | O_NOFOLLOW, 0600);
	ssize_t n = fd < 0 ? -1 : write(fd, text, len);

	if (n < 0 || (size_t)n != len)
		return subtitle_file_fail(a, "kept", n < 0 ? errno : ENOSPC,
		    why);
	return 0;
}

int
subtitle_file_convert(struct arena *a, const char *path, const char *language,
    const char **why)
{
	const char *mended;
	char *text = NULL;
	size_t len = 0, n;
	int rc = subtitle_file_read(a, path, &text, &len, why);

	if (rc)
		return rc;
	mended = text_decode(a, text, len, language, &n);
	return mended == text ? 0
	    : subtitle_file_write(a, path, mended, n, why);
}
