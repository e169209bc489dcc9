#include "config.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "file_locate.h"
#include "base/arena.h"
#include "base/nfc.h"
#include "base/path_map.h"
#include "base/url.h"
#include "model/session.h"

static bool
is_absent(const char *path)
{
	return access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR);
}

/* The path itself, or that of the same name in the other composition. */
static const char *
existing(struct arena *a, const char *path)
{
	return is_absent(path) ? nfc_find(a, path) : path;
}

/* An address of a share may have its spaces as "%20"; a path has none. */
static const char *
unescaped(struct arena *a, const char *reported)
{
	return strstr(reported, "://") && strchr(reported, '%')
	    ? url_decode(a, reported, strlen(reported)) : NULL;
}

static const char *
locate(struct arena *a, const struct pathmap *map, const char *reported)
{
	const char *path = pathmap_apply(a, map, reported), *found, *plain;

	if (*path == '/' && (found = existing(a, path)))
		return found;
	plain = unescaped(a, reported);
	if (!plain)
		return path;
	plain = pathmap_apply(a, map, plain);
	return *plain == '/' && (found = existing(a, plain)) ? found : path;
}

static void
locate_track(struct arena *a, const struct pathmap *map,
    struct session_track *t)
{
	if (t->path)
		t->path = locate(a, map, t->path);
}

void
locate_files(struct arena *a, const struct pathmap *map, struct session *s)
{
	struct session_part *v = arena_alloc(a, s->nparts * sizeof(*v));
	struct session_external *e = arena_alloc(a,
	    s->nexternals * sizeof(*e));
	size_t i;

	for (i = 0; i < s->nparts; i++) {
		v[i] = s->parts[i];
		v[i].path = locate(a, map, v[i].reported);
		v[i].reported = place_shown(a, v[i].reported);
	}
	s->parts = v;
	for (i = 0; i < s->nexternals; i++) {
		e[i] = s->externals[i];
		locate_track(a, map, &e[i].track);
	}
	s->externals = e;
	locate_track(a, map, &s->subtitles);
}

bool
locate_is_missing(const struct session *s)
{
	size_t i;

	for (i = 0; i < s->nparts; i++)
		if (*s->parts[i].path != '/' || is_absent(s->parts[i].path))
			return true;
	return false;
}
