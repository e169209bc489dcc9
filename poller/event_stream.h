/*
 * Plex's stream of events.  An event makes us poll at once, so that a seek or
 * a pause is seen immediately, and dates the report that the polls then repeat.
 * It is only a hint: positions come from the polls, and a proxy may block it.
 */
#ifndef EVENT_STREAM_H
#define EVENT_STREAM_H

#include <stdbool.h>
#include <stdint.h>

struct event_stream;
struct reports;

/* Copies both arguments; headers end with NULL. */
struct event_stream *event_stream_new(const char *url,
	    const char *const *headers);
void	event_stream_freep(struct event_stream **);	/* for AUTO() */

/* Waits until an event comes (true), at most until that boot time. */
bool	event_stream_wait(struct event_stream *, int64_t until_ms);

/* Sets the event times of reports that events announced. */
void	event_stream_date_reports(const struct event_stream *,
	    struct reports *);

#endif
