/*
 * The constant bit rates of an MP3, and which of them fits a size.  Pure.
 */
#ifndef MP3_BITRATE_H
#define MP3_BITRATE_H

#include <stdint.h>

#define MP3_BPS_MIN	32000

/* The highest rate that is not above this; at least MP3_BPS_MIN. */
int	mp3_bitrate_at_most(double bps);

/* The rate at which a file is just not larger. */
double	mp3_bitrate_for_size(int64_t max_bytes, double duration_s);

/* Of sampling, in Hz: few bits are better spent on what is below 12 kHz. */
int	mp3_bitrate_sample_rate(int bps);

#endif
