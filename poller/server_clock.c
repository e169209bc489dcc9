#include "config.h"

#include <math.h>

#include "server_clock.h"

#define DRIFT		1e-4	/* two clocks drift apart by no more */
#define JUMP_MS		20	/* off by more: the clock was set */
#define APART_MS	50	/* off by more: two kinds disagree */
#define TOLD_FOR_MS	600000	/* validity of an answer; we ask each minute */
#define USEFUL_MS	20000	/* wider bounds say nothing */

static const struct clock_bounds unbounded = { -INFINITY, INFINITY, 0 };

static struct clock_bounds
server_clock_bounds_at(const struct clock_bounds *b, int64_t boot_ms)
{
	double drift = DRIFT * (double)(boot_ms - b->at_ms);

	if (!b->at_ms)
		return unbounded;
	return (struct clock_bounds){ b->lo_ms - drift, b->hi_ms + drift,
	    b->at_ms };
}

static bool
server_clock_bounds_meet(const struct clock_bounds *a,
    const struct clock_bounds *b, double slack_ms)
{
	return a->lo_ms <= b->hi_ms + slack_ms &&
	    b->lo_ms <= a->hi_ms + slack_ms;
}

static struct clock_bounds
server_clock_bounds_both(const struct clock_bounds *a,
    const struct clock_bounds *b)
{
	struct clock_bounds c = {
		fmax(a->lo_ms, b->lo_ms), fmin(a->hi_ms, b->hi_ms),
		a->at_ms > b->at_ms ? a->at_ms : b->at_ms,
	};

	if (c.lo_ms > c.hi_ms)
		c.lo_ms = c.hi_ms = (c.lo_ms + c.hi_ms) / 2;
	return c;
}

static void
server_clock_bounds_narrow(struct clock_bounds *b, double lo_ms, double hi_ms,
    int64_t boot_ms)
{
	struct clock_bounds old = server_clock_bounds_at(b, boot_ms);
	struct clock_bounds new = { lo_ms, hi_ms, boot_ms };

	*b = server_clock_bounds_meet(&old, &new, JUMP_MS)
	    ? server_clock_bounds_both(&old, &new) : new;
}

void
server_clock_add_answer(struct server_clock *c,
    const struct server_clock_exchange *x, int64_t received_ms, int64_t sent_ms)
{
	server_clock_bounds_narrow(&c->told, (double)(sent_ms - x->answered_ms),
	    (double)(received_ms - x->asked_ms), x->answered_ms);
}

void
server_clock_add_date(struct server_clock *c,
    const struct server_clock_exchange *x, int64_t date_ms)
{
	server_clock_bounds_narrow(&c->dates,
	    (double)(date_ms - x->answered_ms),
	    (double)(date_ms + 1000 - x->asked_ms), x->answered_ms);
}

void
server_clock_add_stamp(struct server_clock *c, int64_t answered_ms,
    int64_t unseen_ms, int64_t stamp_ms)
{
	server_clock_bounds_narrow(&c->stamps, (double)(stamp_ms - answered_ms),
	    unseen_ms ? (double)(stamp_ms - unseen_ms) : INFINITY,
	    answered_ms);
}

bool
server_clock_get(const struct server_clock *c, int64_t boot_ms,
    struct clock_bounds *out)
{
	struct clock_bounds told = server_clock_bounds_at(&c->told, boot_ms);
	struct clock_bounds stamps = server_clock_bounds_at(&c->stamps,
	    boot_ms);
	struct clock_bounds dates = server_clock_bounds_at(&c->dates, boot_ms);

	if (told.at_ms && boot_ms - told.at_ms < TOLD_FOR_MS &&
	    server_clock_bounds_meet(&told, &stamps, APART_MS))
		*out = told;
	else if (server_clock_bounds_meet(&stamps, &dates, APART_MS))
		*out = server_clock_bounds_both(&stamps, &dates);
	else
		*out = stamps;
	return out->hi_ms - out->lo_ms < USEFUL_MS;
}
