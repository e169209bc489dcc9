#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "base/arena.h"
#include "base/cleanup.h"

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
