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

struct events;
struct reports;

/* It keeps neither string; headers end with NULL. */
struct events	*events_new(const char *url, const char *const *headers);
void		 events_freep(struct events **);	/* for AUTO() */

/* Waits until then (boot clock), or less: true when something has happened. */
bool		 events_wait(struct events *, int64_t until_ms);

/* Tells reports that events have announced when these came. */
void		 events_date(const struct events *, struct reports *);

#endif
