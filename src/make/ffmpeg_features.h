/*
 * What the installed FFmpeg can do, where builds and releases differ.  Its
 * lists are read once in each process.
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

/* Whether a list that ffmpeg printed (-encoders ...) has this name.  Pure. */
bool	ffmpeg_feature_is_listed(const char *text, const char *name);

#endif
