/* Polls of a media server of our own kind, over the real client. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http_server.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "base/timestamp.h"
#include "poller/poll.h"
#include "servers/media_server.h"

#define DATE		"Sun, 06 Nov 1994 08:49:37 GMT"
#define DATE_MS		INT64_C(784111777000)
#define PATIENT_MS	60000
#define HOUR_MS		3600000

/* The path of a request is its answer: status, "/", body; 0: hangs up. */
static void
answer(int fd, const char *request)
{
	char body[64] = "";
	int status;

	if (sscanf(request, "GET /%d/%63[^ ]", &status, body) < 1 || !status)
		return;
	dprintf(fd, "HTTP/1.1 %d X\r\nDate: " DATE "\r\nConnection: close\r\n"
	    "Content-Length: %zu\r\n\r\n%s", status, strlen(body), body);
}

static struct conf conf = { .poll_interval_ms = 1000 };
static char dir[] = "/tmp/mediasnap-poll-XXXXXX";
static char film[64];
static struct report playing;	/* what the server reports */
static size_t nplaying;
static const char *item_answer;
static int items_asked, times_asked;

static const char *
fake_url(const struct conf *c)
{
	return c->plex_url;
}

static const char *const *
fake_headers(struct arena *a, const struct conf *c)
{
	static const char *const none[] = { NULL };

	(void)a, (void)c;
	return none;
}

static int
fake_sessions_parse(struct arena *a, const char *s, size_t n,
    struct reports *out)
{
	(void)s, (void)n;
	out->v = arena_alloc(a, sizeof(*out->v));
	*out->v = playing;
	out->n = nplaying;
	return 0;
}

static int
fake_time_parse(const char *s, size_t n, int64_t *received_ms,
    int64_t *sent_ms)
{
	(void)n;
	times_asked++;
	*received_ms = *sent_ms = DATE_MS;
	return strcmp(s, "time") ? -EBADMSG : 0;
}

static const char *
fake_item_path(struct arena *a, const char *item)
{
	(void)a, (void)item;
	items_asked++;
	return item_answer;
}

static void *
fake_item_parse(struct arena *a, const char *s, size_t n)
{
	return arena_strndup(a, s, n);
}

/* Only the item "film" has a version that plays, and its file. */
static bool
fake_report_join(struct arena *a, struct report *r, const void *item)
{
	struct session_part *part = arena_alloc(a, sizeof(*part));

	if (strcmp(item, "film"))
		return false;
	if (!r->session.nparts) {
		*part = (struct session_part){ .reported = film };
		r->session.parts = part;
		r->session.nparts = 1;
	}
	return true;
}

static struct media_server server = {
	.label = "Fake",
	.url_setting = "FAKE_URL",
	.refused = "Refused",
	.sessions_max_bytes = 64,
	.url = fake_url,
	.headers = fake_headers,
	.sessions_parse = fake_sessions_parse,
	.time_parse = fake_time_parse,
	.item_path = fake_item_path,
	.item_parse = fake_item_parse,
	.report_join = fake_report_join,
};

static struct http_client *client;
static struct session_tracker lives;
static struct poll_answer polled;
static struct poller p;
static struct arena a;

/* A new poller; the server answers with no sessions, and has no clock. */
static void
start(void)
{
	item_cache_trim(&p.items, INT64_MAX);
	free(p.items.v);
	p = (struct poller){ .conf = &conf, .server = &server,
	    .fetcher = client };
	lives = (struct session_tracker){ 0 };
	server.sessions_path = "/200/";
	server.time_path = NULL;
	playing = (struct report){ 0 };
	nplaying = 0;
	items_asked = times_asked = 0;
}

static int
poll_once(const char **why)
{
	*why = NULL;
	polled = (struct poll_answer){ 0 };
	return poll_sessions(&p, &a, &lives, PATIENT_MS, &polled, why);
}

static void
poll_well(const char *name)
{
	const char *why;

	is_int(poll_once(&why), 0, name);
}

#define REDIRECT(n) "Fake answers with a redirect (" n "): set FAKE_URL to " \
		"the address that it points to"
#define FAILED(n) "Fake answers with an error (" n "); it may be starting " \
		"or busy"
#define OTHER(n) "What answers at FAKE_URL is not Fake (" n ")"

static const struct {
	const char	*path;
	int		 err;
	const char	*why;
} statuses[] = {
	{ "/200/", 0, NULL },
	{ "/204/", -EPROTO, OTHER("204") },
	{ "/300/", -EPROTO, REDIRECT("300") },
	{ "/399/", -EPROTO, REDIRECT("399") },
	{ "/400/", -EPROTO, OTHER("400") },
	{ "/401/", -EACCES, "Refused (401)" },
	{ "/403/", -EACCES, "Refused (403)" },
	{ "/404/", -EPROTO, OTHER("404") },
	{ "/499/", -EPROTO, OTHER("499") },
	{ "/500/", -EPROTO, FAILED("500") },
	{ "/503/", -EPROTO, FAILED("503") },
};

static void
check_status(size_t i)
{
	const char *why;

	start();
	server.sessions_path = statuses[i].path;
	is_int(poll_once(&why), statuses[i].err, statuses[i].path);
	is_str(why, statuses[i].why, "  why");
	is_int(p.asked_ms != 0, !statuses[i].err, "  counts as a good poll");
}

