/*
 * One bounded HTTP GET: http and https only, no redirects, TLS verified,
 * connect, total and low-speed limits, and a limit on the body.
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
	bool		 takes_any_certificate;	/* of ourselves, on loopback */
	const volatile sig_atomic_t	*stop;	/* not 0: give up; or NULL */

	int		 status;	/* out: HTTP status */
	const char	*content_type;	/* out: lower case, no parameters */
	char		*body;		/* out: NUL follows; see below */
	size_t		 len;
	int64_t		 date;		/* out: its Date header, epoch s, or 0 */
};

struct http_client	*http_client_new(void);
void		 http_client_freep(struct http_client **);	/* for AUTO() */

/*
 * 0: it answered, whatever the status.  -ETIMEDOUT; -ECONNREFUSED (it could
 * not be reached); -EFBIG (more than max_bytes); -EPROTO (TLS or HTTP is
 * wrong); -ECANCELED (stop).  *why, never NULL then, is a sentence for a
 * person: it names no header and no query.  Outputs live in the arena, but for
 * the body: that is the fetcher's, until it fetches again.
 */
int	http_client_get(struct http_client *, struct arena *, struct http_get *,
	    const char **why);

#endif
