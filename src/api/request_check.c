#include "config.h"

#include <string.h>
#include <strings.h>

#include "http.h"
#include "request_check.h"
#include "base/conf.h"

#define DIGITS		"0123456789"
#define LETTERS		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define NAME_CHARS	LETTERS DIGITS ".-_"
#define NAME_MAX_BYTES	253	/* of a name in the DNS */

/* The name in scheme://name or scheme://name:port; 0 bytes: it has none. */
static size_t
origin_name(const char *origin, const char **name)
{
	size_t scheme = strspn(origin, LETTERS DIGITS "+-."), n;
	const char *port;

	if (!scheme || strncmp(origin + scheme, "://", 3))
		return 0;
	*name = origin + scheme + 3;
	n = strspn(*name, NAME_CHARS);
	port = *name + n;
	if (*port == ':' && port[1])
		port += 1 + strspn(port + 1, DIGITS);
	return *port || n > NAME_MAX_BYTES ? 0 : n;
}

/* Names stand with commas or spaces between them. */
static bool
is_listed(const char *list, const char *name, size_t len)
{
	size_t n;

	for (; *list; list += n + strspn(list + n, ", ")) {
		n = strcspn(list, ", ");
		if (len && n == len && !strncasecmp(list, name, n))
			return true;
	}
	return false;
}

static bool
is_origin_listed(const char *origin, const char *allowed_hosts)
{
	const char *name;
	size_t len = origin_name(origin, &name);

	return len && is_listed(allowed_hosts, name, len);
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
	const char *host = r->host[strspn(r->host, NAME_CHARS ":[]")] ||
	    !*r->host ? "another address" : r->host;
	const char *name, *list = r->conf->allowed_hosts;
	size_t len = origin_name(r->origin, &name);

	if (!len)
		return fail(r, 403, "a page of another site may not do this; "
		    "open MediaSnap itself, at the address this came to: %s",
		    host);
	name = arena_strndup(&r->arena, name, len);
	if (!strcmp(r->fetch_site, "cross-site"))
		return fail(r, 403, "a page of another site (%s) may not do "
		    "this; open MediaSnap itself, at the address this came "
		    "to: %s", name, host);
	return fail(r, 403, "a page of another site (%s) may not do this; "
	    "open MediaSnap itself, at the address this came to: %s. If %s "
	    "is the name of a proxy in front of MediaSnap, %s%s%s and "
	    "restart", name, host, name, *list ? "add " : "set ALLOWED_HOSTS=",
	    name, *list ? " to ALLOWED_HOSTS" : "");
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