static void
check_date(void)
{
	start();
	poll_well("a Date header");
	is_int((int64_t)lives.clock.dates.lo_ms, DATE_MS - polled.time.at_ms,
	    "  the clock is ahead by at least");
	is_int((int64_t)lives.clock.dates.hi_ms,
	    DATE_MS + 1000 - polled.time.asked_ms, "  and at most");
}

/* From now; next_ms: when it is asked again, or 0: as before. */
static const struct {
	const char	*name, *path;
	size_t		 nplaying;
	int		 due_ms, asked, next_ms;
} clocks[] = {
	{ "the time is told", "/200/time", 1, 0, 4, 60000 },
	{ "the time is not due", "/200/time", 1, HOUR_MS, 0, 0 },
	{ "nothing plays", "/200/time", 0, 0, 0, 0 },
	{ "the server does not know the call", "/404/", 1, 0, 0, 600000 },
	{ "the answer has no time", "/200/html", 1, 0, 1, 600000 },
	{ "the server hangs up", "/0/", 1, 0, 0, 60000 },
	{ "the server has no clock", NULL, 1, 0, 0, 0 },
};

static void
check_clock(size_t i)
{
	int64_t early = timestamp_boot_ms(), due = early + clocks[i].due_ms;
	int64_t next = clocks[i].next_ms;

	start();
	server.time_path = clocks[i].path;
	nplaying = clocks[i].nplaying;
	p.clock_ms = due;
	poll_well(clocks[i].name);
	is_int(times_asked, clocks[i].asked, "  answers");
	ok(next ? p.clock_ms >= early + next &&
	    p.clock_ms <= timestamp_boot_ms() + next : p.clock_ms == due,
	    "  when it is asked again");
}

/* Three polls, after_ms apart; the server's answer from the second on. */
static const struct {
	const char	*name, *answer, *later;
	int		 after_ms, asked;
} items[] = {
	{ "a fresh item", "/200/film", "/200/film", ITEM_RETRY_MS, 1 },
	{ "an old item", "/200/film", "/200/film", 600000, 3 },
	{ "an item without what plays", "/200/other", "/200/other",
	    ITEM_RETRY_MS, 3 },
	{ "an item that gets what plays", "/200/other", "/200/film",
	    ITEM_RETRY_MS, 2 },
	{ "an item that the server failed to give", "/500/", "/200/film",
	    ITEM_RETRY_MS, 2 },
	{ "an item that the server does not have", "/404/", "/404/",
	    ITEM_RETRY_MS, 3 },
};

static void
check_item(size_t i)
{
	int n;

	start();
	playing.item = "1";
	nplaying = 1;
	item_answer = items[i].answer;
	poll_well(items[i].name);
	item_answer = items[i].later;
	for (n = 0; n < 2; n++) {
		p.items.v[0]->asked_ms -= items[i].after_ms;
		poll_well("  again");
	}
	is_int(items_asked, items[i].asked, "  requests");
}

static const struct session_part gone = { .reported = "/nonexistent/film" };

/* The file comes after the first poll, or the library has another name. */
static const struct {
	const char		*name, *item;
	const struct session_part *part;
	bool			 comes;
	bool			 is_missing;
} files[] = {
	{ "the file is missing", "1", NULL, false, true },
	{ "the file comes back", "1", NULL, true, false },
	{ "the session's file is missing", NULL, &gone, false, true },
	{ "the library has its new name", NULL, &gone, true, false },
};

static void
check_file(size_t i)
{
	start();
	playing.item = files[i].item;
	playing.item_again = "1";
	playing.session.parts = files[i].part;
	playing.session.nparts = files[i].part != NULL;
	nplaying = 1;
	item_answer = "/200/film";
	poll_well(files[i].name);
	is_int(polled.reports.v->has_missing_files, true, "  at first");
	ok(p.items.v[0]->missing_ms > 0, "  is missing since then");
	if (files[i].comes)
		close(open(film, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	poll_well("  again");
	is_int(polled.reports.v->has_missing_files, files[i].is_missing,
	    "  now");
	is_int(p.items.v[0]->missing_ms > 0, files[i].is_missing,
	    "  is still counted as missing");
	unlink(film);
}

static void
check_all(void)
{
	size_t i;

	for (i = 0; i < COUNT(statuses); i++)
		check_status(i);
	check_date();
	for (i = 0; i < COUNT(clocks); i++)
		check_clock(i);
	for (i = 0; i < COUNT(items); i++)
		check_item(i);
	for (i = 0; i < COUNT(files); i++)
		check_file(i);
}

int
main(void)
{
	uint16_t port;
	pid_t pid = http_server_start(&port, answer);

	alarm(600);
	if (pid < 0 || !mkdtemp(dir))
		return 1;
	snprintf(film, sizeof(film), "%s/film.mkv", dir);
	client = http_client_new();
	conf.plex_url = arena_printf(&a, "http://127.0.0.1:%u", port);
	check_all();
	start();
	http_client_freep(&client);
	http_server_stop(pid);
	rmdir(dir);
	arena_reset(&a);
	return done();
}
