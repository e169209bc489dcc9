#include "config.h"

#include <string.h>
#include <strings.h>

#include "http.h"
#include "request_check.h"
#include "base/conf.h"
#include "base/host_name.h"

#define SCHEME_CHARS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" \
			"0123456789+-."

/* What stands behind the scheme: the host, maybe with a port; or NULL. */
static const char *
origin_host(const char *origin)
{
	size_t scheme = strspn(origin, SCHEME_CHARS);

	if (!scheme || strncmp(origin + scheme, "://", 3) ||
	    !host_span_whole(origin + scheme + 3))
		return NULL;
	return origin + scheme + 3;
}

static bool
is_origin_listed(const char *origin, const char *allowed_hosts)
{
	const char *host = origin_host(origin);

	return host && host_list_has(allowed_hosts, host, host_span(host));
}

bool
is_cross_site(const struct sender *s, const char *allowed_hosts)
{
	const char *at;

	if (!strcmp(s->fetch_site, "cross-site"))
		return true;
	if (!strcmp(s->fetch_site, "same-origin") ||
	    !strcmp(s->fetch_site, "none") ||
	    is_origin_listed(s->origin, allowed_hosts))
		return false;
	if (*s->fetch_site)
		return true;
	if (!*s->origin)
		return false;
	at = strstr(s->origin, "://");
	return !at || strcasecmp(at + 3, s->host);
}

static bool
has_control(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static bool
is_read(const char *method)
{
	return !strcmp(method, "GET") || !strcmp(method, "HEAD");
}

static bool
is_json(const char *type)
{
	static const char json[] = "application/json";
	size_t n = sizeof(json) - 1;

	return !strncasecmp(type, json, n) && (!type[n] || type[n] == ';' ||
	    type[n] == ' ');
}

/* Both hosts, and the cure where a proxy is the reason. */
static int
refuse_cross_site(struct request *r)
{
	const char *host = host_span_whole(r->host) ? r->host
	    : "another address";
	const char *page = origin_host(r->origin), *list, *name;

	if (!page)
		return fail(r, 403, "a page of another site may not do this; "
		    "open MediaSnap itself, at the address this came to: %s",
		    host);
	if (!strcmp(r->fetch_site, "cross-site"))
		return fail(r, 403, "a page of another site (%s) may not do "
		    "this; open MediaSnap itself, at the address this came "
		    "to: %s", page, host);
	list = r->conf->allowed_hosts;
	name = arena_strndup(&r->arena, page, host_span(page));
	return fail(r, 403, "a page of another site (%s) may not do this; it "
	    "came to MediaSnap at %s. If a proxy between the two replaces the "
	    "Host header, let it pass that on (nginx: \"proxy_set_header Host "
	    "$http_host;\", Apache: \"ProxyPreserveHost On\"), or %s%s%s and "
	    "restart MediaSnap", page, host,
	    *list ? "add " : "set ALLOWED_HOSTS=", name,
	    *list ? " to ALLOWED_HOSTS" : "");
}

int
guard(struct request *r)
{
	if (has_control(r->path))
		return fail(r, 400, "the address holds control characters");
	if (is_read(r->method))
		return 0;
	if (is_cross_site(&(struct sender){ r->fetch_site, r->origin,
	    r->host }, r->conf->allowed_hosts))
		return refuse_cross_site(r);
	if (r->body_len > BODY_MAX_BYTES)
		return fail(r, 413, "the body is over 64 KiB");
	if (r->body_len && !is_json(r->content_type))
		return fail(r, 415, "the body must be JSON, with "
		    "Content-Type: application/json");
	return 0;
}

int
guard_costly(struct request *r)
{
	return strcmp(r->fetch_site, "cross-site") ? 0 : refuse_cross_site(r);
}
