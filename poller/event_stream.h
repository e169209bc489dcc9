/*
 * Plex's stream of events: a hint that now is the time to ask, so that a seek
 * or a pause is seen at once, and the time at which a player reported what the
 * answers then repeat.  Only a hint: what an answer says is the truth, and a
 * proxy may block the stream.
 */
#ifndef EVENT_STREAM_H
#define EVENT_STREAM_H

#include <stdbool.h>
#include <stdint.h>

struct event_stream;
struct reports;

/* It keeps neither string; headers end with NULL. */
struct event_stream	*event_stream_new(const char *url,
	    const char *const *headers);
void		 event_stream_freep(struct event_stream **);	/* for AUTO() */

/* Waits until then (boot clock), or less: true when something has happened. */
bool		 event_stream_wait(struct event_stream *, int64_t until_ms);

/* Tells reports that events have announced when these came. */
void		 event_stream_date_reports(const struct event_stream *,
	    struct reports *);

#endif
