#include "config.h"

#include <string.h>
#include <strings.h>

#include "http.h"
#include "request_check.h"
#include "base/conf.h"
#include "base/host_name.h"

#define SCHEME_CHARS	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" \
			"0123456789+-."

/* The part after the scheme, host and perhaps port; or NULL. */
static const char *
request_check_origin_host(const char *origin)
{
	size_t scheme = strspn(origin, SCHEME_CHARS);

	if (!scheme || strncmp(origin + scheme, "://", 3) ||
	    !host_name_span_whole(origin + scheme + 3))
		return NULL;
	return origin + scheme + 3;
}

static bool
request_check_is_origin_listed(const char *origin, const char *allowed_hosts)
{
	const char *host = request_check_origin_host(origin);

	return host &&
	    host_name_list_has(allowed_hosts, host, host_name_span(host));
}

bool
request_check_is_cross_site(const struct request_sender *s,
    const char *allowed_hosts)
{
	const char *at;

	if (!strcmp(s->fetch_site, "cross-site"))
		return true;
	if (!strcmp(s->fetch_site, "same-origin") ||
	    !strcmp(s->fetch_site, "none") ||
	    request_check_is_origin_listed(s->origin, allowed_hosts))
		return false;
	if (*s->fetch_site)
		return true;
	if (!*s->origin)
		return false;
	at = strstr(s->origin, "://");
	return !at || strcasecmp(at + 3, s->host);
}

static bool
request_check_has_control_char(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s < ' ' || *s == 0x7f)
			return true;
	return false;
}

static bool
request_check_is_read_method(const char *method)
{
	return !strcmp(method, "GET") || !strcmp(method, "HEAD");
}

static bool
request_check_is_json_type(const char *type)
{
	static const char json[] = "application/json";
	size_t n = sizeof(json) - 1;

	return !strncasecmp(type, json, n) && (!type[n] || type[n] == ';' ||
	    type[n] == ' ');
}

/* Names both hosts, and what to do if a proxy is the reason. */
static int
request_check_refuse_cross_site(struct request *r)
{
	const char *host = host_name_span_whole(r->host) ? r->host
	    : "another address";
	const char *page = request_check_origin_host(r->origin), *list, *name;

	if (!page)
		return http_fail(r, 403, "a page of another site may not do "
		    "this; open MediaSnap itself, at the address of this "
		    "request: %s", host);
	if (!strcmp(r->fetch_site, "cross-site"))
		return http_fail(r, 403, "a page of another site (%s) may not "
		    "do this; open MediaSnap itself, at the address of this "
		    "request: %s", page, host);
	list = r->conf->allowed_hosts;
	name = arena_strndup(&r->arena, page, host_name_span(page));
	return http_fail(r, 403, "a page of another site (%s) may not do "
	    "this; the request reached MediaSnap at %s. If a proxy between the "
	    "two replaces the Host header, let it pass that on (nginx: "
	    "\"proxy_set_header Host $http_host;\", Apache: "
	    "\"ProxyPreserveHost On\"), or %s%s%s and restart MediaSnap",
	    page, host, *list ? "add " : "set ALLOWED_HOSTS=", name,
	    *list ? " to ALLOWED_HOSTS" : "");
}

int
request_check(struct request *r)
{
	struct request_sender sender = { r->fetch_site, r->origin, r->host };

	if (request_check_has_control_char(r->path))
		return http_fail(r, 400,
		    "the address contains control characters");
	if (request_check_is_read_method(r->method))
		return 0;
	if (request_check_is_cross_site(&sender, r->conf->allowed_hosts))
		return request_check_refuse_cross_site(r);
	if (r->body_len > BODY_MAX_BYTES)
		return http_fail(r, 413, "the body is over 64 KiB");
	if (r->body_len && !request_check_is_json_type(r->content_type))
		return http_fail(r, 415, "the body must be JSON, with "
		    "Content-Type: application/json");
	return 0;
}

int
request_check_costly(struct request *r)
{
	return strcmp(r->fetch_site, "cross-site") ? 0
	    : request_check_refuse_cross_site(r);
}
