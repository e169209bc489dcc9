/*
 * One HTTP request and its reply, without FastCGI, so that tests can make one.
 * A handler calls http_reply_*() or http_fail() and returns what these return;
 * or it returns a negative errno, which http_fail_errno() turns into a reply.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stddef.h>

#include "base/arena.h"

struct conf;
struct db;
struct http_client;
struct capture_dir_cache;
struct jw;

#define BODY_MAX_BYTES	65536

struct reply {
	int		 status;
	const char	*type;
	const char	*body;		/* NULL: none */
	size_t		 len;
	const char	*headers;	/* "Name: value\r\n" each, or "" */
};

struct request {
	struct arena	 arena;		/* lives until the reply is sent */
	struct db	*db;
	const struct conf *conf;
	struct http_client *fetcher;
	struct capture_dir_cache *dir_cache;

	const char	*method;
	const char	*path;		/* decoded, without BASE_PATH */
	const char	*query;		/* raw */
	const char	*content_type;
	const char	*host;		/* with the port */
	const char	*origin;
	const char	*fetch_site;	/* Sec-Fetch-Site */
	const char	*body;
	size_t		 body_len;
	const char	*param;		/* what {} in the route matched */
	const char	*client;	/* its address */
	int		 connection;	/* of a GET, whose end stops it; or 0 */
	int		 waited_ms;	/* for a worker */

	struct reply	 reply;
};

/* Each returns 0. */
int	http_reply_written(struct request *, const struct jw *);
int	http_reply_bytes(struct request *, const char *type, const char *body,
	    size_t len);

/* Adds a header; CR and LF in the value become spaces. */
void	http_add_header(struct request *, const char *name,
	    const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/*
 * Replies {"detail": …}, a sentence that says what to do.  Returns the status,
 * so that a caller that checks for != 0 stops too.
 */
int	http_fail(struct request *, int status, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* Replies for a negative errno from the database or the system. */
int	http_fail_errno(struct request *, int err);
/* The same for an error of a probe or of FFmpeg; why is the detail. */
int	http_fail_media(struct request *, int err, const char *why);

const char	*http_reason(int status);

/* A whole number in the query, or fallback; 422 if it is not in min … max. */
int	http_query_number(struct request *, const char *key, long min, long max,
	    long fallback, long *out);
/* A text in the query, or NULL; 422 if malformed, given twice or too long. */
int	http_query_text(struct request *, const char *key, size_t max,
	    const char **out);

#endif
