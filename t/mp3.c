/* MP3s of any rate: which two rates, for how many frames, and what that fills. */
#include "config.h"

#include <stdint.h>

#include "auto.h"
#include "mp3.h"
#include "tap.h"

static const struct {
	const char	*name;
	double		 bps, duration_s;
	int		 low, high;
	int64_t		 frames;
} cases[] = {
	{ "half way",		 72000, 11.92, 64000, 80000, 250 },
	{ "a quarter",		132000, 11.92, 128000, 160000, 438 },
	{ "a rate itself",	 64000, 11.92, 64000, 64000, 0 },
	{ "just below one",	 79999, 11.92, 64000, 80000, 20 },
	{ "just above one",	 64100, 11.92, 64000, 64000, 0 },
	{ "the least",		 20000, 11.92, 32000, 32000, 0 },
	{ "the most",		400000, 11.92, 320000, 320000, 0 },
	{ "too short for two",	 72000, 0.8, 64000, 64000, 0 },
	{ "hours",		 72000, 7200, 64000, 80000, 150002 },
};

/* 24 ms a frame, and no padding: 3 bytes for each kb/s (ISO/IEC 11172-3). */
static int64_t
file_bytes(const struct mp3_parts *p, double duration_s)
{
	int64_t frames = (int64_t)((duration_s + 0.024) / 0.024) + 2;
	int64_t low = p->frames && p->frames < frames ? p->frames : frames;

	return 45 + 288 + low * p->bps[0] / 1000 * 3 +
	    (frames - low) * p->bps[1] / 1000 * 3;
}

static void
check_room(void)
{
	static const double seconds[] = { 1.5, 3.3, 10, 61.7, 600 };
	double bps;
	size_t i;

	for (i = 0; i < COUNT(seconds); i++) {
		int over = 0;
		double least = 1;

		for (bps = 33000; bps < 190000; bps *= 1.003) {
			int64_t max = (int64_t)(bps / 8 * (seconds[i] + 0.2));
			struct mp3_parts p;
			double part;

			mp3_parts(mp3_bps(max, seconds[i]), seconds[i], &p);
			part = (double)file_bytes(&p, seconds[i]) / (double)max;
			over += part > 1;
			least = part < least ? part : least;
		}
		ok(!over, "%.1f s: never more than its room", seconds[i]);
		ok(least > (seconds[i] < 3 ? 0.9 : 0.95),
		    "  which it fills: %.3f", least);
	}
}

/* Every rate of MPEG-1 layer III (ISO/IEC 11172-3) is one by itself. */
static void
check_rates(void)
{
	static const int rates[] = { 32, 40, 48, 56, 64, 80, 96, 112, 128,
	    160, 192, 224, 256, 320 };
	struct mp3_parts p, above;
	size_t i;

	for (i = 0; i < COUNT(rates); i++) {
		mp3_parts(rates[i] * 1000, 60, &p);
		ok(p.bps[0] == rates[i] * 1000 && p.bps[1] == p.bps[0] &&
		    !p.frames, "%d kb/s alone", rates[i]);
		mp3_parts(rates[i] * 1000 + 3000, 60, &above);
		ok(above.bps[0] == p.bps[0] && (i + 1 == COUNT(rates)
		    ? !above.frames : above.frames &&
		    above.bps[1] == rates[i + 1] * 1000),
		    "  and a little more, with the next");
	}
}

int
main(void)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct mp3_parts p;

		mp3_parts(cases[i].bps, cases[i].duration_s, &p);
		is_int(p.bps[0], cases[i].low, cases[i].name);
		is_int(p.bps[1], cases[i].high, "  and the rate above");
		is_int(p.frames, cases[i].frames, "  after so many frames");
	}
	check_rates();
	check_room();
	return done();
}
