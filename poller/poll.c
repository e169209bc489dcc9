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
#define TIME_NONE_MS	600000	/* it does not know the question */
#define TIME_TRIES	4	/* the quickest of so many answers counts */

#define NO_ANSWER "%s has not answered yet which file this is. It is asked " \
		"again every %d seconds."

static int
ask(struct poller *p, struct arena *a, const char *path, size_t max,
    int timeout_ms, struct fetch *f, const char **why)
{
	*f = (struct fetch){
		.url = arena_printf(a, "%s%s", p->server->url(p->conf), path),
		.headers = p->server->headers(a, p->conf),
		.max_bytes = max,
		.timeout_ms = timeout_ms,
	};
	return fetch(p->fetcher, a, f, why);
}

static const char *
unreachable(const struct poller *p, struct arena *a, const char *why)
{
	return arena_printf(a, "%s cannot be asked: %s. Is it running, and is "
	    "%s right?", p->server->label, why, p->server->url_setting);
}

/* The status alone decides: the body may be anybody's HTML. */
static int
status_check(const struct poller *p, struct arena *a, int status,
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
		    "%s to the address that it leads to", s->label, status,
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
ask_sessions(struct poller *p, struct arena *a, struct lives *lives,
    int timeout_ms, struct answer *out, const char **why)
{
	int64_t asked = when_boot_ms();
	struct fetch f;
	int err;

	err = ask(p, a, p->server->sessions_path, p->server->sessions_max_bytes,
	    timeout_ms, &f, why);
	if (err) {
		*why = unreachable(p, a, *why);
		return err;
	}
	err = status_check(p, a, f.status, why);
	if (err)
		return err;
	out->time = (struct poll_time){
		.before_ms = p->asked_ms,
		.asked_ms = asked,
		.at_ms = when_boot_ms(),
		.wall_ms = when_wall_ms(),
	};
	if (f.date)
		server_clock_date(&lives->clock, &(struct exchange){ asked,
		    out->time.at_ms }, f.date * 1000);
	err = p->server->sessions_parse(a, f.body, f.len, &out->reports);
	if (err)
		*why = arena_printf(a, "What answers at %s is not %s: its "
		    "answer cannot be read", p->server->url_setting,
		    p->server->label);
	else
		p->asked_ms = asked;
	return err;
}

/* False: it cannot be asked for the time, now or at all. */
static bool
ask_time(struct poller *p, struct arena *a, struct server_clock *clock)
{
	struct exchange x = { .asked_ms = when_boot_ms() };
	int64_t received, sent;
	const char *why;
	struct fetch f;

	if (ask(p, a, p->server->time_path, TIME_MAX, TIME_TIMEOUT_MS, &f, &why))
		return false;
	x.answered_ms = when_boot_ms();
	if (f.status != 200 ||
	    p->server->time_parse(f.body, f.len, &received, &sent)) {
		p->clock_ms = x.answered_ms + TIME_NONE_MS;
		return false;
	}
	server_clock_told(clock, &x, received, sent);
	return true;
}

static void
ask_clock(struct poller *p, struct arena *a, struct server_clock *clock)
{
	int64_t now = when_boot_ms();
	int i;

	if (!p->server->time_path || now < p->clock_ms)
		return;
	p->clock_ms = now + TIME_EVERY_MS;
	for (i = 0; i < TIME_TRIES && ask_time(p, a, clock); i++)
		;
}

/* False: the server has had enough for this time. */
static bool
item_ask(struct poller *p, struct item_entry *e, int64_t now_ms)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct arena fresh = { 0 };
	const char *why;
	struct fetch f;
	void *item;

	e->asked_ms = now_ms;
	e->stale = false;
	if (ask(p, &a, p->server->item_path(&a, e->id), ITEM_MAX,
	    ITEM_TIMEOUT_MS, &f, &why))
		return false;
	e->answered |= f.status < 500;
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

/* Answers are kept: a session costs one question, not one a poll. */
static struct item_entry *
item_get(struct poller *p, const char *id, int64_t now_ms, bool *go_on)
{
	struct item_entry *e = item_entry(&p->items, id, now_ms);

	if (*go_on && item_due(e, now_ms))
		*go_on = item_ask(p, e, now_ms);
	return e;
}

/*
 * The library has given no file yet, and the session names none.  After a
 * restart beside a busy server, what was known before it holds.
 */
static void
recall(const struct poller *p, struct arena *a, const struct lives *lives,
    const struct item_entry *e, struct report *r)
{
	struct session *s = &r->session;
	const struct session *known = lives_recall(lives, s);

	if (known && known->nparts) {
		r->recalled = true;
		s->parts = known->parts;
		s->nparts = known->nparts;
		s->audio = known->audio;
		s->subtitles = known->subtitles;
		s->externals = known->externals;
		s->nexternals = known->nexternals;
		s->media_error = NULL;
	} else if (!e->answered) {
		s->media_error = arena_printf(a, NO_ANSWER, p->server->label,
		    ITEM_RETRY_MS / 1000);
	}
}

/* What is known of the item, and where that is here. */
static void
join(struct poller *p, struct arena *a, struct item_entry *e,
    struct report *r)
{
	if (e && e->item && !p->server->report_join(a, r, e->item))
		e->stale = true;
	locate_files(a, &p->map, &r->session);
}

static void
join_again(struct poller *p, struct arena *a, struct item_entry *e,
    const struct session *said, struct report *r)
{
	struct report other = *r;

	r->session = *said;
	join(p, a, e, r);
	if (!said->nparts || !locate_is_missing(&r->session))
		return;
	/* The file that the session tells is gone: the library may guess. */
	other.session = *said;
	other.session.nparts = 0;
	join(p, a, e, &other);
	if (other.session.nparts && !locate_is_missing(&other.session))
		*r = other;
}

/*
 * There is no such file, and so what is known of the item may be out of date:
 * a file that is renamed while it plays is still called what it was.  said is
 * what the session tells.
 */
static void
look_again(struct poller *p, struct arena *a, const struct session *said,
    struct report *r, int64_t now_ms, bool *go_on)
{
	struct item_entry *e = item_entry(&p->items, r->item_again, now_ms);
	bool known = !r->item && e->item;

	if (known)
		join_again(p, a, e, said, r);
	if (known && !locate_is_missing(&r->session)) {
		e->missing_ms = 0;
		return;
	}
	if (!*go_on || !item_due_missing(e, now_ms, p->conf->poll_interval_ms))
		return;
	*go_on = item_ask(p, e, now_ms);
	if (e->item)
		join_again(p, a, e, said, r);
}

static void
complete_one(struct poller *p, struct arena *a, const struct lives *lives,
    struct report *r, int64_t now_ms, bool *go_on)
{
	struct item_entry *e = r->item ? item_get(p, r->item, now_ms, go_on)
	    : NULL;
	struct session said = r->session;

	join(p, a, e, r);
	if (e && !e->item && !r->session.nparts)
		recall(p, a, lives, e, r);
	r->missing = locate_is_missing(&r->session);
	if (r->missing && r->item_again && !r->recalled) {
		look_again(p, a, &said, r, now_ms, go_on);
		r->missing = locate_is_missing(&r->session);
	} else if (e) {
		e->missing_ms = 0;
	}
}

/*
 * Completes what the sessions themselves do not say.  A server that fails
 * once is not asked for the other items too: the next poll is due.
 */
static void
complete(struct poller *p, struct arena *a, const struct lives *lives,
    struct answer *answer)
{
	int64_t now = answer->time.at_ms;
	bool go_on = true;
	size_t i;

	for (i = 0; i < answer->reports.n; i++)
		complete_one(p, a, lives, &answer->reports.v[i], now, &go_on);
	item_trim(&p->items, now);
}

int
poll_sessions(struct poller *p, struct arena *a, struct lives *lives,
    int timeout_ms, struct answer *out, const char **why)
{
	const struct session *const *known;
	int err = ask_sessions(p, a, lives, timeout_ms, out, why);
	size_t n;

	if (err)
		return err;
	if (out->reports.n)
		ask_clock(p, a, &lives->clock);
	known = lives_sessions(lives, a, &n);
	if (p->server->reports_identify)
		p->server->reports_identify(a, &out->reports, known, n);
	complete(p, a, lives, out);
	return 0;
}
