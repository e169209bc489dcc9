#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "capture_dir.h"
#include "capture_dir_cache.h"

#define PLACES		1024	/* the newest pages, of which most is asked */
#define NAME_BYTES	48	/* a UUID, a dot and an extension */
#define SETTLED_S	2	/* coarser than any file system's clock */

struct folder_seen {
	struct stat	 as;		/* the folder's times of then */
	char		 names[PLACES][NAME_BYTES];
};

struct folder_seen *
folder_seen_new(void)
{
	struct folder_seen *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	return s;
}

void
folder_seen_freep(struct folder_seen **s)
{
	free(*s);
}

static bool
is_same(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	    a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	    a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* A folder that changes right now may change twice within one tick. */
void
folder_seen_begin(struct folder_seen *s, int folder)
{
	struct stat st;

	if (folder < 0 || fstat(folder, &st))
		memset(&st, 0, sizeof(st));
	if (is_same(&s->as, &st) && st.st_ctim.tv_sec + SETTLED_S <
	    time(NULL))
		return;
	s->as = st;
	memset(s->names, 0, sizeof(s->names));
}

/* FNV-1a: names are random, it only has to spread them. */
static size_t
place(const char *name)
{
	uint32_t h = 2166136261u;

	while (*name)
		h = (h ^ (unsigned char)*name++) * 16777619u;
	return h % PLACES;
}

bool
folder_seen_has(struct folder_seen *s, int folder, const char *name)
{
	char *kept = s->names[place(name)];
	int64_t size;

	if (!strcmp(kept, name))
		return true;
	if (folder_file_size(folder, name, &size))
		return false;
	if (strlen(name) < NAME_BYTES)
		memcpy(kept, name, strlen(name) + 1);
	return true;
}
