/*
 * Bounds of how far a media server's clock is ahead of our boot clock.
 *
 * Three kinds of evidence, best first: answers to requests for the time
 * (Jellyfin), stamps of what happened between two polls, and Date headers,
 * which a proxy may have set by its own clock.  Evidence that contradicts a
 * better kind is not used.  Pure: all times come from outside.
 */
#ifndef SERVER_CLOCK_H
#define SERVER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock_bounds {
	double	 lo_ms, hi_ms;	/* server's time minus boot time */
	int64_t	 at_ms;		/* boot time of the last evidence; 0: none */
};

struct server_clock {
	struct clock_bounds	 told, stamps, dates;
};

/* Boot times at which a request was sent and its answer received. */
struct server_clock_exchange {
	int64_t	 asked_ms, answered_ms;
};

/* By the server's clock: when it received the request and sent its answer. */
void	server_clock_add_answer(struct server_clock *,
	    const struct server_clock_exchange *, int64_t received_ms,
	    int64_t sent_ms);
/* A Date header, which is in whole seconds. */
void	server_clock_add_date(struct server_clock *,
	    const struct server_clock_exchange *, int64_t date_ms);
/*
 * Something that the server stamped.  unseen_ms: boot time of a request whose
 * answer did not have the stamp yet, or 0.
 */
void	server_clock_add_stamp(struct server_clock *, int64_t answered_ms,
	    int64_t unseen_ms, int64_t stamp_ms);

/* False: nothing useful is known. */
bool	server_clock_get(const struct server_clock *, int64_t boot_ms,
	    struct clock_bounds *);

#endif
