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
	bool		 is_costly;	/* uses FFmpeg or a media server */
} routes[] = {
	{ "GET", "/api/health", api_health, false },
	{ "GET", "/api/sessions", api_sessions, false },
	{ "GET", "/api/sessions/recent", api_sessions_recent, false },
	{ "GET", "/api/sessions/{}/frames", api_frames, true },
	{ "GET", "/api/sessions/{}/clip_size", api_clip_size, true },
	{ "GET", "/api/sessions/{}/streams", api_streams, true },
	{ "POST", "/api/capture/screenshot", api_capture_screenshot, false },
	{ "POST", "/api/capture/clip", api_capture_clip, false },
	{ "GET", "/api/captures", api_captures_list, false },
	{ "POST", "/api/captures/delete", api_captures_delete_many, false },
	{ "GET", "/api/captures/{}", api_captures_get, false },
	{ "DELETE", "/api/captures/{}", api_captures_delete_one, false },
	{ "GET", "/api/captures/{}/file", api_captures_send_file, false },
	{ "GET", "/api/captures/{}/thumbnail", api_thumbnail, true },
	{ "POST", "/api/captures/{}/retry", api_captures_retry, false },
	{ "GET", "/api/proxy/{}", api_proxy, true },
};

/* On a match, the component that {} stands for becomes r->param. */
static bool
route_match_path(const char *pattern, struct request *r)
{
	size_t before = strcspn(pattern, "{");
	const char *rest = pattern + before + 2, *s = r->path + before;
	size_t len;

	if (!pattern[before])
		return !strcmp(pattern, r->path);
	if (strncmp(pattern, r->path, before))
		return false;
	len = strcspn(s, "/");
	if (!len || strcmp(rest, s + len))
		return false;
	r->param = arena_strndup(&r->arena, s, len);
	return true;
}

static bool
route_takes_method(const struct request *r, const char *method)
{
	return !strcmp(method, r->method) ||
	    (!strcmp(r->method, "HEAD") && !strcmp(method, "GET"));
}

static int
route_dispatch(struct request *r)
{
	const char *allow = NULL;
	size_t i;
	int rc;

	for (i = 0; i < COUNT(routes); i++) {
		if (!route_match_path(routes[i].path, r))
			continue;
		if (route_takes_method(r, routes[i].method)) {
			rc = routes[i].is_costly ? request_check_costly(r) : 0;
			return rc ? rc : routes[i].fn(r);
		}
		allow = allow ? arena_printf(&r->arena, "%s, %s", allow,
		    routes[i].method) : routes[i].method;
	}
	if (!allow)
		return http_fail(r, 404, "the API has no such call");
	http_add_header(r, "Allow", "%s", allow);
	return http_fail(r, 405, "this address accepts only %s", allow);
}

void
route_request(struct request *r)
{
	int rc = request_check(r);

	if (!rc)
		rc = route_dispatch(r);
	if (rc >= 0)
		return;
	log_error("request failed", "path", r->path, "error", strerror(-rc),
	    "database", db_message(r->db));
	http_fail_errno(r, rc);
}
