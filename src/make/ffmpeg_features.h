/*
 * What the FFmpeg at hand can do beyond what every one does: builds and
 * releases differ.  Its own lists are read once in a process; what no list
 * tells, such as whether a device works, is tried once.
 */
#ifndef FFMPEG_FEATURES_H
#define FFMPEG_FEATURES_H

#include <stdbool.h>

struct conf;

enum ffmpeg_feature {
	FFMPEG_AVIF,		/* writes still AV1 pictures */
	FFMPEG_HEVC,		/* encodes 10-bit HEVC */
	FFMPEG_FEATURES
};

bool	ffmpeg_has_feature(const struct conf *, enum ffmpeg_feature);

/* Pure: whether a list that ffmpeg printed (-encoders ...) has this name. */
bool	ffmpeg_feature_is_listed(const char *text, const char *name);

#endif
