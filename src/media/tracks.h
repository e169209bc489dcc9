/* Which stream of the file is the one that the viewer has on.  Pure. */
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
	const char	*note;		/* why it is not the viewer's, or NULL */
};

#define TRACK_NONE { .stream = -1 }
bool		track_is_none(const struct track *);

/* The viewer's audio, else the file's default; -1: the file has no sound. */
struct track	track_audio(struct arena *, const struct probe *,
		    const struct session_track *);
/* The viewer's subtitles; all empty: none are on. */
struct track	track_subtitles(struct arena *, const struct probe *,
		    const struct session_track *);
/* The file's own default audio stream, or -1. */
int		track_default_audio(const struct probe *);
/*
 * What comes nearest to an audio stream that cannot be heard: of those that
 * can, as far as the facts tell, one in its language, else the default, else
 * the first; or -1.  tried: not these n.
 */
int		track_choose_other(const struct probe *, int stream,
		    const int *tried, size_t n);

/*
 * Whether two names can mean the same: of a codec, "dca" and "dts"; of a
 * language, "en-US" and "eng".  What is unknown (NULL, "", "und") can.
 */
bool		track_codec_fits(const char *said, const char *found);
bool		track_language_fits(const char *said, const char *found);

/*
 * A language as ISO 639-2/T calls it: "cs", "cze", "Czech" and "cs-CZ" are
 * "ces".  NULL: none, or one that is not known here.
 */
const char	*track_language(const char *said);

#endif
