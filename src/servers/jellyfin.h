/* Jellyfin's JSON: what plays, and the library's items.  Pure. */
#ifndef JELLYFIN_H
#define JELLYFIN_H

#include <stddef.h>
#include <stdint.h>

#include "session_report.h"

struct arena;
struct jellyfin_item;

/* GET /Sessions.  0, or -EBADMSG when it is no session list. */
int	jellyfin_parse(struct arena *, const char *, size_t len,
	    struct reports *);

/* GET /GetUtcTime: 0, or -EBADMSG.  In ms, by the server's clock. */
int	jellyfin_time_parse(const char *, size_t, int64_t *received_ms,
	    int64_t *sent_ms);

/* GET /Items?ids=…&fields=Path,MediaSources: NULL when it has no item. */
struct jellyfin_item	*jellyfin_item_parse(struct arena *, const char *,
			    size_t len);

/* Completes a report whose other version plays; false: it is not there. */
bool	jellyfin_item_join(struct arena *, struct report *,
	    const struct jellyfin_item *);

#endif
