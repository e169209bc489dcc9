#include "config.h"

#include <string.h>

#include "plex.h"
#include "base/arena.h"

/* The id that this sessionKey already has, or NULL. */
static const char *
plex_ids_find(const struct session *const *before, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(before[i]->native_key, key))
			return before[i]->id;
	return NULL;
}

static bool
plex_ids_is_taken(const struct reports *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->v[i].session.id && !strcmp(r->v[i].session.id, id))
			return true;
	return false;
}

/* An id can be taken, even by another row's sessionKey: then append "_". */
static const char *
plex_ids_make(struct arena *a, const struct reports *r,
    const struct report *one)
{
	const char *id = one->session_id;

	if (!id || plex_ids_is_taken(r, id))
		id = arena_printf(a, "plex-%s", one->session.native_key);
	while (plex_ids_is_taken(r, id))
		id = arena_printf(a, "%s_", id);
	return id;
}

void
plex_ids_assign(struct arena *a, struct reports *r,
    const struct session *const *before, size_t nbefore)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		r->v[i].session.id = plex_ids_find(before, nbefore,
		    r->v[i].session.native_key);
	for (i = 0; i < r->n; i++)
		if (!r->v[i].session.id)
			r->v[i].session.id = plex_ids_make(a, r, &r->v[i]);
}
