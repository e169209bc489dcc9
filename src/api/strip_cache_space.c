#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "strip_cache_space.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"

#define FILES_MAX	20000	/* limits a flood of small files */
#define SPARE_BYTES	(4 << 20)	/* left free for other files */

struct strip_file {
	const char	*name;
	struct timespec	 used;
	int64_t		 bytes;
};

struct strip_files {
	struct strip_file *v;
	size_t		 n;
	int64_t		 bytes;		/* unfinished ones at their maximum */
};

/* BYTES of "NAME.PID.BYTES.part.jpg"; 0: PID is dead; -1: another name. */
static int64_t
strip_cache_space_reserved(const char *name)
{
	long long bytes;
	int pid, end = 0;

	if (sscanf(name, "%*32[0-9a-f].%d.%lld.part.jpg%n", &pid, &bytes,
	    &end) != 2 || !end || name[end])
		return -1;
	return kill(pid, 0) && errno == ESRCH ? 0 : bytes;
}

static void
strip_cache_space_add_file(struct arena *a, int dir, const char *name,
    struct strip_files *all)
{
	struct strip_file *f = &all->v[all->n];
	int64_t made = strip_cache_space_reserved(name);
	struct stat st;

	if (*name == '.' || fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW))
		return;
	if (made > 0) {
		all->bytes += made;
		return;
	}
	*f = (struct strip_file){ arena_strdup(a, name), st.st_mtim,
	    st.st_size };
	all->bytes += f->bytes;
	all->n++;
}

static int
strip_cache_space_compare_age(const void *a, const void *b)
{
	const struct strip_file *x = a, *y = b;

	if (x->used.tv_sec != y->used.tv_sec)
		return x->used.tv_sec < y->used.tv_sec ? -1 : 1;
	return x->used.tv_nsec < y->used.tv_nsec ? -1 :
	    x->used.tv_nsec > y->used.tv_nsec;
}

static int64_t
strip_cache_space_free_bytes(int dir)
{
	struct statvfs s;

	return fstatvfs(dir, &s) ? 0
	    : (int64_t)s.f_bavail * (int64_t)s.f_frsize - SPARE_BYTES;
}

static bool
strip_cache_space_is_enough(int dir, const struct strip_files *all, size_t left,
    int64_t bytes)
{
	return all->bytes + bytes <= STRIP_CACHE_BYTES &&
	    left < FILES_MAX / 2 && strip_cache_space_free_bytes(dir) >= bytes;
}

int
strip_cache_space_make(struct arena *a, const struct conf *conf, int64_t bytes)
{
	const char *path = arena_printf(a, "%s/frames", conf->run_dir);
	AUTO(fd_closep) int lock = open(path, O_RDONLY | O_DIRECTORY |
	    O_CLOEXEC);
	AUTO(dir_closep) DIR *d = opendir(path);
	struct strip_files all = { .v = arena_alloc(a, FILES_MAX *
	    sizeof(*all.v)) };
	struct dirent *e;
	size_t i;

	if (!d || lock < 0 || flock(lock, LOCK_EX))
		return -errno;
	while (all.n < FILES_MAX && (e = readdir(d)))
		strip_cache_space_add_file(a, dirfd(d), e->d_name, &all);
	qsort(all.v, all.n, sizeof(*all.v), strip_cache_space_compare_age);
	for (i = 0; !strip_cache_space_is_enough(lock, &all, all.n - i, bytes);
	     i++) {
		if (i == all.n)
			return -ENOSPC;
		if (!unlinkat(lock, all.v[i].name, 0))
			all.bytes -= all.v[i].bytes;
	}
	return 0;
}
