#include "config.h"

#include <errno.h>

#include "file_locate.h"
#include "poll.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "base/timestamp.h"
#include "servers/media_server.h"

#define ITEM_MAX	(8u << 20)
#define ITEM_TIMEOUT_MS	5000
#define TIME_MAX	4096u
#define TIME_TIMEOUT_MS	1000
#define TIME_EVERY_MS	60000
#define TIME_NONE_MS	600000	/* if it has no such call */
#define TIME_TRIES	4	/* the quickest answer counts */

#define NO_ANSWER "%s has not answered yet which file this is. It is asked " \
		"again every %d seconds."

static int
poll_request(struct poller *p, struct arena *a, const char *path, size_t max,
    int timeout_ms, struct http_get *f, const char **why)
{
	*f = (struct http_get){
		.url = arena_printf(a, "%s%s", p->server->url(p->conf), path),
		.headers = p->server->headers(a, p->conf),
		.max_bytes = max,
		.timeout_ms = timeout_ms,
	};
	return http_client_get(p->fetcher, a, f, why);
}

static const char *
poll_explain_unreachable(const struct poller *p, struct arena *a,
    const char *why)
{
	return arena_printf(a, "%s cannot be reached: %s. Is it running, and "
	    "is %s right?", p->server->label, why, p->server->url_setting);
}

/* Only the status is used: the body may be HTML of any program. */
static int
poll_check_status(const struct poller *p, struct arena *a, int status,
    const char **why)
{
	const struct media_server *s = p->server;

	if (status == 200)
		return 0;
	if (status == 401 || status == 403) {
		*why = arena_printf(a, "%s (%d)", s->refused, status);
		return -EACCES;
	}
	if (status >= 300 && status < 400)
		*why = arena_printf(a, "%s answers with a redirect (%d): set "
		    "%s to the address that it points to", s->label, status,
		    s->url_setting);
	else if (status >= 500)
		*why = arena_printf(a, "%s answers with an error (%d); it may "
		    "be starting or busy", s->label, status);
	else
		*why = arena_printf(a, "What answers at %s is not %s (%d)",
		    s->url_setting, s->label, status);
	return -EPROTO;
}

static int
poll_request_sessions(struct poller *p, struct arena *a,
    struct session_tracker *lives, int timeout_ms, struct poll_answer *out,
    const char **why)
{
	int64_t asked = timestamp_boot_ms();
	struct http_get f;
	int err;

	err = poll_request(p, a, p->server->sessions_path,
	    p->server->sessions_max_bytes, timeout_ms, &f, why);
	if (err) {
		*why = poll_explain_unreachable(p, a, *why);
		return err;
	}
	err = poll_check_status(p, a, f.status, why);
	if (err)
		return err;
	out->time = (struct poll_time){
		.before_ms = p->asked_ms,
		.asked_ms = asked,
		.at_ms = timestamp_boot_ms(),
		.wall_ms = timestamp_wall_ms(),
	};
	if (f.date)
		server_clock_add_date(&lives->clock,
		    &(struct server_clock_exchange){ asked, out->time.at_ms },
		    f.date * 1000);
	err = p->server->sessions_parse(a, f.body, f.len, &out->reports);
	if (err)
		*why = arena_printf(a, "What answers at %s is not %s: its "
		    "answer cannot be read", p->server->url_setting,
		    p->server->label);
	else
		p->asked_ms = asked;
	return err;
}

/* False: the server does not tell the time, now or at all. */
static bool
poll_request_time(struct poller *p, struct arena *a, struct server_clock *clock)
{
	struct server_clock_exchange x = { .asked_ms = timestamp_boot_ms() };
	int64_t received, sent;
	const char *why;
	struct http_get f;

	if (poll_request(p, a, p->server->time_path, TIME_MAX, TIME_TIMEOUT_MS,
		&f, &why))
		return false;
	x.answered_ms = timestamp_boot_ms();
	if (f.status != 200 ||
	    p->server->time_parse(f.body, f.len, &received, &sent)) {
		p->clock_ms = x.answered_ms + TIME_NONE_MS;
		return false;
	}
	server_clock_add_answer(clock, &x, received, sent);
	return true;
}

static void
poll_update_clock(struct poller *p, struct arena *a, struct server_clock *clock)
{
	int64_t now = timestamp_boot_ms();
	int i;

	if (!p->server->time_path || now < p->clock_ms)
		return;
	p->clock_ms = now + TIME_EVERY_MS;
	for (i = 0; i < TIME_TRIES && poll_request_time(p, a, clock); i++)
		;
}

/* False: the server failed; request no more items at this poll. */
static bool
poll_request_item(struct poller *p, struct item_entry *e, int64_t now_ms)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct arena fresh = { 0 };
	const char *why;
	struct http_get f;
	void *item;

	e->asked_ms = now_ms;
	e->is_stale = false;
	if (poll_request(p, &a, p->server->item_path(&a, e->id), ITEM_MAX,
	    ITEM_TIMEOUT_MS, &f, &why))
		return false;
	e->has_answered |= f.status < 500;
	if (f.status != 200)
		return f.status < 500;
	item = p->server->item_parse(&fresh, f.body, f.len);
	if (!item || arena_bytes(&fresh) > ITEM_KEPT_BYTES) {
		arena_reset(&fresh);
		return true;
	}
	arena_reset(&e->arena);
	e->arena = fresh;
	e->item = item;
	return true;
}

