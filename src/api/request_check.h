/* What every request must be before it is routed. */
#ifndef REQUEST_CHECK_H
#define REQUEST_CHECK_H

#include <stdbool.h>

struct request;

/* 0, or a refusal already answered. */
int	request_check(struct request *);

/*
 * The same for a read that costs much: a page of another site can cause one
 * by an <img>, and may not.
 */
int	request_check_costly(struct request *);

/* What a browser says of who sends a request: headers, "" when absent. */
struct request_sender {
	const char	*fetch_site;	/* Sec-Fetch-Site */
	const char	*origin;
	const char	*host;
};

/*
 * Whether a page of another site sent it, as far as the browser says.
 * Sec-Fetch-Site cannot be set by a page, so "cross-site" is refused whatever
 * else is said; only browsers on https or localhost send it.
 *
 * A proxy may put a name of its own into Host.  So a page of a name that
 * ALLOWED_HOSTS lists is ours too, whatever its scheme and port: it must be
 * named there, "*" and the names that are always allowed list none.
 */
bool	request_check_is_cross_site(const struct request_sender *,
	    const char *allowed_hosts);

#endif
