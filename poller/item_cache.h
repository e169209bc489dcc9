/*
 * Library items by id, kept so that a session costs one request and not one
 * a second.
 */
#ifndef ITEM_CACHE_H
#define ITEM_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define ITEM_KEPT_BYTES	(512u << 10)	/* of one item: hundreds of streams */
#define ITEMS_BYTES	(16u << 20)	/* of all items */
#define ITEMS_MAX	1000
#define ITEM_RETRY_MS	10000	/* after no answer, or a stale item */

struct item_entry {
	struct arena	 arena;		/* of item */
	char		*id;
	void		*item;		/* NULL: not known yet */
	bool		 has_answered;	/* the server has, even by an error */
	bool		 is_stale;	/* item lacks what plays */
	int64_t		 asked_ms;	/* boot times; 0: never */
	int64_t		 used_ms;
	int64_t		 missing_ms;	/* its file is, since then; 0: not */
};

struct item_cache {
	struct item_entry **v;
	size_t		 n, room;
};

/* Gets or adds an entry; the pointer is valid until item_cache_trim(). */
struct item_entry *item_cache_get(struct item_cache *, const char *id,
	    int64_t now_ms);
/* Whether the item should be requested (again). */
bool	item_cache_is_due(const struct item_entry *, int64_t now_ms);
/*
 * The same if the item's file is missing: it may have been renamed, and the
 * server may notice any moment.  every_ms: between two polls.
 */
bool	item_cache_is_missing_due(struct item_entry *, int64_t now_ms,
	    int every_ms);
/*
 * Forgets items that were not used for a while, and the longest unused beyond
 * ITEMS_MAX or ITEMS_BYTES.
 */
void	item_cache_trim(struct item_cache *, int64_t now_ms);

#endif
