#include "config.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "event_stream.h"
#include "sse.h"
#include "base/timestamp.h"
#include "servers/plex.h"
#include "servers/session_report.h"

#define CONNECT_MS	4000
#define SILENT_S	40L		/* it pings every 10 s */
#define RETRY_MS	60000		/* after it ended or failed */
#define BYTES_MAX	(8 << 20)	/* of one connection; then a new one */
#define RECENT_MAX	64		/* events that are remembered */
#define SAME_S		0.0005
#define SHOWN_MS	15000	/* an older event no longer matches a poll */
#define WAY_MS		100		/* longest time on the network */

/* A report of a player, and the boot times that it arrived between. */
struct recent_event {
	struct plex_event	event;
	int64_t			early_ms, late_ms;
};

struct event_stream {
	CURLM			*multi;
	CURL			*curl;
	struct curl_slist	*headers;
	bool			 is_open;
	bool			 has_event;
	int64_t			 retry_ms;	/* boot: when to open it */
	size_t			 bytes;
	struct sse		 sse;
	int64_t			 looked_ms;	/* boot: last read, all of it */
	struct recent_event	 recent[RECENT_MAX];	/* a ring */
	size_t			 nrecent;	/* all since the start */
};

static void
event_stream_handle_event(void *arg, const char *name, const char *data)
{
	struct event_stream *e = arg;
	struct recent_event *r = &e->recent[e->nrecent % RECENT_MAX];

	if (strcmp(name, "playing"))
		return;
	e->has_event = true;
	if (plex_event_parse(data, strlen(data), &r->event))
		return;
	r->late_ms = timestamp_boot_ms();
	r->early_ms = e->looked_ms - WAY_MS;
	e->nrecent++;
}

/* Returning less than n ends the stream. */
static size_t
event_stream_receive(char *data, size_t one, size_t n, void *arg)
{
	struct event_stream *e = arg;
	long status = 0;

	n *= one;
	e->bytes += n;
	curl_easy_getinfo(e->curl, CURLINFO_RESPONSE_CODE, &status);
	if (status != 200 || e->bytes > BYTES_MAX)
		return 0;
	sse_feed(&e->sse, data, n, event_stream_handle_event, e);
	return n;
}

static void
event_stream_add_header(struct event_stream *e, const char *text)
{
	struct curl_slist *more = curl_slist_append(e->headers, text);

	if (!more)
		abort();
	e->headers = more;
}

static void
event_stream_set_options(struct event_stream *e, const char *url)
{
	CURL *c = e->curl;

	curl_easy_setopt(c, CURLOPT_URL, url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, e->headers);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "MediaSnap");
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_MS);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, SILENT_S);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, event_stream_receive);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, e);
}

struct event_stream *
event_stream_new(const char *url, const char *const *headers)
{
	struct event_stream *e = calloc(1, sizeof(*e));

	if (!e || curl_global_init(CURL_GLOBAL_DEFAULT) ||
	    !(e->multi = curl_multi_init()) || !(e->curl = curl_easy_init()))
		abort();
	for (; *headers; headers++)
		if (strncmp(*headers, "Accept:", 7))
			event_stream_add_header(e, *headers);
	event_stream_add_header(e, "Accept: text/event-stream");
	event_stream_set_options(e, url);
	return e;
}

static void
event_stream_close(struct event_stream *e)
{
	if (e->is_open)
		curl_multi_remove_handle(e->multi, e->curl);
	e->is_open = false;
	e->retry_ms = timestamp_boot_ms() + RETRY_MS;
}

static void
event_stream_open(struct event_stream *e)
{
	if (curl_multi_add_handle(e->multi, e->curl))
		abort();
	e->is_open = true;
	e->bytes = 0;
	e->sse = (struct sse){ 0 };
	e->looked_ms = timestamp_boot_ms();
}

void
event_stream_freep(struct event_stream **e)
{
	if (!*e)
		return;
	event_stream_close(*e);
	curl_easy_cleanup((*e)->curl);
	curl_multi_cleanup((*e)->multi);
	curl_slist_free_all((*e)->headers);
	free(*e);
	*e = NULL;
}

static bool
event_stream_has_event(struct event_stream *e)
{
	int running = 0;

	if (!e->is_open && timestamp_boot_ms() >= e->retry_ms)
		event_stream_open(e);
	curl_multi_perform(e->multi, &running);
	e->looked_ms = timestamp_boot_ms();
	if (e->is_open && !running)
		event_stream_close(e);
	return e->has_event;
}

bool
event_stream_wait(struct event_stream *e, int64_t until_ms)
{
	int64_t left;
	bool now;

	while (!event_stream_has_event(e) &&
	    (left = until_ms - timestamp_boot_ms()) > 0)
		curl_multi_poll(e->multi, NULL, 0, (int)left, NULL);
	now = e->has_event;
	e->has_event = false;
	return now;
}

static const struct recent_event *
event_stream_find_recent(const struct event_stream *e, const struct report *r)
{
	int64_t now = timestamp_boot_ms();
	size_t i, n = e->nrecent < RECENT_MAX ? e->nrecent : RECENT_MAX;

	for (i = 1; i <= n; i++) {
		const struct recent_event *v =
		    &e->recent[(e->nrecent - i) % RECENT_MAX];

		if (now - v->late_ms > SHOWN_MS)
			break;
		if (!strcmp(v->event.session, r->session.native_key) &&
		    fabs(v->event.value_s - r->value_s) < SAME_S)
			return v;
	}
	return NULL;
}

void
event_stream_date_reports(const struct event_stream *e, struct reports *all)
{
	size_t i;

	for (i = 0; i < all->n; i++) {
		const struct recent_event *v = event_stream_find_recent(e,
		    &all->v[i]);

		if (!v)
			continue;
		all->v[i].event_early_ms = v->early_ms;
		all->v[i].event_ms = v->late_ms;
	}
}
