/* Finds the stream of the file that the viewer has chosen.  Pure. */
#ifndef TRACKS_H
#define TRACKS_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct probe;
struct session_track;

struct track {
	int		 stream;	/* index in the file, or -1 */
	const char	*remote;	/* file on the media server, or NULL */
	const char	*path;		/* one here, or NULL */
	const char	*codec;		/* of that file, or NULL: unknown */
	const char	*language;	/* as the server says, or NULL */
	const char	*note;		/* why not the viewer's, or NULL */
};

#define TRACK_NONE { .stream = -1 }
bool		track_is_none(const struct track *);

/* The viewer's audio, else the file's default; stream -1: no sound. */
struct track	track_audio(struct arena *, const struct probe *,
		    const struct session_track *);
/* The viewer's subtitles; TRACK_NONE if they are off. */
struct track	track_subtitles(struct arena *, const struct probe *,
		    const struct session_track *);
/* The file's own default audio stream, or -1. */
int		track_default_audio(const struct probe *);
/*
 * The best replacement for an audio stream that cannot be decoded, among those
 * that can, as far as ffprobe tells: one in the same language, else the
 * default, else the first; -1 if there is none.  tried: n streams to skip.
 */
int		track_choose_other(const struct probe *, int stream,
		    const int *tried, size_t n);

/*
 * Whether two names can mean the same codec ("dca" and "dts") or the same
 * language ("en-US" and "eng").  An unknown one (NULL, "", "und") can.
 */
bool		track_codec_fits(const char *said, const char *found);
bool		track_language_fits(const char *said, const char *found);

/*
 * The ISO 639-2/T code of a language: "ces" for "cs", "cze", "Czech" and
 * "cs-CZ".  NULL if there is none, or it is not in our table.
 */
const char	*track_language(const char *said);

#endif
