/* Refuses malformed and cross-site requests before they are routed. */
#ifndef REQUEST_CHECK_H
#define REQUEST_CHECK_H

#include <stdbool.h>

struct request;

/* 0, or the status of a refusal, already replied. */
int	request_check(struct request *);

/*
 * The same for an expensive GET, which a page of another site could otherwise
 * cause with an <img>.
 */
int	request_check_costly(struct request *);

/* Headers by which a browser tells which page sent a request; "": absent. */
struct request_sender {
	const char	*fetch_site;	/* Sec-Fetch-Site */
	const char	*origin;
	const char	*host;
};

/*
 * Whether a page of another site sent the request, as far as the browser
 * tells.  A page cannot set Sec-Fetch-Site, so "cross-site" is refused whatever
 * the other headers say; browsers send it only over https or to localhost.
 *
 * A proxy may replace Host.  So a page whose host is listed by name in
 * ALLOWED_HOSTS is ours too, whatever its scheme and port; "*" and the names
 * that are always allowed do not count as listed.
 */
bool	request_check_is_cross_site(const struct request_sender *,
	    const char *allowed_hosts);

#endif
