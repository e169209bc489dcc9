/*
 * One bounded HTTP GET: http and https only, no redirects, TLS verified, with
 * limits on the connect time, the total time, low speed and the body's size.
 */
#ifndef HTTP_CLIENT_H
#define HTTP_CLIENT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct http_client;		/* keeps its connection between calls */

struct http_get {
	const char	*url;
	const char *const *headers;	/* "Name: value", NULL at the end */
	size_t		 max_bytes;
	int		 timeout_ms;
	/* only for our own server, on loopback */
	bool		 takes_any_certificate;
	const volatile sig_atomic_t	*stop;	/* non-zero: give up; or NULL */

	int		 status;	/* out: HTTP status */
	const char	*content_type;	/* out: lower case, no parameters */
	char		*body;		/* out: NUL follows; see below */
	size_t		 len;
	int64_t		 date;		/* out: Date header, epoch s, or 0 */
};

struct http_client	*http_client_new(void);
void		 http_client_freep(struct http_client **);	/* for AUTO() */

/*
 * 0 for any answer, whatever its status; -ETIMEDOUT; -ECONNREFUSED (cannot
 * connect); -EFBIG (more than max_bytes); -EPROTO (a TLS or HTTP error);
 * -ECANCELED (stop).  On an error *why is a sentence for the user, without
 * headers or the query.  Outputs live in the arena, except the body: it
 * belongs to the client and stays valid until the next request.
 */
int	http_client_get(struct http_client *, struct arena *, struct http_get *,
	    const char **why);

#endif