/* Requests the item only if the cached one is too old. */
static struct item_entry *
poll_get_item(struct poller *p, const char *id, int64_t now_ms, bool *go_on)
{
	struct item_entry *e = item_cache_get(&p->items, id, now_ms);

	if (*go_on && item_cache_is_due(e, now_ms))
		*go_on = poll_request_item(p, e, now_ms);
	return e;
}

/*
 * The library has not given a file yet, and the session names none.  After a
 * restart, uses what the row had, while the server is too busy to answer.
 */
static void
poll_recall_parts(const struct poller *p, struct arena *a,
    const struct session_tracker *lives, const struct item_entry *e,
    struct report *r)
{
	struct session *s = &r->session;
	const struct session *known = session_tracker_recall(lives, s);

	if (known && known->nparts) {
		r->is_recalled = true;
		s->parts = known->parts;
		s->nparts = known->nparts;
		s->audio = known->audio;
		s->subtitles = known->subtitles;
		s->externals = known->externals;
		s->nexternals = known->nexternals;
		s->media_error = NULL;
	} else if (!e->has_answered) {
		s->media_error = arena_printf(a, NO_ANSWER, p->server->label,
		    ITEM_RETRY_MS / 1000);
	}
}

/* Adds what the library knows, and locates the files here. */
static void
poll_join_item(struct poller *p, struct arena *a, struct item_entry *e,
    struct report *r)
{
	if (e && e->item && !p->server->report_join(a, r, e->item))
		e->is_stale = true;
	file_locate_session(a, &p->map, &r->session);
}

static void
poll_rejoin_item(struct poller *p, struct arena *a, struct item_entry *e,
    const struct session *said, struct report *r)
{
	struct report other = *r;

	r->session = *said;
	poll_join_item(p, a, e, r);
	if (!said->nparts || !file_locate_is_missing(&r->session))
		return;
	/* The session's own file is missing: try the library's files. */
	other.session = *said;
	other.session.nparts = 0;
	poll_join_item(p, a, e, &other);
	if (other.session.nparts && !file_locate_is_missing(&other.session))
		*r = other;
}

/*
 * The file is missing, so the cached item may be out of date: a file that is
 * renamed while it plays keeps its old name in the session.  said: the session
 * as the server reported it.
 */
static void
poll_search_file(struct poller *p, struct arena *a, const struct session *said,
    struct report *r, int64_t now_ms, bool *go_on)
{
	struct item_entry *e = item_cache_get(&p->items, r->item_again, now_ms);
	bool known = !r->item && e->item;

	if (known)
		poll_rejoin_item(p, a, e, said, r);
	if (known && !file_locate_is_missing(&r->session)) {
		e->missing_ms = 0;
		return;
	}
	if (!*go_on ||
	    !item_cache_is_missing_due(e, now_ms, p->conf->poll_interval_ms))
		return;
	*go_on = poll_request_item(p, e, now_ms);
	if (e->item)
		poll_rejoin_item(p, a, e, said, r);
}

static void
poll_complete_report(struct poller *p, struct arena *a,
    const struct session_tracker *lives, struct report *r, int64_t now_ms,
    bool *go_on)
{
	struct item_entry *e = r->item
	    ? poll_get_item(p, r->item, now_ms, go_on) : NULL;
	struct session said = r->session;

	poll_join_item(p, a, e, r);
	if (e && !e->item && !r->session.nparts)
		poll_recall_parts(p, a, lives, e, r);
	r->has_missing_files = file_locate_is_missing(&r->session);
	if (r->has_missing_files && r->item_again && !r->is_recalled) {
		poll_search_file(p, a, &said, r, now_ms, go_on);
		r->has_missing_files = file_locate_is_missing(&r->session);
	} else if (e) {
		e->missing_ms = 0;
	}
}

/*
 * Adds what the sessions themselves do not contain.  After one failure, no
 * more items are requested until the next poll.
 */
static void
poll_complete_reports(struct poller *p, struct arena *a,
    const struct session_tracker *lives, struct poll_answer *answer)
{
	int64_t now = answer->time.at_ms;
	bool go_on = true;
	size_t i;

	for (i = 0; i < answer->reports.n; i++)
		poll_complete_report(p, a, lives, &answer->reports.v[i], now,
		    &go_on);
	item_cache_trim(&p->items, now);
}

int
poll_sessions(struct poller *p, struct arena *a, struct session_tracker *lives,
    int timeout_ms, struct poll_answer *out, const char **why)
{
	const struct session *const *known;
	int err = poll_request_sessions(p, a, lives, timeout_ms, out, why);
	size_t n;

	if (err)
		return err;
	if (out->reports.n)
		poll_update_clock(p, a, &lives->clock);
	known = session_tracker_sessions(lives, a, &n);
	if (p->server->reports_identify)
		p->server->reports_identify(a, &out->reports, known, n);
	poll_complete_reports(p, a, lives, out);
	return 0;
}
