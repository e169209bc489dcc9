#include "config.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "http.h"
#include "request_check.h"
#include "route.h"
#include "base/cleanup.h"
#include "base/db.h"
#include "base/log.h"

static const struct {
	const char	*method;
	const char	*path;		/* {} matches one component */
	handler_fn	*fn;
	bool		 costly;	/* FFmpeg or a media server has work */
} routes[] = {
	{ "GET",	"/api/health",			api_health, false },
	{ "GET",	"/api/sessions",		api_sessions, false },
	{ "GET",	"/api/sessions/recent",		api_sessions_recent, false },
	{ "GET",	"/api/sessions/{}/frames",	api_frames, true },
	{ "GET",	"/api/sessions/{}/streams",	api_streams, true },
	{ "POST",	"/api/capture/screenshot",	api_screenshot, false },
	{ "POST",	"/api/capture/clip",		api_clip, false },
	{ "GET",	"/api/captures",		api_captures, false },
	{ "POST",	"/api/captures/delete",		api_captures_delete, false },
	{ "GET",	"/api/captures/{}",		api_capture, false },
	{ "DELETE",	"/api/captures/{}",		api_capture_delete, false },
	{ "GET",	"/api/captures/{}/file",	api_capture_file, false },
	{ "GET",	"/api/captures/{}/thumbnail",	api_thumbnail, true },
	{ "POST",	"/api/captures/{}/retry",	api_capture_retry, false },
	{ "GET",	"/api/proxy/{}",		api_proxy, true },
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
	int rc;

	for (i = 0; i < COUNT(routes); i++) {
		if (!match(routes[i].path, r))
			continue;
		if (is_method(r, routes[i].method)) {
			rc = routes[i].costly ? guard_costly(r) : 0;
			return rc ? rc : routes[i].fn(r);
		}
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
