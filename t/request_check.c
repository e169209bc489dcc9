/* Which requests are accepted: by site, size, type and address. */
#include "config.h"

#include <string.h>

#include "tap.h"
#include "api/http.h"
#include "api/request_check.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"

static const struct {
	struct request_sender	 s;
	const char	*allowed;
	int		 cross;
} sites[] = {
	/* Sec-Fetch-Site, Origin, Host */
	{ { "same-origin", "", "nas" }, "", 0 },
	{ { "none", "", "nas" }, "", 0 },
	{ { "same-origin", "http://evil.example", "nas" }, "", 0 },
	{ { "cross-site", "", "nas" }, "", 1 },
	{ { "cross-site", "http://nas", "nas" }, "", 1 },
	{ { "same-site", "", "nas" }, "", 1 },
	{ { "same-site", "http://nas", "nas" }, "", 1 },
	{ { "nonsense", "http://nas", "nas" }, "", 1 },
	{ { "", "", "nas" }, "", 0 },
	{ { "", "http://nas", "nas" }, "", 0 },
	{ { "", "https://NAS:1", "nas:1" }, "", 0 },
	{ { "", "http://nas:1", "nas:2" }, "", 1 },
	{ { "", "http://nas", "nas:80" }, "", 1 },
	{ { "", "null", "nas" }, "", 1 },
	{ { "", "null", "null" }, "null", 1 },
	{ { "", "nas", "nas" }, "nas", 1 },
	{ { "", "http://nas.evil.example", "nas" }, "", 1 },
	/* A proxy that replaces Host. */
	{ { "", "http://snap.example.org", "nas" }, "", 1 },
	{ { "", "http://snap.example.org", "nas" }, "snap.example.org", 0 },
	{ { "", "http://SNAP.Example.org", "nas" }, "snap.example.org", 0 },
	{ { "", "https://snap.example.org:8443", "nas" },
	    "a.org, SNAP.example.org,b.org", 0 },
	{ { "", "app+1://snap.example.org", "nas" }, "snap.example.org", 0 },
	{ { "", "http://b.org:1", "nas" }, "a.org b.org", 0 },
	{ { "", "http://b.org", "nas" }, " ,,a.org,,b.org, ", 0 },
	{ { "same-site", "http://a.org", "nas" }, "a.org", 0 },
	{ { "nonsense", "http://a.org", "nas" }, "a.org", 0 },
	{ { "", "http://nas.local:1", "nas.local:2" }, "nas.local", 0 },
	{ { "", "http://192.168.1.5", "nas" }, "192.168.1.5", 0 },
	{ { "cross-site", "http://a.org", "nas" }, "a.org", 1 },
	{ { "cross-site", "http://a.org", "a.org" }, "a.org", 1 },
	{ { "", "http://a.org", "nas" }, "*", 1 },
	{ { "", "http://*", "nas" }, "*", 1 },
	{ { "", "http://a.org", "nas" }, "b.org,*", 1 },
	{ { "", "http://b.org", "nas" }, "*,b.org", 0 },
	{ { "", "http://localhost", "nas" }, "a.org", 1 },
	{ { "", "http://192.168.1.5", "nas" }, "a.org", 1 },
	{ { "", "http://nas.local", "nas" }, "a.org", 1 },
	{ { "", "http://x.a.org", "nas" }, "a.org", 1 },
	{ { "", "http://a.org.evil.example", "nas" }, "a.org", 1 },
	{ { "", "http://x.a.org:1", "nas" }, ".a.org", 0 },
	{ { "", "http://xa.org", "nas" }, ".a.org", 1 },
	{ { "cross-site", "http://x.a.org", "nas" }, ".a.org", 1 },
	{ { "", "http://xa.org", "nas" }, "a.org", 1 },
	{ { "", "http://a.or", "nas" }, "a.org", 1 },
	{ { "", "http://a.org.", "nas" }, "a.org", 1 },
	{ { "", "http://a.org:", "nas" }, "a.org", 1 },
	{ { "", "http://a.org:80x", "nas" }, "a.org", 1 },
	{ { "", "http://a.org:80:80", "nas" }, "a.org", 1 },
	{ { "", "http://a.org/", "nas" }, "a.org", 1 },
	{ { "", "http://a.org@evil.example", "nas" }, "a.org", 1 },
	{ { "", "http://evil.example/a.org", "nas" }, "a.org", 1 },
	{ { "", "http://a.org b.org", "nas" }, "a.org", 1 },
	{ { "", "http://a.org,b.org", "nas" }, "a.org,b.org", 1 },
	{ { "", "http://", "nas" }, "a.org,,", 1 },
	{ { "", "://a.org", "nas" }, "a.org", 1 },
	{ { "", "http:a.org", "nas" }, "a.org", 1 },
	{ { "", "http://[::1]", "nas" }, "::1", 1 },
	{ { "", "http://[::1]:80", "nas" }, "[::1]", 0 },
};

