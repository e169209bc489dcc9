#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http.h"
#include "base/cleanup.h"
#include "base/jw.h"
#include "base/number.h"
#include "base/url.h"

static const struct {
	int		 status;
	const char	*reason;
} reasons[] = {
	{ 200, "OK" },
	{ 400, "Bad Request" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 409, "Conflict" },
	{ 413, "Content Too Large" },
	{ 415, "Unsupported Media Type" },
	{ 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" },
	{ 499, "Client Closed Request" },
	{ 500, "Internal Server Error" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
};

const char *
http_reason(int status)
{
	size_t i;

	for (i = 0; i < COUNT(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "Unknown";
}

int
http_reply_bytes(struct request *r, const char *type, const char *body,
    size_t len)
{
	r->reply.status = 200;
	r->reply.type = type;
	r->reply.body = body;
	r->reply.len = len;
	return 0;
}

int
http_reply_written(struct request *r, const struct jw *w)
{
	return http_reply_bytes(r, "application/json", w->text, w->len);
}

void
http_add_header(struct request *r, const char *name, const char *fmt, ...)
{
	char *value, *p;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&value, fmt, ap) < 0)
		abort();
	va_end(ap);
	for (p = value; *p; p++)
		if (*p == '\r' || *p == '\n')
			*p = ' ';
	r->reply.headers = arena_printf(&r->arena, "%s%s: %s\r\n",
	    r->reply.headers ? r->reply.headers : "", name, value);
	free(value);
}

int
http_fail(struct request *r, int status, const char *fmt, ...)
{
	struct jw w = { .arena = &r->arena };
	char *detail;
	va_list ap;

	va_start(ap, fmt);
	if (vasprintf(&detail, fmt, ap) < 0)
		abort();
	va_end(ap);
	jw_open(&w, NULL, '{');
	jw_str(&w, "detail", detail);
	jw_close(&w, '}');
	free(detail);
	http_reply_written(r, &w);
	r->reply.status = status;
	if (status == 503)
		http_add_header(r, "Retry-After", "5");
	return status;
}

static const struct {
	int		 err;
	int		 status;
	const char	*detail;
} errors[] = {
	{ -ENOENT, 404, "there is nothing at this address" },
	{ -EINVAL, 400, "the request is malformed" },
	{ -EEXIST, 409, "it already exists" },
	{ -EBUSY, 503, "the database is busy; try again in a moment" },
	{ -ENOSPC, 503, "the disk is full; make room and try again" },
	{ -EROFS, 503, "the database is read-only; make its folder writable" },
	{ -EUCLEAN, 503, "the database is damaged; see the log" },
	{ -EIO, 503, "the database cannot be used; see the log" },
};

int
http_fail_errno(struct request *r, int err)
{
	size_t i;

	for (i = 0; i < COUNT(errors); i++)
		if (errors[i].err == err)
			return http_fail(r, errors[i].status, "%s",
			    errors[i].detail);
	return http_fail(r, 500, "something went wrong: %s",
	    strerror(-err));
}

static const struct {
	int	err;
	int	status;
} media_errors[] = {
	{ -EINVAL,	422 },
	{ -ENOENT,	422 },
	{ -EACCES,	422 },
	{ -EBADMSG,	422 },
	{ -ENODEV,	503 },
	{ -ENOSPC,	503 },
	{ -EREMOTEIO,	502 },
	{ -ETIMEDOUT,	504 },
	{ -ECANCELED,	499 },
};

int
http_fail_media(struct request *r, int err, const char *why)
{
	size_t i;

	for (i = 0; i < COUNT(media_errors); i++)
		if (media_errors[i].err == err)
			return http_fail(r, media_errors[i].status, "%s", why);
	return http_fail(r, 500, "%s", why && *why ? why : strerror(-err));
}

int
http_query_text(struct request *r, const char *key, size_t max,
    const char **out)
{
	char *s = NULL;

	if (url_query_get(&r->arena, r->query, key, &s) < 0)
		return http_fail(r, 422, "%s: must be given once, and "
		    "percent-encoded", key);
	if (s && strlen(s) > max)
		return http_fail(r, 422, "%s: must be at most %zu bytes", key,
		    max);
	*out = s && *s ? s : NULL;
	return 0;
}

int
http_query_number(struct request *r, const char *key, long min, long max,
    long fallback, long *out)
{
	const char *s = NULL;
	int64_t v = fallback;
	int rc = http_query_text(r, key, 32, &s);

	if (rc)
		return rc;
	if (s && !number_read_whole(s, min, max, &v))
		return http_fail(r, 422, "%s: must be a whole number from %ld "
		    "to %ld", key, min, max);
	*out = (long)v;
	return 0;
}
