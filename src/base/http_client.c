#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <curl/curl.h>

#include "arena.h"
#include "cleanup.h"
#include "http_client.h"

#define CONNECT_MS	4000
#define LOW_SPEED_BYTES	256L		/* slower than this per second ... */
#define LOW_SPEED_S	5L		/* ... for this long: give up */
#define KEEP_BYTES	(1 << 20)	/* a larger buffer is freed */

struct http_client {
	CURL	*curl;
	char	*buf;			/* the body so far */
	size_t	 len, size, max;
	bool	 is_too_big;
};

struct http_client *
http_client_new(void)
{
	struct http_client *f = calloc(1, sizeof(*f));

	if (!f || curl_global_init(CURL_GLOBAL_DEFAULT))
		abort();
	f->curl = curl_easy_init();
	if (!f->curl)
		abort();
	return f;
}

void
http_client_freep(struct http_client **f)
{
	if (!*f)
		return;
	curl_easy_cleanup((*f)->curl);
	free((*f)->buf);
	free(*f);
	*f = NULL;
}

static void
http_client_grow(struct http_client *f, size_t need)
{
	size_t size = f->size ? f->size : 16384;

	while (size < need)
		size *= 2;
	if (size == f->size)
		return;
	f->buf = realloc(f->buf, size);
	if (!f->buf)
		abort();
	f->size = size;
}

/* Non-zero aborts the transfer; libcurl calls this about once a second. */
static int
http_client_is_stopped(void *arg, curl_off_t down, curl_off_t got,
    curl_off_t up, curl_off_t sent)
{
	const volatile sig_atomic_t *stop = arg;

	(void)down, (void)got, (void)up, (void)sent;
	return *stop != 0;
}

/* Returning less than n aborts the transfer. */
static size_t
http_client_append(char *data, size_t one, size_t n, void *arg)
{
	struct http_client *f = arg;

	n *= one;
	if (n > f->max - f->len) {
		f->is_too_big = true;
		return 0;
	}
	http_client_grow(f, f->len + n);
	memcpy(f->buf + f->len, data, n);
	f->len += n;
	return n;
}

static void
http_client_headers_freep(struct curl_slist **list)
{
	curl_slist_free_all(*list);
}

static void
http_client_add_headers(struct curl_slist **list, const char *const *headers)
{
	struct curl_slist *more;

	for (; headers && *headers; headers++) {
		more = curl_slist_append(*list, *headers);
		if (!more)
			abort();
		*list = more;
	}
}

/* A line break in a header would start another header. */
static bool
http_client_headers_are_safe(const char *const *headers)
{
	for (; headers && *headers; headers++)
		if (strpbrk(*headers, "\r\n"))
			return false;
	return true;
}

/*
 * Media servers are on the local network: a proxy set in the environment is
 * meant for the internet and must not see their tokens.
 */
static void
http_client_set_options(struct http_client *f, const struct http_get *r,
    struct curl_slist *headers)
{
	CURL *c = f->curl;

	curl_easy_reset(c);
	curl_easy_setopt(c, CURLOPT_URL, r->url);
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER,
	    !r->takes_any_certificate * 1L);
	curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST,
	    !r->takes_any_certificate * 2L);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "MediaSnap");
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT_MS,
	    (long)(r->timeout_ms < CONNECT_MS ? r->timeout_ms : CONNECT_MS));
	curl_easy_setopt(c, CURLOPT_TIMEOUT_MS, (long)r->timeout_ms);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, LOW_SPEED_BYTES);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, LOW_SPEED_S);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE,
	    (curl_off_t)r->max_bytes);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, http_client_append);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, f);
	if (r->stop) {
		curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
		curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION,
		    http_client_is_stopped);
		curl_easy_setopt(c, CURLOPT_XFERINFODATA, (void *)r->stop);
	}
}

/* "host:port" of a URL, for messages; never its user, path or query. */
static const char *
http_client_name_host(struct arena *a, const char *url)
{
	CURLU *u = curl_url();
	char *host = NULL, *port = NULL;
	const char *s = "its address";

	if (!u)
		abort();
	if (!curl_url_set(u, CURLUPART_URL, url, 0) &&
	    !curl_url_get(u, CURLUPART_HOST, &host, 0) &&
	    !curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT))
		s = arena_printf(a, "%s:%s", host, port);
	curl_free(host);
	curl_free(port);
	curl_url_cleanup(u);
	return s;
}

