#include "config.h"

#include <stddef.h>

#include "mp3_bitrate.h"
#include "base/cleanup.h"

#define HEAD_BYTES	400	/* ID3 and the Xing frame */
#define PADDING_S	0.08	/* encoder delay and padding */

/* ISO/IEC 11172-3, 2.4.2.3: layer III. */
static const int rates[] = {
	MP3_BPS_MIN, 40000, 48000, 56000, 64000, 80000, 96000, 112000, 128000,
	160000, 192000, 224000, 256000, 320000,
};

int
mp3_bitrate_at_most(double bps)
{
	size_t i = COUNT(rates) - 1;

	while (i > 0 && rates[i] > bps)
		i--;
	return rates[i];
}

double
mp3_bitrate_for_size(int64_t max_bytes, double duration_s)
{
	return (double)(max_bytes - HEAD_BYTES) * 8 / (duration_s + PADDING_S);
}

int
mp3_bitrate_sample_rate(int bps)
{
	return bps < 64000 ? 24000 : 48000;
}
