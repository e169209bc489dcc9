/* What a file of subtitles is, by its bytes: its name may say another. Pure. */
#ifndef SUBTITLE_KIND_H
#define SUBTITLE_KIND_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct probe_stream;

enum subtitle_kind {
	SUBTITLE_TEXT,
	SUBTITLE_MATROSKA,	/* .mks: streams of any kind */
	SUBTITLE_PGS,		/* .sup, of Blu-rays */
	SUBTITLE_VOBSUB,	/* .idx, of DVDs: where what is in the .sub */
	SUBTITLE_VOBSUB_DATA	/* that .sub: pictures without colours */
};

#define SUBTITLE_KIND_HEAD	64	/* bytes by which it can be told */
enum subtitle_kind	subtitle_kind_detect(const char *head, size_t len);

/* Times are numbers of frames: "{100}{150}Text". */
bool	subtitle_kind_is_microdvd(const char *text, size_t len);

/* ASS or SSA, which say themselves how they look. */
bool	subtitle_kind_is_styled(const char *text, size_t len);

/* The streams of an .idx, in FFmpeg's order. */
size_t	subtitle_kind_parse_vobsub(struct arena *, const char *text, size_t len,
	    const struct probe_stream **);

#endif
