/*
 * What the samples of a film and of a saved file mean as colours, and the
 * filters and tags that convert one to the other.  Pure.
 */
#ifndef COLOUR_H
#define COLOUR_H

#include <stdbool.h>

struct arena;
struct args;
struct probe;

/* Code points of ITU-T H.273, which FFmpeg accepts as numbers. */
struct colour {
	int		 matrix, primaries, transfer;
	/* samples use 0 to 255, not 16 to 235 */
	bool		 is_full_range;
	bool		 is_odd;		/* width or height is odd */
	bool		 is_centred;	/* chroma is between the pixels */
	const char	*pix_fmt;	/* FFmpeg's name */
};

/* Kinds of saved files.  Each has one meaning that all viewers agree on. */
enum colour_use {
	COLOUR_RGB,		/* PNG, GIF, and for drawing subtitles */
	COLOUR_JPEG,		/* JFIF: BT.601, full range */
	COLOUR_WEBP,		/* BT.601, limited range */
	COLOUR_AVIF,		/* with tags */
	COLOUR_VIDEO,		/* with tags, 8-bit */
	COLOUR_VIDEO_DEEP,	/* with tags, 10-bit */
};

/* The film's colours; missing values are filled in. */
struct colour	colour_film(const struct probe *);

bool		colour_is_hdr(const struct colour *);

/* The colours to save.  keep_hdr: PQ and HLG are kept; else they become SDR. */
struct colour	colour_saved(const struct colour *film, enum colour_use,
		    bool keep_hdr);

/* Filters (",filter,…") that convert, and tag the frames accordingly. */
const char	*colour_convert(struct arena *, const struct colour *from,
		    const struct colour *to);

/* Filters before and after subtitles are drawn, which is done in RGB. */
struct colour_steps {
	const char	*before, *after;
};

struct colour_steps	colour_steps(struct arena *, const struct colour *from,
		    const struct colour *to, bool drawn);

/* The tags for the encoder's stream and the container. */
void		colour_tag(struct args *, const struct colour *);

#endif
