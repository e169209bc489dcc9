/* The search for the bit rate that fills a size, with different encoders. */
#include "config.h"

#include <math.h>
#include <stdbool.h>

#include "tap.h"
#include "base/cleanup.h"
#include "plan/clip_size.h"

#define MAX_BYTES	1000000
#define SECONDS		8.0

/* The size that a rate gives: bytes in SECONDS. */
static double
film(double bps)
{
	return bps / 8 * SECONDS;
}

static double
overshoots(double bps)
{
	return 1.3 * film(bps);
}

static double
lags(double bps)
{
	return 0.4 * film(bps);
}

static double
drawing(double bps)
{
	return 300000 * pow(bps / 1e6, 0.3);
}

static double
slides(double bps)
{
	return bps < 3e6 ? 0.2 * film(bps) : 0.2 * film(3e6) +
	    0.5 * film(bps - 3e6);
}

static double
by_steps(double bps)
{
	return film(bps < 1e6 ? 3e5 : bps < 2e6 ? 9e5 : 2e6);
}

static double
still(double bps)
{
	return fmin(film(bps), 80000);
}

static double
huge(double bps)
{
	return film(bps) + 2e6;
}

static const struct {
	const char	*name;
	double		(*bytes)(double bps);
	int		 most;		/* tries */
	bool		 fills;
} encoders[] = {
	{ "one that obeys", film, 1, true },
	{ "one that overshoots", overshoots, 2, true },
	{ "one that lags", lags, 2, true },
	{ "a drawing", drawing, 6, true },
	{ "slides", slides, 5, true },
	{ "one that knows three sizes", by_steps, 8, true },
	{ "a picture that never changes", still, 4, false },
	{ "one that cannot", huge, 8, false },
};

int
main(void)
{
	size_t i;

	for (i = 0; i < COUNT(encoders); i++) {
		struct clip_size f = { .max_bytes = MAX_BYTES };
		double bps = 0.94 * MAX_BYTES * 8 / SECONDS, last = 0;
		int tries = 0;
		bool good = false;

		for (; bps > 0 && tries < 20; tries++) {
			last = encoders[i].bytes(bps);
			good = clip_size_is_good(&f, (int64_t)last);
			bps = clip_size_next_rate(&f, bps, (int64_t)last);
		}
		ok(good == encoders[i].fills, "%s: %s", encoders[i].name,
		    encoders[i].fills ? "fills it" : "is given up");
		ok(tries <= encoders[i].most, "  after %d tries of %d", tries,
		    encoders[i].most);
	}
	return done();
}
