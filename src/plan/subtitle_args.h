/*
 * Subtitles burned in.  Those around the moment are first cut out of the
 * film into a file of ours, by one quick process, at the same cost however
 * long the film; the filter then reads that.  No text or name of the film
 * reaches a filter graph.  Pure; what runs the commands: subtitle_make.h.
 */
#ifndef SUBTITLE_ARGS_H
#define SUBTITLE_ARGS_H

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct probe;

/* Of a film's fonts no more are taken out. */
#define SUBTITLE_FONTS_BYTES	(INT64_C(96) << 20)
/* A sentence when it has more, or NULL. */
const char	*subtitle_args_fonts_note(struct arena *, const struct probe *);

/* In file times (-copyts), as everything here. */
struct subtitles {
	const char	*file;		/* in the work folder */
	const char	*fonts;		/* a folder there, or NULL */
	bool		 is_bitmap;	/* drawn as a picture: a second input */
	bool		 is_stretched;	/* over the whole picture */
	bool		 is_styled;	/* text that says how it looks: ASS */
	double		 zero_s;	/* what a text file's 0 is */
	const char	*note;		/* what cannot be drawn, or NULL */
};

/* The commands that cut. */
char *const	*subtitle_args_build(struct arena *, const char *ffmpeg,
		    const char *path, const struct probe *, int stream,
		    double from_s, double length_s,
		    const struct subtitles *);

/* A file of subtitles alone that holds streams; times of the film. */
struct subtitle_source {
	const char		*path;
	const char		*data;	/* of an .idx: the .sub, or NULL */
	const struct probe	*probe;
	int			 stream;
	double			 from_s, to_s;
	double			 shift_s;	/* from there to file times */
};
char *const	*subtitle_args_build_container(struct arena *,
	    const char *ffmpeg,
		    const struct subtitle_source *,
		    const struct subtitles *);

/* One of text, in UTF-8.  rate: of the frames that it counts, or 0. */
char *const	*subtitle_args_build_text(struct arena *, const char *ffmpeg,
		    const char *path, double rate, const struct subtitles *);

/*
 * A -filter_complex that makes [0:stream] into [out]: frames, then the
 * subtitles on them, then the end.  frames leaves RGB and file times; end begins
 * with a comma or is empty.
 */
const char	*subtitle_args_graph(struct arena *, int stream,
		    const char *frames, const struct subtitles *,
		    const char *end);

/* A path of ours as a filter's option: escaped twice, as FFmpeg reads it. */
const char	*subtitle_args_escape_path(struct arena *, const char *path);

#endif
