/* Bounds of the media server's clock. */
#include "config.h"

#include <math.h>

#include "tap.h"
#include "base/cleanup.h"
#include "poller/server_clock.h"

#define AHEAD	37000	/* of the boot clock: the truth */
#define T(ms)	((int64_t)(100000 + (ms)))	/* boot time */
#define S(ms)	(T(ms) + AHEAD)			/* the server's time then */

static bool
within(const struct server_clock *c, int64_t now, double ahead,
    double width)
{
	struct clock_bounds b;

	return server_clock_get(c, now, &b) && b.lo_ms <= ahead &&
	    b.hi_ms >= ahead && b.hi_ms - b.lo_ms <= width;
}

static void
told(void)
{
	struct server_clock c = { 0 };
	struct clock_bounds b;

	ok(!server_clock_get(&c, T(0), &b), "nothing is known at first");
	server_clock_add_answer(&c,
	    &(struct server_clock_exchange){ T(0), T(80) }, S(50), S(51));
	ok(within(&c, T(80), AHEAD, 80), "one answer");
	server_clock_add_answer(&c,
	    &(struct server_clock_exchange){ T(90), T(94) }, S(92), S(92));
	ok(within(&c, T(94), AHEAD, 5), "the quickest counts");
	server_clock_add_answer(&c,
	    &(struct server_clock_exchange){ T(99), T(399) }, S(110), S(110));
	ok(within(&c, T(399), AHEAD, 5), "a slow one spoils nothing");
	ok(within(&c, T(60399), AHEAD, 20), "a minute later: less sure");
	server_clock_add_answer(&c,
	    &(struct server_clock_exchange){ T(60400), T(60404) },
	    S(60402) + 5000, S(60402) + 5000);
	ok(within(&c, T(60404), AHEAD + 5000, 5), "it was set: that is seen");
}

static void
dates(void)
{
	struct server_clock c = { 0 };
	int i;

	for (i = 0; i < 40; i++)
		server_clock_add_date(&c,
		    &(struct server_clock_exchange){ T(i * 963),
			T(i * 963 + 4) },
		    S(i * 963 + 2) / 1000 * 1000);
	ok(within(&c, T(40 * 963), AHEAD, 120), "many dates are a clock");
}

/* A timer stamps each second; polls are not in step with it. */
static void
stamps(double date_off_ms)
{
	struct server_clock c = { 0 };
	int64_t unseen = 0, old = 0;
	int i;

	for (i = 0; i < 60; i++) {
		struct server_clock_exchange x = { T(i * 963), T(i * 963 + 4) };
		int64_t stamp = S(i * 963) / 1000 * 1000;

		server_clock_add_date(&c, &x, (x.asked_ms + AHEAD +
		    (int64_t)date_off_ms) / 1000 * 1000);
		server_clock_add_stamp(&c, x.answered_ms,
		    old && stamp > old ? unseen : 0, stamp);
		old = stamp;
		unseen = x.asked_ms;
	}
	ok(within(&c, T(60 * 963), AHEAD, 120),
	    "stamps, and a Date that is off by %.0f s", date_off_ms / 1000);
}

static void
contradicted(void)
{
	struct server_clock c = { 0 };
	struct clock_bounds b;

	server_clock_add_answer(&c,
	    &(struct server_clock_exchange){ T(0), T(4) }, S(2) + 120000,
	    S(2) + 120000);
	server_clock_add_stamp(&c, T(1000), T(100), S(900));
	ok(!server_clock_get(&c, T(1000), &b) || b.hi_ms < AHEAD + 1000,
	    "what stamps contradict is not used");
}

int
main(void)
{
	told();
	dates();
	stamps(0);
	stamps(120000);
	contradicted();
	return done();
}
