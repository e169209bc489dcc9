/*
 * Detects the kind of a subtitle file by its content, because its name may be
 * wrong.  Pure.
 */
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
	SUBTITLE_VOBSUB,	/* .idx, of DVDs: an index of the .sub */
	SUBTITLE_VOBSUB_DATA	/* .sub: pictures without colours */
};

#define SUBTITLE_KIND_HEAD	64	/* bytes needed to detect it */
enum subtitle_kind	subtitle_kind_detect(const char *head, size_t len);

/* Whether its times are numbers of frames: "{100}{150}Text". */
bool	subtitle_kind_is_microdvd(const char *text, size_t len);

/* Whether it is ASS or SSA, which carry their own style. */
bool	subtitle_kind_is_styled(const char *text, size_t len);

/* The streams of an .idx, in FFmpeg's order. */
size_t	subtitle_kind_parse_vobsub(struct arena *, const char *text, size_t len,
	    const struct probe_stream **);

#endif
