/* Plex's event stream: its bytes and its events. */
#include "config.h"

#include <errno.h>
#include <string.h>

#include "tap.h"
#include "base/cleanup.h"
#include "poller/sse.h"
#include "servers/plex.h"

struct seen {
	int	n;
	char	event[32];
	char	data[SSE_LINE_MAX];
};

static void
see(void *arg, const char *event, const char *data)
{
	struct seen *s = arg;

	s->n++;
	strncpy(s->event, event, sizeof(s->event) - 1);
	strncpy(s->data, data, sizeof(s->data) - 1);
}

static const struct {
	const char	*text;
	int		 n;		/* complete events */
	const char	*event, *data;	/* of the last one */
	const char	*name;
} streams[] = {
	{ "event: playing\ndata: {\"a\":1}\n\n", 1, "playing", "{\"a\":1}",
	    "an event" },
	{ "event: playing\r\ndata: x\r\n\r\n", 1, "playing", "x",
	    "lines end in CR LF" },
	{ "event:playing\ndata:x\n\n", 1, "playing", "x", "no space" },
	{ "event: playing\ndata: x\n", 0, "", "", "not whole yet" },
	{ ": hello\nid: 3\n\n\n\n", 0, "", "", "comments and the like" },
	{ "event: ping\ndata: {}\n\nevent: playing\ndata: y\n\n", 2,
	    "playing", "y", "two" },
	{ "eventual: no\ndata: z\n\n", 1, "", "z", "no name" },
};

static void
sse(void)
{
	size_t i, j;

	for (i = 0; i < COUNT(streams); i++) {
		struct sse whole = { 0 }, bytes = { 0 };
		struct seen a = { 0 }, b = { 0 };

		sse_feed(&whole, streams[i].text, strlen(streams[i].text),
		    see, &a);
		for (j = 0; j < strlen(streams[i].text); j++)
			sse_feed(&bytes, streams[i].text + j, 1, see, &b);
		is_int(a.n, streams[i].n, streams[i].name);
		is_str(a.event, streams[i].event, "  event");
		is_str(a.data, streams[i].data, "  data");
		ok(!memcmp(&a, &b, sizeof(a)), "  byte by byte too");
	}
}

/* An endless line is cut, and later events are read. */
static void
sse_long(void)
{
	struct sse s = { 0 };
	struct seen a = { 0 };
	int i;

	sse_feed(&s, "data: ", 6, see, &a);
	for (i = 0; i < 3 * SSE_LINE_MAX; i++)
		sse_feed(&s, "x", 1, see, &a);
	sse_feed(&s, "\n\n", 2, see, &a);
	is_int((long long)strlen(a.data), SSE_LINE_MAX - 1 - 6,
	    "what fits is kept");
	sse_feed(&s, "event: playing\n\n", 16, see, &a);
	is_int(a.n, 2, "a long line is cut");
	is_str(a.event, "playing", "  and the next is read");
}

static const struct {
	const char	*text;
	int		 err;
	const char	*session;
	double		 value_s;
} events[] = {
	{ "{\"PlaySessionStateNotification\":{\"sessionKey\":\"7\","
	    "\"viewOffset\":900500,\"state\":\"playing\"}}", 0, "7", 900.5 },
	{ "{\"PlaySessionStateNotification\":[{\"sessionKey\":7,"
	    "\"viewOffset\":0}]}", 0, "7", 0 },
	{ "{\"PlaySessionStateNotification\":{\"sessionKey\":\"7\"}}",
	    -EBADMSG, "", 0 },
	{ "{\"PlaySessionStateNotification\":{\"viewOffset\":5}}", -EBADMSG,
	    "", 0 },
	{ "{\"PlaySessionStateNotification\":[]}", -EBADMSG, "", 0 },
	{ "{}", -EBADMSG, "", 0 },
	{ "[", -EBADMSG, "", 0 },
	{ "", -EBADMSG, "", 0 },
};

static void
notifications(void)
{
	size_t i;

	for (i = 0; i < COUNT(events); i++) {
		struct plex_event e = { 0 };

		is_int(plex_event_parse(events[i].text,
		    strlen(events[i].text), &e), events[i].err,
		    events[i].text);
		is_str(e.session, events[i].session, "  session");
		ok(e.value_s == events[i].value_s, "  position");
	}
}

int
main(void)
{
	sse();
	sse_long();
	notifications();
	return done();
}
