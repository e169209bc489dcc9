#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define FILE_MAX_BYTES	(256 << 20)

int
files_make_folders(struct arena *a, const char *path)
{
	char *dir = arena_strdup(a, path), *slash = dir;

	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		if (mkdir(dir, 0777) && errno != EEXIST)
			return -errno;
		*slash = '/';
	}
	return 0;
}

void
files_clear_folder(const char *path)
{
	AUTO(dir_closep) DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d)))
		if (e->d_type == DT_REG)
			unlinkat(dirfd(d), e->d_name, 0);
	rmdir(path);
}

int
files_read(struct arena *a, const char *path, char **out, size_t *len)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	size_t got = 0;
	ssize_t n = 1;

	if (fd < 0 || fstat(fd, &st))
		return -errno;
	if (st.st_size > FILE_MAX_BYTES)
		return -EFBIG;
	*out = arena_alloc(a, (size_t)st.st_size + 1);
	while (n > 0 && got < (size_t)st.st_size) {
		n = read(fd, *out + got, (size_t)st.st_size - got);
		got += n > 0 ? (size_t)n : 0;
	}
	*len = got;
	return n < 0 ? -errno : 0;
}

void
files_closep(FILE **f)
{
	if (*f)
		fclose(*f);
}
