/* The client against a server that answers each path with given bytes. */
#include "config.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "http_server.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/http_client.h"

#define OK	"HTTP/1.1 200 OK\r\n"

#define PATIENT_MS	60000	/* the answer comes first */
#define HASTY_MS	300	/* the time-out comes first */

static const struct {
	const char	*name;		/* its path is /<index> */
	const char	*reply;		/* "": hangs, NULL: hangs up */
	int		 err;
	int		 status;
	const char	*body;
	const char	*type;
	int64_t		 date;
	const char	*why;
} cases[] = {
	{ "a page", OK "Content-Length: 2\r\nDate: Sun, 06 Nov 1994 08:49:37 "
	    "GMT\r\nContent-Type: Text/XML; charset=utf-8\r\n\r\nhi",
	    0, 200, "hi", "text/xml", 784111777, NULL },
	{ "no type, no date", OK "Content-Length: 0\r\n\r\n",
	    0, 200, "", "", 0, NULL },
	{ "chunks", OK "Transfer-Encoding: chunked\r\n\r\n"
	    "2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", 0, 200, "abc", "", 0, NULL },
	{ "refused", "HTTP/1.1 401 No\r\nContent-Length: 4\r\n\r\nhtml",
	    0, 401, "html", "", 0, NULL },
	{ "a redirect is not followed", "HTTP/1.1 302 Go\r\nLocation: /0\r\n"
	    "Content-Length: 0\r\n\r\n", 0, 302, "", "", 0, NULL },
	{ "just fits", OK "Content-Length: 16\r\n\r\n0123456789abcdef",
	    0, 200, "0123456789abcdef", "", 0, NULL },
	{ "announces that it is too large", OK "Content-Length: 17\r\n\r\n",
	    -EFBIG, 0, NULL, NULL, 0, "the answer of %s is too large" },
	{ "is too large unannounced", OK "\r\n0123456789abcdefg",
	    -EFBIG, 0, NULL, NULL, 0, "the answer of %s is too large" },
	{ "hangs", "", -ETIMEDOUT, 0, NULL, NULL, 0,
	    "%s did not answer in time" },
	{ "hangs up", NULL, -EPROTO, 0, NULL, NULL, 0,
	    "the connection to %s was lost" },
	{ "is cut short", OK "Content-Length: 9\r\n\r\nab", -EPROTO, 0, NULL,
	    NULL, 0, "the connection to %s was lost" },
	{ "is no HTTP", "SSH-2.0-OpenSSH_9.2\r\n", -EPROTO, 0, NULL, NULL, 0,
	    "%s does not speak http or https" },
};

static void
answer(int fd, const char *request)
{
	size_t i = strlen(request) > 5 ? strtoul(request + 5, NULL, 10)
	    : COUNT(cases);

	if (i >= COUNT(cases) || !cases[i].reply)
		return;
	if (!*cases[i].reply)
		pause();
	/* The second answer proves that the header came. */
	if (i == 1 && !strstr(request, "X-Test: yes\r\n"))
		return;
	if (write(fd, cases[i].reply, strlen(cases[i].reply)) < 0)
		_exit(1);
}

static int
get(struct http_client *f, struct arena *a, const char *url, int timeout_ms,
    struct http_get *r, const char **why)
{
	static const char *const headers[] = { "X-Test: yes", NULL };

	*r = (struct http_get){ .url = url, .headers = headers, .max_bytes = 16,
	    .timeout_ms = timeout_ms };
	*why = NULL;
	return http_client_get(f, a, r, why);
}

static void
one(struct http_client *f, struct arena *a, uint16_t port, size_t i)
{
	char *place = arena_printf(a, "127.0.0.1:%u", port);
	struct http_get r;
	const char *why, *p;
	int err;

	err = get(f, a, arena_printf(a, "http://ann:secret@%s/%zu?token=x",
	    place, i), cases[i].err == -ETIMEDOUT ? HASTY_MS : PATIENT_MS,
	    &r, &why);
	is_int(err, cases[i].err, cases[i].name);
	if (!cases[i].err) {
		is_int(r.status, cases[i].status, "  status");
		is_str(r.body, cases[i].body, "  body");
		is_int((long long)r.len, (long long)strlen(cases[i].body),
		    "  length");
		is_str(r.content_type, cases[i].type, "  type");
		is_int(r.date, cases[i].date, "  date");
		return;
	}
	p = strchr(cases[i].why, '%');
	is_str(why, arena_printf(a, "%.*s%s%s", (int)(p - cases[i].why),
	    cases[i].why, place, p + 2), "  why, without secrets");
}

static const struct {
	const char	*url;
	int		 err;
	const char	*why;
} bad[] = {
	{ "http://127.0.0.1:1/", -ECONNREFUSED,
	    "nothing answers at 127.0.0.1:1" },
	{ "http://no.such.host.invalid/", -ECONNREFUSED,
	    "the host name of no.such.host.invalid:80 cannot be found" },
	{ "file:///etc/hostname", -EPROTO,
	    "its address does not speak http or https" },
	{ "http://", -EPROTO, "the address is not a URL" },
};

static void
others(struct http_client *f, struct arena *a, uint16_t port)
{
	static const char *const split[] = { "X-A: 1\r\nX-B: 2", NULL };
	struct http_get r;
	const char *why;
	size_t i;

	for (i = 0; i < COUNT(bad); i++) {
		is_int(get(f, a, bad[i].url, PATIENT_MS, &r, &why),
		    bad[i].err, bad[i].url);
		is_str(why, bad[i].why, "  why");
	}
	is_int(get(f, a, arena_printf(a, "https://127.0.0.1:%u/0", port),
	    PATIENT_MS, &r, &why), -EPROTO, "TLS where there is none");
	r.headers = split;
	is_int(http_client_get(f, a, &r, &why), -EPROTO,
	    "a header of two lines");
	setenv("http_proxy", "http://127.0.0.1:1", 1);
	is_int(get(f, a, arena_printf(a, "http://127.0.0.1:%u/0", port),
	    PATIENT_MS, &r, &why), 0, "a proxy in the environment is not used");
}

static volatile sig_atomic_t stop;

static void
on_alarm(int sig)
{
	(void)sig;
	stop = 1;
}

/* Stopped while the server hangs, long before the time-out. */
static void
stopped(struct http_client *f, struct arena *a, uint16_t port)
{
	struct http_get r = { .max_bytes = 16, .timeout_ms = 60000,
	    .stop = &stop };
	const char *why;
	size_t i = 0;

	while (!cases[i].reply || *cases[i].reply)
		i++;
	r.url = arena_printf(a, "http://127.0.0.1:%u/%zu", port, i);
	signal(SIGALRM, on_alarm);
	alarm(1);
	is_int(http_client_get(f, a, &r, &why), -ECANCELED, "it can be ended");
	is_str(why, arena_printf(a, "the request to 127.0.0.1:%u was cancelled",
	    port), "  why");
}

int
main(void)
{
	AUTO(http_client_freep) struct http_client *f = http_client_new();
	AUTO(arena_reset) struct arena a = { 0 };
	uint16_t port;
	pid_t pid = http_server_start(&port, answer);
	size_t i;

	alarm(600);
	if (pid < 0)
		return 1;
	for (i = 0; i < COUNT(cases); i++)
		one(f, &a, port, i);
	others(f, &a, port);
	stopped(f, &a, port);
	http_server_stop(pid);
	return done();
}
