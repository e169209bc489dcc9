#include "config.h"

#include <errno.h>
#include <string.h>

#include "arena.h"
#include "media_file.h"
#include "probe.h"

static int
identify(struct arena *a, const char *path, struct media_file *f,
    const char **why)
{
	int err;

	f->path = path;
	err = media_file_stat(f);
	if (!err)
		return 0;
	if (err == -EINVAL) {
		*why = arena_printf(a, "%s is not a file", path);
		return -EBADMSG;
	}
	*why = arena_printf(a, "%s cannot be read: %s", path, strerror(-err));
	return err == -EACCES ? -EACCES : -ENOENT;
}

static bool
read_kept(struct db *db, struct arena *a, const struct media_file *f,
    struct probe *p)
{
	const char *json;

	return !media_file_get(db, a, f, &json) &&
	    !probe_parse(a, json, strlen(json), p) && p->is_current;
}

int
probe_kept(struct db *db, struct arena *a, const char *path, struct probe *p,
    const char **why)
{
	struct media_file f;
	int rc = identify(a, path, &f, why);

	if (rc)
		return rc;
	return read_kept(db, a, &f, p) ? 0 : -EAGAIN;
}

/* Facts that cannot be kept are still facts. */
int
probe_get(struct db *db, struct arena *a, const struct probe_limits *l,
    const char *path, struct probe *p, const char **why)
{
	struct media_file f;
	const char *json;
	int rc = identify(a, path, &f, why);

	if (rc || read_kept(db, a, &f, p))
		return rc;
	rc = probe_run_within(a, l, path, p, &json, why);
	if (!rc)
		media_file_put(db, &f, json);
	return rc;
}
