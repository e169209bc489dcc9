/*
 * How far a media server's clock is ahead of our boot clock, as bounds.
 *
 * Three kinds of evidence, best first: the answer to a question for the time
 * (Jellyfin), the stamps of what happened between two polls, and the Date
 * headers, which a proxy may have written by a clock of its own.  One that
 * contradicts a better one is not used.  Pure: all times come from outside.
 */
#ifndef SERVER_CLOCK_H
#define SERVER_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

struct clock_bounds {
	double	 lo_ms, hi_ms;	/* server's time less boot time */
	int64_t	 at_ms;		/* boot time of the last evidence; 0: none */
};

struct server_clock {
	struct clock_bounds	 told, stamps, dates;
};

/* When a question went out and its answer was there, boot time. */
struct server_clock_exchange {
	int64_t	 asked_ms, answered_ms;
};

/* The server said when the question came in and when its answer left. */
void	server_clock_add_answer(struct server_clock *,
	    const struct server_clock_exchange *,
	    int64_t received_ms, int64_t sent_ms);
/* A Date header, which is in whole seconds. */
void	server_clock_add_date(struct server_clock *,
	    const struct server_clock_exchange *,
	    int64_t date_ms);
/*
 * Something that the server stamped.  unseen_ms: boot time of a question whose
 * answer did not have it yet, or 0.
 */
void	server_clock_add_stamp(struct server_clock *, int64_t answered_ms,
	    int64_t unseen_ms, int64_t stamp_ms);

/* False: nothing is known, or nothing that is of use. */
bool	server_clock_get(const struct server_clock *, int64_t boot_ms,
	    struct clock_bounds *);

#endif
