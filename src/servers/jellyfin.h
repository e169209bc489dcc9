/* Parses Jellyfin's JSON: sessions and library items.  Pure. */
#ifndef JELLYFIN_H
#define JELLYFIN_H

#include <stddef.h>
#include <stdint.h>

#include "session_report.h"

struct arena;
struct jellyfin_item;

/* GET /Sessions.  0, or -EBADMSG if it is not a list of sessions. */
int	jellyfin_parse(struct arena *, const char *, size_t len,
	    struct reports *);

/* GET /GetUtcTime: 0, or -EBADMSG.  In epoch ms, by the server's clock. */
int	jellyfin_time_parse(const char *, size_t, int64_t *received_ms,
	    int64_t *sent_ms);

/* GET /Items?ids=…&fields=Path,MediaSources: NULL if it has no item. */
struct jellyfin_item	*jellyfin_item_parse(struct arena *, const char *,
			    size_t len);

/* Adds the file of the version that plays; false: the item lacks it. */
bool	jellyfin_item_join(struct arena *, struct report *,
	    const struct jellyfin_item *);

#endif
