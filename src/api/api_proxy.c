/* Passes on the media servers' thumbnails, so that browsers need no secret. */
#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "http.h"
#include "route.h"
#include "base/conf.h"
#include "base/http_client.h"
#include "base/url.h"
#include "servers/media_server.h"
#include "servers/proxy_path.h"

#define IMAGE_MAX_BYTES	(10 << 20)
#define KEPT_MAX_BYTES	(256 << 10)	/* by nginx's cache: nginx.conf.in */
#define PATIENCE_MS	15000		/* from request to reply */

/* Only small pictures, and each under one spelling of its address. */
static bool
api_proxy_is_cacheable(struct request *r, const char *path, size_t len)
{
	return len <= KEPT_MAX_BYTES && !strcmp(r->query, arena_printf(
	    &r->arena, "path=%s", url_encode(&r->arena, path)));
}

static int
api_proxy_reply(struct request *r, const struct media_server *s,
    const char *path, const struct http_get *f)
{
	const char *type;

	if (f->status >= 500)
		return http_fail(r, 503, "%s answered %d for this picture",
		    s->label, f->status);
	if (f->status == 404)
		return http_fail(r, 404, "%s has no such picture", s->label);
	type = f->status == 200 ? proxy_path_image_type(f->body, f->len) : NULL;
	if (!type)
		return http_fail(r, 502, "%s sent something that is not a "
		    "picture", s->label);
	http_add_header(r, "Cache-Control", "public, max-age=86400");
	if (!api_proxy_is_cacheable(r, path, f->len))
		http_add_header(r, "X-Accel-Expires", "0");
	return http_reply_bytes(r, type, f->body, f->len);
}

/* 503 when the server is down, so that nginx serves its stale copy. */
static int
api_proxy_fetch(struct request *r, const struct media_server *s,
    const char *path)
{
	const char *headers[] = { s->auth_header(&r->arena,
	    s->secret(r->conf)), "Accept: image/*", NULL };
	struct http_get f = {
		.url = arena_printf(&r->arena, "%s%s", s->url(r->conf), path),
		.headers = headers,
		.max_bytes = IMAGE_MAX_BYTES,
		.timeout_ms = PATIENCE_MS - r->waited_ms,
	};
	const char *why = "";
	int rc;

	if (f.timeout_ms <= 0)
		return http_fail(r, 503, "%s is slow to send its pictures, and "
		    "this one waited too long; try again in a moment",
		    s->label);
	rc = http_client_get(r->fetcher, &r->arena, &f, &why);
	if (rc == -EFBIG)
		return http_fail(r, 502, "the picture is over 10 MiB");
	if (rc)
		return http_fail(r, 503, "%s: %s", s->label, why);
	return api_proxy_reply(r, s, path, &f);
}

int
api_proxy(struct request *r)
{
	const struct media_server *s = media_server_by_name(r->param);
	const char *path = NULL;

	if (!s)
		return http_fail(r, 404, "there is no such media server");
	if (http_query_text(r, "path", 2048, &path) || !path ||
	    !s->is_picture_path(&r->arena, path)) {
		r->reply = (struct reply){ 0 };
		return http_fail(r, 400, "path: must be a picture in %s's "
		    "library", s->label);
	}
	if (!media_server_is_set_up(s, r->conf))
		return http_fail(r, 404, "%s is not set up here", s->label);
	return api_proxy_fetch(r, s, path);
}
