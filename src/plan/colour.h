/*
 * What a film's samples mean as colours, what a saved file's shall mean, and
 * the filters and tags that lead from one to the other.  Pure.
 */
#ifndef COLOUR_H
#define COLOUR_H

#include <stdbool.h>

struct arena;
struct args;
struct probe;

/* The code points of ITU-T H.273, which FFmpeg takes as numbers. */
struct colour {
	int		 matrix, primaries, transfer;
	/* range: 0 to 255, not 16 to 235 */
	bool		 is_full_range;
	bool		 is_odd;		/* width or height, in pixels */
	bool		 is_centred;	/* where 4:2:0 has its colour samples */
	const char	*pix_fmt;	/* FFmpeg's name */
};

/* What is saved.  Each has one meaning that all who show it agree on. */
enum colour_use {
	COLOUR_RGB,		/* PNG, GIF, what subtitles are drawn on */
	COLOUR_JPEG,		/* JFIF: BT.601, full range */
	COLOUR_WEBP,		/* BT.601, limited range */
	COLOUR_AVIF,		/* with tags */
	COLOUR_VIDEO,		/* with tags, 8-bit */
	COLOUR_VIDEO_DEEP,	/* with tags, 10-bit */
};

/* The film's, with what it does not say filled in. */
struct colour	colour_film(const struct probe *);

bool		colour_is_hdr(const struct colour *);

/* keep_hdr: PQ and HLG stay what they are; else they become SDR. */
struct colour	colour_saved(const struct colour *film, enum colour_use,
		    bool keep_hdr);

/* ",filter,…": from one meaning to the other, and frames that say so. */
const char	*colour_convert(struct arena *, const struct colour *from,
		    const struct colour *to);

/* The filters before and after subtitles are drawn, which is done in RGB. */
struct colour_steps {
	const char	*before, *after;
};

struct colour_steps	colour_steps(struct arena *, const struct colour *from,
		    const struct colour *to, bool drawn);

/* The same for what an encoder writes into its stream and the container. */
void		colour_tag(struct args *, const struct colour *);

#endif
