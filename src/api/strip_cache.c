#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "strip_cache.h"
#include "strip_cache_space.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/regular_file.h"
#include "plan/strip_args.h"

#define COMPANION_MAX	65536

/* FNV-1a.  Two with different starts make a name; it is not a secret. */
static uint64_t
strip_cache_hash_key(const char *s, uint64_t h)
{
	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
	return h;
}

const char *
strip_cache_name(struct arena *a, const char *path,
    const struct strip_request *q)
{
	struct stat st;
	const char *key;

	if (stat(path, &st))
		return NULL;
	key = arena_printf(a, "%s %lld %lld.%09ld %.6f %d %.6f %d", path,
	    (long long)st.st_size, (long long)st.st_mtim.tv_sec,
	    st.st_mtim.tv_nsec, q->at_s, q->count, q->step_s, q->width);
	return arena_printf(a, "%016" PRIx64 "%016" PRIx64,
	    strip_cache_hash_key(key, UINT64_C(0xcbf29ce484222325)),
	    strip_cache_hash_key(key, UINT64_C(0x9e3779b97f4a7c15)));
}

static const char *
strip_cache_path(struct arena *a, const struct conf *conf, const char *name,
    const char *ending)
{
	return arena_printf(a, "%s/frames/%s%s", conf->run_dir, name, ending);
}

const char *
strip_cache_get(struct arena *a, const struct conf *conf, const char *name)
{
	const char *json = strip_cache_path(a, conf, name, ".json");
	const char *sprite = strip_cache_path(a, conf, name, ".jpg");
	char *text;
	size_t len;

	/* Marks both files as used, so that others are deleted first. */
	if (regular_file_read(a, json, COMPANION_MAX, &text, &len) || !len ||
	    utimensat(AT_FDCWD, sprite, NULL, 0))
		return NULL;
	utimensat(AT_FDCWD, json, NULL, 0);
	return text;
}

/* The unfinished sprite; its name holds our pid and its maximum size. */
static const char *
strip_cache_part_path(struct arena *a, const struct conf *conf,
    const char *name, int64_t bytes)
{
	return strip_cache_path(a, conf, name,
	    arena_printf(a, ".%ld.%lld.part.jpg", (long)getpid(),
		(long long)bytes));
}

int
strip_cache_begin(struct arena *a, const struct conf *conf,
    const char *name, int64_t bytes, const char **part)
{
	int err = strip_cache_space_make(a, conf, bytes);
	AUTO(fd_closep) int fd = -1;

	*part = strip_cache_part_path(a, conf, name, bytes);
	if (!err)
		fd = open(*part, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
	return err ? err : fd < 0 ? -errno : 0;
}

void
strip_cache_abandon(const char *part)
{
	unlink(part);
}

static int
strip_cache_write_companion(struct arena *a, const struct conf *conf,
    const char *name, const char *json)
{
	const char *temp = strip_cache_path(a, conf, name, arena_printf(a,
	    ".%ld.part.json", (long)getpid()));
	int rc = regular_file_write(temp, json, strlen(json), 0600);

	if (!rc && rename(temp, strip_cache_path(a, conf, name, ".json")))
		return -errno;
	return rc;
}

int
strip_cache_store(struct arena *a, const struct conf *conf, const char *name,
    const char *part, const char *json)
{
	if (rename(part, strip_cache_path(a, conf, name, ".jpg")))
		return -errno;
	return strip_cache_write_companion(a, conf, name, json);
}
