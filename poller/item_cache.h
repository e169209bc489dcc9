/*
 * The library items that were asked for, by id, so that a session costs one
 * question and not one a second.
 */
#ifndef ITEM_CACHE_H
#define ITEM_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define ITEM_KEPT_BYTES	(512u << 10)	/* of one; hundreds of streams */
#define ITEMS_BYTES	(16u << 20)	/* of all */
#define ITEMS_MAX	1000
#define ITEM_RETRY_MS	10000	/* no answer, or not what plays */

struct item_entry {
	struct arena	 arena;		/* of item */
	char		*id;
	void		*item;		/* NULL: not known yet */
	bool		 has_answered;	/* the server, whatever it said */
	bool		 is_stale;		/* it lacks what plays */
	int64_t		 asked_ms;	/* boot times; 0: never */
	int64_t		 used_ms;
	int64_t		 missing_ms;	/* its file, since then; 0: it is here */
};

struct item_cache {
	struct item_entry	**v;
	size_t			 n, room;
};

/* The entry, made when there is none; it stays where it is until trimmed. */
struct item_entry	*item_cache_get(struct item_cache *, const char *id,
			    int64_t now_ms);
/* Should it be asked for (again)? */
bool			 item_cache_is_due(const struct item_entry *,
	    int64_t now_ms);
/*
 * The same where the file that it names is missing: it may have been renamed,
 * and the server may learn that any moment.  every_ms: between two polls.
 */
bool			 item_cache_is_missing_due(struct item_entry *,
	    int64_t now_ms,
			    int every_ms);
/*
 * Forgets what has not been used for a while, and the longest unused while
 * there are more than ITEMS_MAX or all take more than ITEMS_BYTES.
 */
void			 item_cache_trim(struct item_cache *, int64_t now_ms);

#endif
