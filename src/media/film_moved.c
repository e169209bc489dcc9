#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "film_moved.h"
#include "base/arena.h"
#include "model/capture.h"
#include "model/media_file.h"
#include "model/session.h"

#define WITHIN_S	0.5	/* in case the part's start is rounded */

/* A better copy of the film does not count: its tracks have other numbers. */
static bool
film_moved_is_same_file(struct db *db, const char *was, const char *path)
{
	struct media_file now = { .path = path };
	int64_t size;

	return !media_file_stat(&now) && !media_file_size(db, was, &size) &&
	    size == now.size;
}

const char *
film_moved_find(struct db *db, struct arena *a, const struct capture *c,
    const char *path, double part_start_s)
{
	const struct session_part *part;
	struct session s;
	double at;

	if (!c->media_key ||
	    session_by_item(db, a, c->source, c->media_key, &s))
		return NULL;
	part = session_part_at(&s, part_start_s + WITHIN_S, &at);
	return part && strcmp(part->path, path) &&
	    film_moved_is_same_file(db, path, part->path) ? part->path : NULL;
}

/* Length of the path without its extension. */
static size_t
film_moved_stem(const char *film)
{
	const char *dot = strrchr(film, '.');

	return dot && !strchr(dot, '/') ? (size_t)(dot - film) : strlen(film);
}

const char *
film_moved_find_beside(struct arena *a, const char *path, const char *film_was,
    const char *film)
{
	size_t was = film_moved_stem(film_was);

	if (!path || strncmp(path, film_was, was) || path[was] != '.')
		return path;
	return arena_printf(a, "%.*s%s", (int)film_moved_stem(film), film,
	    path + was);
}