/* libcurl's code, our error and the message ("%s" is "host:port"). */
static const struct {
	CURLcode	 code;
	int		 err;
	const char	*why;
} failures[] = {
	{ CURLE_OPERATION_TIMEDOUT, -ETIMEDOUT,
	    "%s did not answer in time" },
	{ CURLE_ABORTED_BY_CALLBACK, -ECANCELED,
	    "the request to %s was cancelled" },
	{ CURLE_COULDNT_RESOLVE_HOST, -ECONNREFUSED,
	    "the host name of %s cannot be found" },
	{ CURLE_COULDNT_CONNECT, -ECONNREFUSED,
	    "nothing answers at %s" },
	{ CURLE_FILESIZE_EXCEEDED, -EFBIG,
	    "the answer of %s is too large" },
	/* A header line beyond libcurl's limit; new in libcurl 8.6. */
#if LIBCURL_VERSION_NUM >= 0x080600
	{ CURLE_TOO_LARGE, -EFBIG,
	    "the answer of %s is too large" },
#endif
	{ CURLE_OUT_OF_MEMORY, -EFBIG,
	    "the answer of %s is too large" },
	{ CURLE_WRITE_ERROR, -EFBIG,
	    "the answer of %s is too large" },
	{ CURLE_PEER_FAILED_VERIFICATION, -EPROTO,
	    "the TLS certificate of %s cannot be verified" },
	{ CURLE_SSL_CACERT_BADFILE, -EPROTO,
	    "there are no CA certificates here to verify %s with" },
	{ CURLE_SSL_CONNECT_ERROR, -EPROTO,
	    "cannot set up TLS with %s (http instead of https?)" },
	{ CURLE_URL_MALFORMAT, -EPROTO,
	    "the address is not a URL" },
	{ CURLE_UNSUPPORTED_PROTOCOL, -EPROTO,
	    "%s does not speak http or https" },
	{ CURLE_WEIRD_SERVER_REPLY, -EPROTO,
	    "%s does not speak HTTP" },
};

static int
http_client_explain(struct arena *a, CURLcode code, const char *url,
    const char **why)
{
	const char *where = http_client_name_host(a, url);
	size_t i;

	for (i = 0; i < COUNT(failures); i++)
		if (failures[i].code == code)
			break;
	if (i == COUNT(failures)) {
		*why = arena_printf(a, "the connection to %s was lost", where);
		return -EPROTO;
	}
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	*why = arena_printf(a, failures[i].why, where);
#pragma GCC diagnostic pop
	return failures[i].err;
}

static char *
http_client_media_type(struct arena *a, const char *header)
{
	size_t i, n = header ? strcspn(header, "; \t") : 0;
	char *s = arena_strndup(a, header ? header : "", n);

	for (i = 0; i < n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] |= 0x20;
	return s;
}

static void
http_client_fill_result(struct http_client *f, struct arena *a,
    struct http_get *r)
{
	struct curl_header *date;
	const char *type = NULL;
	time_t t = -1;
	long status = 0;

	curl_easy_getinfo(f->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(f->curl, CURLINFO_CONTENT_TYPE, &type);
	if (!curl_easy_header(f->curl, "Date", 0, CURLH_HEADER, -1, &date))
		t = curl_getdate(date->value, NULL);
	r->status = (int)status;
	r->content_type = http_client_media_type(a, type);
	http_client_grow(f, f->len + 1);
	f->buf[f->len] = '\0';
	r->body = f->buf;
	r->len = f->len;
	r->date = t > 0 ? t : 0;
}

static void
http_client_reset(struct http_client *f)
{
	f->len = 0;
	f->is_too_big = false;
	if (f->size <= KEEP_BYTES)
		return;
	free(f->buf);
	f->buf = NULL;
	f->size = 0;
}

int
http_client_get(struct http_client *f, struct arena *a, struct http_get *r,
    const char **why)
{
	AUTO(http_client_headers_freep) struct curl_slist *headers = NULL;
	CURLcode code;

	if (!http_client_headers_are_safe(r->headers)) {
		*why = "the token or API key contains a line break";
		return -EPROTO;
	}
	http_client_add_headers(&headers, r->headers);
	http_client_reset(f);
	f->max = r->max_bytes;
	http_client_set_options(f, r, headers);
	code = curl_easy_perform(f->curl);
	if (f->is_too_big)
		code = CURLE_FILESIZE_EXCEEDED;
	if (code)
		return http_client_explain(a, code, r->url, why);
	http_client_fill_result(f, a, r);
	return 0;
}
