/* Plex's XML: what plays, and the library's items.  Pure. */
#ifndef PLEX_H
#define PLEX_H

#include <stddef.h>

#include "session_report.h"

struct arena;
struct plex_item;

/* Plex's streamType. */
enum { STREAM_AUDIO = 2, STREAM_SUBTITLES = 3 };

/* GET /status/sessions.  0, or -EBADMSG when it is no session list. */
int	plex_parse(struct arena *, const char *, size_t len,
	    struct reports *);

/*
 * The published ids.  A sessionKey keeps the id that it was given (before: the
 * rows of the last poll); a new one gets Session@id, or the sessionKey where
 * that is missing or another's.
 */
void	plex_ids_assign(struct arena *, struct reports *,
	    const struct session *const *before, size_t nbefore);

/* GET /library/metadata/<ratingKey>: NULL when it is no item. */
struct plex_item	*plex_item_parse(struct arena *, const char *,
			    size_t len);

/*
 * Completes a report from its item: files, lengths, indexes of the tracks.
 * False: the item does not have what plays; it may be out of date.
 */
bool	plex_item_join(struct arena *, struct report *,
	    const struct plex_item *);

/* "playing" of the event stream. */
struct plex_event {
	char	session[64];	/* sessionKey */
	double	value_s;	/* viewOffset */
};

/* 0, or -EBADMSG: it names no session or no position. */
int	plex_event_parse(const char *, size_t len, struct plex_event *);

#endif
