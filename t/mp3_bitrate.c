/* The constant bit rates of MP3, and which of them fits a size. */
#include "config.h"

#include <stdint.h>

#include "tap.h"
#include "base/cleanup.h"
#include "plan/mp3_bitrate.h"

static const struct {
	const char	*name;
	double		 bps;
	int		 rate;
} cases[] = {
	{ "between two",	 72000, 64000 },
	{ "a rate itself",	 64000, 64000 },
	{ "just below one",	 79999, 64000 },
	{ "just above one",	 80001, 80000 },
	{ "the least",		 20000, 32000 },
	{ "the most",		400000, 320000 },
};

/* 24 ms a frame, and no padding: 3 bytes for each kb/s (ISO/IEC 11172-3). */
static int64_t
file_bytes(int bps, double duration_s)
{
	int64_t frames = (int64_t)((duration_s + 0.024) / 0.024) + 2;

	return 45 + 288 + frames * bps / 1000 * 3;
}

static void
check_room(void)
{
	static const double seconds[] = { 1.5, 3.3, 10, 61.7, 600 };
	double bps;
	size_t i;

	for (i = 0; i < COUNT(seconds); i++) {
		int over = 0;

		for (bps = 33000; bps < 190000; bps *= 1.003) {
			int64_t max = (int64_t)(bps / 8 * (seconds[i] + 0.2));

			over += file_bytes(mp3_bitrate_at_most(
					       mp3_bitrate_for_size(max,
						   seconds[i])),
				    seconds[i]) > max;
		}
		ok(!over, "%.1f s: never more than its room", seconds[i]);
	}
}

/* Each rate of MPEG-1 layer III (ISO/IEC 11172-3) gives itself. */
static void
check_rates(void)
{
	static const int rates[] = { 32, 40, 48, 56, 64, 80, 96, 112, 128,
	    160, 192, 224, 256, 320 };
	size_t i;

	for (i = 0; i < COUNT(rates); i++) {
		is_int(mp3_bitrate_at_most(rates[i] * 1000), rates[i] * 1000,
		    "a rate");
		is_int(mp3_bitrate_at_most(rates[i] * 1000 + 3000),
		    rates[i] * 1000, "  for a little more, too");
	}
}

int
main(void)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		is_int(mp3_bitrate_at_most(cases[i].bps), cases[i].rate,
		    cases[i].name);
	check_rates();
	check_room();
	return done();
}
