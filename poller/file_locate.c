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
file_locate_is_absent(const char *path)
{
	return access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR);
}

/* The path itself, or its name in another Unicode normalization. */
static const char *
file_locate_find_existing(struct arena *a, const char *path)
{
	return file_locate_is_absent(path) ? nfc_find(a, path) : path;
}

/* A share's URL may have spaces as "%20"; a path does not. */
static const char *
file_locate_unescape(struct arena *a, const char *reported)
{
	return strstr(reported, "://") && strchr(reported, '%')
	    ? url_decode(a, reported, strlen(reported)) : NULL;
}

static const char *
file_locate_path(struct arena *a, const struct path_map *map,
    const char *reported)
{
	const char *path = path_map_apply(a, map, reported), *found, *plain;

	if (*path == '/' && (found = file_locate_find_existing(a, path)))
		return found;
	plain = file_locate_unescape(a, reported);
	if (!plain)
		return path;
	plain = path_map_apply(a, map, plain);
	found = *plain == '/' ? file_locate_find_existing(a, plain) : NULL;
	return found ? found : path;
}

static void
file_locate_track(struct arena *a, const struct path_map *map,
    struct session_track *t)
{
	if (t->path)
		t->path = file_locate_path(a, map, t->path);
}

void
file_locate_session(struct arena *a, const struct path_map *map,
    struct session *s)
{
	struct session_part *v = arena_alloc(a, s->nparts * sizeof(*v));
	struct session_external *e = arena_alloc(a,
	    s->nexternals * sizeof(*e));
	size_t i;

	for (i = 0; i < s->nparts; i++) {
		v[i] = s->parts[i];
		v[i].path = file_locate_path(a, map, v[i].reported);
		v[i].reported = server_path_redact(a, v[i].reported);
	}
	s->parts = v;
	for (i = 0; i < s->nexternals; i++) {
		e[i] = s->externals[i];
		file_locate_track(a, map, &e[i].track);
	}
	s->externals = e;
	file_locate_track(a, map, &s->subtitles);
}

bool
file_locate_is_missing(const struct session *s)
{
	size_t i;

	for (i = 0; i < s->nparts; i++)
		if (*s->parts[i].path != '/' ||
		    file_locate_is_absent(s->parts[i].path))
			return true;
	return false;
}
