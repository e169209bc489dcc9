#include "config.h"

#include <errno.h>
#include <string.h>

#include "probe.h"
#include "base/arena.h"
#include "model/media_file.h"

static int
probe_get_identify(struct arena *a, const char *path, struct media_file *f,
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

/* Twice as many as 8K, the largest that cameras and televisions have. */
#define PIXELS_MAX	INT64_C(67108864)

static int
probe_get_check_picture(struct arena *a, const struct probe *p,
    const char **why)
{
	const struct probe_video *v = &p->video;

	if ((int64_t)v->width * v->height <= PIXELS_MAX)
		return 0;
	*why = arena_printf(a, "its picture is %d x %d; at most %lld "
	    "megapixels can be captured", v->width, v->height,
	    (long long)PIXELS_MAX >> 20);
	return -EBADMSG;
}

static bool
probe_get_read_kept(struct db *db, struct arena *a, const struct media_file *f,
    struct probe *p)
{
	const char *json;

	return !media_file_get(db, a, f, &json) &&
	    !probe_parse(a, json, strlen(json), p) && p->is_current;
}

int
probe_get_kept(struct db *db, struct arena *a, const char *path,
    struct probe *p, const char **why)
{
	struct media_file f;
	int rc = probe_get_identify(a, path, &f, why);

	if (rc)
		return rc;
	return probe_get_read_kept(db, a, &f, p)
	    ? probe_get_check_picture(a, p, why)
	    : -EAGAIN;
}

/* What ffprobe does not tell, within the object that it wrote. */
static int
probe_get_add_headers(struct arena *a, const struct probe_limits *l,
    const char *path, struct probe *p, const char **json, const char **why)
{
	const char *end = strrchr(*json, '}'), *where;
	int rc = probe_shape_find_headers(a, l, path, p, &where);

	if (rc == -ETIMEDOUT)
		*why = arena_printf(a, "ffmpeg was still reading %s after "
		    "%d s", path, l->timeout_ms / 1000);
	if (rc)
		return rc;
	*json = arena_printf(a, "%.*s, \"" PROBE_HEADERS "\": \"%s\"}",
	    (int)(end - *json), *json, where);
	return probe_parse(a, *json, strlen(*json), p);
}

/* A failure to keep the facts is ignored. */
int
probe_get(struct db *db, struct arena *a, const struct probe_limits *l,
    const char *path, struct probe *p, const char **why)
{
	struct media_file f;
	const char *json;
	int rc = probe_get_identify(a, path, &f, why);

	if (rc)
		return rc;
	if (probe_get_read_kept(db, a, &f, p))
		return probe_get_check_picture(a, p, why);
	rc = probe_run_within(a, l, path, p, &json, why);
	if (!rc)
		rc = probe_get_add_headers(a, l, path, p, &json, why);
	if (rc)
		return rc;
	media_file_put(db, &f, json);
	return probe_get_check_picture(a, p, why);
}
