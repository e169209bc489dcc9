#include "config.h"

#include <string.h>
#include <strings.h>

#include "guard.h"
#include "http.h"

bool
is_cross_site(const char *fetch_site, const char *origin, const char *host)
{
	const char *at;

	if (*fetch_site)
		return strcmp(fetch_site, "same-origin") &&
		    strcmp(fetch_site, "none");
	if (!*origin)
		return false;
	at = strstr(origin, "://");
	return !at || strcasecmp(at + 3, host);
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

int
guard(struct request *r)
{
	if (has_control(r->path))
		return fail(r, 400, "the address holds control characters");
	if (is_read(r->method))
		return 0;
	if (is_cross_site(r->fetch_site, r->origin, r->host))
		return fail(r, 403, "a page of another site may not do this; "
		    "open MediaSnap itself, at the address this came to");
	if (r->body_len > BODY_MAX_BYTES)
		return fail(r, 413, "the body is over 64 KiB");
	if (r->body_len && !is_json(r->content_type))
		return fail(r, 415, "the body must be JSON, with "
		    "Content-Type: application/json");
	return 0;
}
