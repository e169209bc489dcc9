#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "regular_file.h"

/* What is looked at is what is opened, whatever the name leads to by then. */
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
