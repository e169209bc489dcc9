#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "capture_dir.h"
#include "capture_dir_cache.h"

#define PLACES		1024	/* enough for the newest pages, the busiest */
#define NAME_BYTES	48	/* a UUID, a dot and an extension */
#define SETTLED_S	2	/* coarser than any file system's clock */

struct capture_dir_cache {
	struct stat	 as;		/* the folder when names were found */
	char		 names[PLACES][NAME_BYTES];
};

struct capture_dir_cache *
capture_dir_cache_new(void)
{
	struct capture_dir_cache *s = calloc(1, sizeof(*s));

	if (!s)
		abort();
	return s;
}

void
capture_dir_cache_freep(struct capture_dir_cache **s)
{
	free(*s);
}

static bool
capture_dir_cache_is_same_dir(const struct stat *a, const struct stat *b)
{
	return a->st_dev == b->st_dev && a->st_ino == b->st_ino &&
	    a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
	    a->st_mtim.tv_nsec == b->st_mtim.tv_nsec &&
	    a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
	    a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* A folder that changed just now may change again within the same tick. */
void
capture_dir_cache_begin(struct capture_dir_cache *s, int folder)
{
	struct stat st;

	if (folder < 0 || fstat(folder, &st))
		memset(&st, 0, sizeof(st));
	if (capture_dir_cache_is_same_dir(&s->as, &st) &&
	    st.st_ctim.tv_sec + SETTLED_S < time(NULL))
		return;
	s->as = st;
	memset(s->names, 0, sizeof(s->names));
}

/* FNV-1a; names are random, so any hash will do. */
static size_t
capture_dir_cache_slot(const char *name)
{
	uint32_t h = 2166136261u;

	while (*name)
		h = (h ^ (unsigned char)*name++) * 16777619u;
	return h % PLACES;
}

bool
capture_dir_cache_has(struct capture_dir_cache *s, int folder, const char *name)
{
	char *kept = s->names[capture_dir_cache_slot(name)];
	int64_t size;

	if (!strcmp(kept, name))
		return true;
	if (capture_dir_file_size(folder, name, &size))
		return false;
	if (strlen(name) < NAME_BYTES)
		memcpy(kept, name, strlen(name) + 1);
	return true;
}
