/* Parses server-sent events from bytes as they arrive.  Pure. */
#ifndef SSE_H
#define SSE_H

#include <stddef.h>

#define SSE_LINE_MAX	4096	/* longer lines are cut */

struct sse {
	char	line[SSE_LINE_MAX];
	size_t	len;
	char	event[32];
	char	data[SSE_LINE_MAX];	/* its last line; all that Plex sends */
};

/* Calls whole() for each complete event, with its name and data. */
void	sse_feed(struct sse *, const char *bytes, size_t n,
	    void (*whole)(void *, const char *event, const char *data),
	    void *);

#endif