static const struct {
	const char	*method, *path, *type;
	size_t		 len;
	int		 status;	/* 0: accepted */
} requests[] = {
	{ "GET", "/api/x", "", 0, 0 },
	{ "HEAD", "/api/x", "", 0, 0 },
	{ "GET", "/api/\n", "", 0, 400 },
	{ "GET", "/api/\x7f", "", 0, 400 },
	{ "GET", "/api/\xc3\xa4", "", 0, 0 },
	{ "POST", "/api/\x01", "", 0, 400 },
	{ "POST", "/api/x", "", 0, 0 },
	{ "DELETE", "/api/x", "text/plain", 0, 0 },
	{ "POST", "/api/x", "application/json", 1, 0 },
	{ "POST", "/api/x", "Application/JSON; charset=utf-8", 1, 0 },
	{ "POST", "/api/x", "application/json ;x", BODY_MAX_BYTES, 0 },
	{ "POST", "/api/x", "application/json", BODY_MAX_BYTES + 1, 413 },
	{ "POST", "/api/x", "application/jsonp", 1, 415 },
	{ "POST", "/api/x", "application/jso", 1, 415 },
	{ "POST", "/api/x", "text/plain; application/json", 1, 415 },
	{ "POST", "/api/x", "", 1, 415 },
	{ "PUT", "/api/x", "text/plain", 1, 415 },
};

static const struct {
	struct request_sender	 s;
	const char	*allowed;
	const char	*has[3];
} refusals[] = {
	{ { "", "http://snap.example.org:81", "nas:8787" }, "",
	    { "(snap.example.org:81)", "reached MediaSnap at nas:8787.",
	    "$http_host;\\\", Apache: \\\"ProxyPreserveHost On\\\"), or set "
	    "ALLOWED_HOSTS=snap.example.org and restart" } },
	{ { "", "http://[fd00::1]:81", "nas" }, "",
	    { "([fd00::1]:81)", "at nas.", "ALLOWED_HOSTS=[fd00::1] and" } },
	{ { "", "http://nas:8080", "nas" }, "",
	    { "(nas:8080)", "at nas.", "Host header" } },
	{ { "same-site", "https://b.org", "nas" }, "a.org",
	    { "(b.org)", "at nas.", "add b.org to ALLOWED_HOSTS" } },
	{ { "cross-site", "https://b.org", "nas" }, "b.org",
	    { "(b.org)", "this request: nas", "another site" } },
	{ { "", "null", "nas" }, "", { "another site", "nas", "open" } },
	{ { "", "http://<b>", "n<as" }, "",
	    { "another site", "another address", "open" } },
};

static void
test_sites(void)
{
	size_t i;

	for (i = 0; i < COUNT(sites); i++)
		is_int(request_check_is_cross_site(&sites[i].s,
			   sites[i].allowed),
		    sites[i].cross,
		    *sites[i].s.origin ? sites[i].s.origin
				       : sites[i].s.fetch_site);
}

static void
test_requests(void)
{
	struct conf conf = { .allowed_hosts = "" };
	size_t i;

	for (i = 0; i < COUNT(requests); i++) {
		struct request r = { .conf = &conf,
		    .method = requests[i].method, .path = requests[i].path,
		    .content_type = requests[i].type,
		    .body_len = requests[i].len, .host = "nas", .origin = "",
		    .fetch_site = "" };

		is_int(request_check(&r), requests[i].status, requests[i].type);
		is_int(r.reply.status, requests[i].status, "  answered");
		arena_reset(&r.arena);
	}
}

static void
test_refusals(void)
{
	size_t i, k;

	for (i = 0; i < COUNT(refusals); i++) {
		struct conf conf = { .allowed_hosts = refusals[i].allowed };
		struct request r = { .conf = &conf, .method = "POST",
		    .path = "/api/x", .content_type = "",
		    .host = refusals[i].s.host, .origin = refusals[i].s.origin,
		    .fetch_site = refusals[i].s.fetch_site };

		is_int(request_check(&r), 403, refusals[i].s.origin);
		for (k = 0; k < COUNT(refusals[i].has); k++)
			ok(strstr(r.reply.body, refusals[i].has[k]) != NULL,
			    "  says %s: %s", refusals[i].has[k], r.reply.body);
		ok(!strchr(r.reply.body, '<'), "  and nothing of markup");
		r.method = "GET";
		is_int(request_check(&r), 0, "  but may read");
		arena_reset(&r.arena);
	}
}

/* Another site must not cause expensive reads. */
static void
test_costly(void)
{
	static const struct { const char *site; int status; } costly[] = {
		{ "", 0 }, { "none", 0 }, { "same-origin", 0 },
		{ "same-site", 0 }, { "cross-site", 403 },
	};
	struct conf conf = { .allowed_hosts = "" };
	size_t i;

	for (i = 0; i < COUNT(costly); i++) {
		struct request r = { .conf = &conf, .method = "GET",
		    .path = "/api/x", .host = "nas", .origin = "",
		    .fetch_site = costly[i].site };

		is_int(request_check_costly(&r), costly[i].status,
		    costly[i].site);
		arena_reset(&r.arena);
	}
}

int
main(void)
{
	test_costly();
	test_sites();
	test_requests();
	test_refusals();
	return done();
}
