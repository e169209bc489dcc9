/*
 * Burns in subtitles.  Those around the moment are first extracted from the
 * film into a work file, by a quick process whose cost does not depend on the
 * film's length; the filter then reads that file.  No text or name from the
 * film gets into a filter graph.  Pure; subtitle_make.h runs the commands.
 */
#ifndef SUBTITLE_ARGS_H
#define SUBTITLE_ARGS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe;

/* Limit of the fonts that are extracted from a film. */
#define SUBTITLE_FONTS_BYTES	(INT64_C(96) << 20)
/* A note if the film has more, or NULL. */
const char	*subtitle_args_fonts_note(struct arena *, const struct probe *);

/* How to draw the subtitles.  Times are the file's own (-copyts). */
struct subtitles {
	const char	*file;		/* in the work folder */
	const char	*fonts;		/* a folder there, or NULL */
	bool		 is_bitmap;	/* pictures, from a second input */
	bool		 is_stretched;	/* to the size of the picture */
	bool		 is_styled;	/* text with its own style (ASS) */
	double		 zero_s;	/* file time of the text file's 0 */
	const char	*note;		/* what cannot be drawn, or NULL */
};

/* The command that extracts a stream of the film. */
char *const	*subtitle_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *, int stream,
		    double from_s, double length_s,
		    const struct subtitles *);

/* A separate subtitle file with streams; times are the film's. */
struct subtitle_source {
	const char		*path;
	const char		*data;	/* the .sub of an .idx, or NULL */
	const struct probe	*probe;
	int			 stream;
	double			 from_s, to_s;
	double			 shift_s;	/* to be added for file times */
};
char *const	*subtitle_args_build_container(struct arena *,
	    const char *ffmpeg, const struct subtitle_source *,
	    const struct subtitles *);

/*
 * A separate text file, in UTF-8.  rate: of the frames that it counts time in,
 * or 0.
 */
char *const	*subtitle_args_build_text(struct arena *, const char *ffmpeg,
		    const char *path, double rate, const struct subtitles *);

/*
 * A -filter_complex from [0:stream] to [out]: the filters `frames`, then the
 * subtitles, then `end`.  `frames` must give RGB and file times; `end` begins
 * with a comma or is empty.
 */
const char	*subtitle_args_graph(struct arena *, int stream,
		    const char *frames, const struct subtitles *,
		    const char *end);

/* Escapes a path for a filter option, twice, as FFmpeg requires. */
const char	*subtitle_args_escape_path(struct arena *, const char *path);

#endif
