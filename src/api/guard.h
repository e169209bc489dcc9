/* What every request must be before it is routed. */
#ifndef GUARD_H
#define GUARD_H

#include <stdbool.h>

struct request;

/* 0, or a refusal already answered. */
int	guard(struct request *);

/*
 * Whether a page of another site sent it, as far as the browser says.  host
 * and origin as in their headers, "" when absent.  Sec-Fetch-Site cannot be
 * set by a page, so it wins; only browsers on https or localhost send it.
 */
bool	is_cross_site(const char *fetch_site, const char *origin,
	    const char *host);

#endif
