#include "config.h"

#include <stdio.h>
#include <string.h>

#include "auto.h"
#include "db.h"
#include "guard.h"
#include "http.h"
#include "log.h"
#include "route.h"

static const struct {
	const char	*method;
	const char	*path;		/* {} matches one component */
	handler_fn	*fn;
} routes[] = {
	{ "GET",	"/api/health",			api_health },
	{ "GET",	"/api/sessions",		api_sessions },
	{ "GET",	"/api/sessions/recent",		api_sessions_recent },
	{ "GET",	"/api/sessions/{}/frames",	api_frames },
	{ "GET",	"/api/sessions/{}/streams",	api_streams },
	{ "POST",	"/api/capture/screenshot",	api_screenshot },
	{ "POST",	"/api/capture/clip",		api_clip },
	{ "GET",	"/api/captures",		api_captures },
	{ "GET",	"/api/captures/{}",		api_capture },
	{ "DELETE",	"/api/captures/{}",		api_capture_delete },
	{ "GET",	"/api/captures/{}/file",	api_capture_file },
	{ "POST",	"/api/captures/{}/retry",	api_capture_retry },
	{ "GET",	"/api/proxy/plex",		api_proxy_plex },
	{ "GET",	"/api/proxy/jellyfin",		api_proxy_jellyfin },
};

/* 1 when it matches; the component that {} stood for becomes r->param. */
static int
match(const char *pattern, struct request *r)
{
	size_t before = strcspn(pattern, "{");
	const char *rest = pattern + before + 2, *s = r->path + before;
	size_t len;

	if (!pattern[before])
		return !strcmp(pattern, r->path);
	if (strncmp(pattern, r->path, before))
		return 0;
	len = strcspn(s, "/");
	if (!len || strcmp(rest, s + len))
		return 0;
	r->param = arena_strndup(&r->arena, s, len);
	return 1;
}

static int
is_method(const struct request *r, const char *method)
{
	return !strcmp(method, r->method) ||
	    (!strcmp(r->method, "HEAD") && !strcmp(method, "GET"));
}

static int
dispatch(struct request *r)
{
	const char *allow = NULL;
	size_t i;

	for (i = 0; i < COUNT(routes); i++) {
		if (!match(routes[i].path, r))
			continue;
		if (is_method(r, routes[i].method))
			return routes[i].fn(r);
		allow = allow ? arena_printf(&r->arena, "%s, %s", allow,
		    routes[i].method) : routes[i].method;
	}
	if (!allow)
		return fail(r, 404, "there is no such call");
	header(r, "Allow", "%s", allow);
	return fail(r, 405, "this address takes %s only", allow);
}

void
route(struct request *r)
{
	int rc = guard(r);

	if (!rc)
		rc = dispatch(r);
	if (rc >= 0)
		return;
	log_error("request failed", "path", r->path, "error", strerror(-rc),
	    "database", db_message(r->db));
	fail_errno(r, rc);
}
