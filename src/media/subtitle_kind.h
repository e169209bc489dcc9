/* What a file of subtitles is, by its bytes: its name may say another. Pure. */
#ifndef SUBTITLE_KIND_H
#define SUBTITLE_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct probe_stream;

enum subtitles_kind {
	SUBTITLES_TEXT,
	SUBTITLES_MATROSKA,	/* .mks: streams of any kind */
	SUBTITLES_PGS,		/* .sup, of Blu-rays */
	SUBTITLES_VOBSUB,	/* .idx, of DVDs: where what is in the .sub */
	SUBTITLES_VOBSUB_DATA	/* that .sub: pictures without colours */
};

#define SUBTITLES_KIND_HEAD	64	/* bytes by which it can be told */
enum subtitles_kind	subtitles_kind(const char *head, size_t len);

/* Times are numbers of frames: "{100}{150}Text". */
bool	subtitles_are_microdvd(const char *text, size_t len);

/* ASS or SSA, which say themselves how they look. */
bool	subtitles_are_styled(const char *text, size_t len);

/* The streams of an .idx, in FFmpeg's order. */
size_t	subtitles_vobsub_streams(struct arena *, const char *text, size_t len,
	    const struct probe_stream **);

#endif
