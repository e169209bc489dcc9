/* Parses Plex's XML: sessions and library items.  Pure. */
#ifndef PLEX_H
#define PLEX_H

#include <stddef.h>

#include "session_report.h"

struct arena;
struct plex_item;

/* Plex's streamType. */
enum { STREAM_AUDIO = 2, STREAM_SUBTITLES = 3 };

/* GET /status/sessions.  0, or -EBADMSG if it is not a list of sessions. */
int	plex_parse(struct arena *, const char *, size_t len,
	    struct reports *);

/*
 * Assigns the published ids.  A sessionKey keeps its id (before: the rows of
 * the last poll); a new one gets Session@id, or the sessionKey if that is
 * missing or taken.
 */
void	plex_ids_assign(struct arena *, struct reports *,
	    const struct session *const *before, size_t nbefore);

/* GET /library/metadata/<ratingKey>: NULL if it is not an item. */
struct plex_item	*plex_item_parse(struct arena *, const char *,
			    size_t len);

/*
 * Completes a report from its item: files, durations, indexes of the tracks.
 * False: the item lacks the version that plays; it may be out of date.
 */
bool	plex_item_join(struct arena *, struct report *,
	    const struct plex_item *);

/* A "playing" event of the event stream. */
struct plex_event {
	char	session[64];	/* sessionKey */
	double	value_s;	/* viewOffset */
};

/* 0, or -EBADMSG if it names no session or no position. */
int	plex_event_parse(const char *, size_t len, struct plex_event *);

#endif
