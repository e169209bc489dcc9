#include "config.h"

#include <string.h>

#include "plex.h"
#include "base/arena.h"

/* The id that this sessionKey was given once, or NULL. */
static const char *
given(const struct session *const *before, size_t n, const char *key)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!strcmp(before[i]->native_key, key))
			return before[i]->id;
	return NULL;
}

static bool
taken(const struct reports *r, const char *id)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->v[i].session.id && !strcmp(r->v[i].session.id, id))
			return true;
	return false;
}

/* A Session@id can even be another row's sessionKey: then a tail helps. */
static const char *
fresh(struct arena *a, const struct reports *r, const struct report *one)
{
	const char *id = one->session_id;

	if (!id || taken(r, id))
		id = arena_printf(a, "plex-%s", one->session.native_key);
	while (taken(r, id))
		id = arena_printf(a, "%s_", id);
	return id;
}

void
plex_ids(struct arena *a, struct reports *r,
    const struct session *const *before, size_t nbefore)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		r->v[i].session.id = given(before, nbefore,
		    r->v[i].session.native_key);
	for (i = 0; i < r->n; i++)
		if (!r->v[i].session.id)
			r->v[i].session.id = fresh(a, r, &r->v[i]);
}
