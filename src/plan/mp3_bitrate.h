/* Constant bit rates of MP3, and which of them fits a size.  Pure. */
#ifndef MP3_BITRATE_H
#define MP3_BITRATE_H

#include <stdint.h>

#define MP3_BPS_MIN	32000

/* The highest rate that is not above this; at least MP3_BPS_MIN. */
int	mp3_bitrate_at_most(double bps);

/* The highest rate, in bits a second, at which the file is not too large. */
double	mp3_bitrate_for_size(int64_t max_bytes, double duration_s);

/*
 * The sampling rate, in Hz: at low bit rates, only sound below 12 kHz is kept.
 */
int	mp3_bitrate_sample_rate(int bps);

#endif
