/*
 * Plex's stream of events: a hint that now is the time to ask, so that a seek
 * or a pause is seen at once and a report when it is fresh.  Only a hint: what
 * an answer says is the truth, and a proxy may block the stream.
 */
#ifndef EVENTS_H
#define EVENTS_H

#include <stdbool.h>
#include <stdint.h>

struct events;

/* It keeps neither string; headers end with NULL. */
struct events	*events_new(const char *url, const char *const *headers);
void		 events_freep(struct events **);	/* for AUTO() */

/* Waits until then (boot clock), or less: true when something has happened. */
bool		 events_wait(struct events *, int64_t until_ms);

#endif
