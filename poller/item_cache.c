#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "item_cache.h"

#define FRESH_MS	600000	/* then an item is requested again */
#define UNUSED_MS	600000	/* then it is forgotten */
#define RENAMED_MS	300000	/* missing longer: probably deleted */

struct item_entry *
item_cache_get(struct item_cache *c, const char *id, int64_t now_ms)
{
	struct item_entry *e;
	size_t i;

	for (i = 0; i < c->n; i++)
		if (!strcmp(c->v[i]->id, id))
			break;
	if (i == c->n) {
		if (c->n == c->room) {
			c->room = c->room ? 2 * c->room : 8;
			c->v = reallocarray(c->v, c->room, sizeof(*c->v));
		}
		e = calloc(1, sizeof(*e));
		if (!c->v || !e || !(e->id = strdup(id)))
			abort();
		c->v[c->n++] = e;
	}
	c->v[i]->used_ms = now_ms;
	return c->v[i];
}

bool
item_cache_is_due(const struct item_entry *e, int64_t now_ms)
{
	int64_t age = now_ms - e->asked_ms;

	if (!e->asked_ms)
		return true;
	return age >= (e->item && !e->is_stale ? FRESH_MS : ITEM_RETRY_MS);
}

bool
item_cache_is_missing_due(struct item_entry *e, int64_t now_ms, int every_ms)
{
	int64_t age = now_ms - e->asked_ms;

	if (!e->missing_ms)
		e->missing_ms = now_ms;
	return !e->asked_ms || age >= (now_ms - e->missing_ms < RENAMED_MS
	    ? every_ms + every_ms / 2 : ITEM_RETRY_MS);
}

static void
item_cache_free_entry(struct item_entry *e)
{
	arena_reset(&e->arena);
	free(e->id);
	free(e);
}

static int
item_cache_compare_use(const void *a, const void *b)
{
	const struct item_entry *x = *(struct item_entry *const *)a;
	const struct item_entry *y = *(struct item_entry *const *)b;

	return x->used_ms > y->used_ms ? -1 : x->used_ms < y->used_ms;
}

void
item_cache_trim(struct item_cache *c, int64_t now_ms)
{
	size_t i, kept = 0, bytes = 0;

	if (c->n)
		qsort(c->v, c->n, sizeof(*c->v), item_cache_compare_use);
	for (i = 0; i < c->n; i++) {
		bytes += arena_bytes(&c->v[i]->arena);
		if (now_ms - c->v[i]->used_ms < UNUSED_MS &&
		    kept < ITEMS_MAX && bytes <= ITEMS_BYTES)
			c->v[kept++] = c->v[i];
		else
			item_cache_free_entry(c->v[i]);
	}
	c->n = kept;
}
