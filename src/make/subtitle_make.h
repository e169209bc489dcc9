/* Cuts subtitles out of films and out of files of their own. */
#ifndef SUBTITLE_MAKE_H
#define SUBTITLE_MAKE_H

#include <stdbool.h>

struct arena;
struct probe;
struct probe_stream;
struct subtitles;
struct track;
struct work;

/*
 * From a stream of the film or from a file of their own, here or on a media
 * server, what is shown between two moments of the film.  -EINVAL: it cannot be
 * burned in; -EREMOTEIO: the server; else as make.h says.
 */
int	subtitle_make_cut(struct arena *, const struct work *,
	    const struct track *, double from_s, double to_s,
	    struct subtitles *, const char **why);

/*
 * Plex keeps what it found for a film as "/library/streams/906"; Jellyfin
 * gives the text of a file as "/Videos/ID/ID/Subtitles/2/0/Stream.srt".
 * Nothing else is ever asked for.  The server's name, or NULL: it is neither.
 */
const char	*subtitle_fetch_server(const char *remote);
/* Into a file in the work folder, with the server's own bytes. */
int	subtitle_fetch(struct arena *, const struct work *,
	    const char *remote, const char **file, const char **why);

#define SUBTITLE_BEFORE_S	30	/* shown since then, at the most */
#define SUBTITLE_AFTER_S	5	/* packets may lag behind the picture */

/* How far the picture has got, by framecrc's lines. */
struct subtitle_pace {
	double	to_s;		/* file time */
	double	tick_s;		/* its unit of time */
};

/*
 * Where the stream `in` (NULL: none) of a file goes, and how it is drawn.
 * -EINVAL with *why: it cannot be.
 */
int	subtitle_make_prepare(struct arena *, const struct work *,
	    const struct probe *, const struct probe_stream *in,
	    struct subtitles *, const char **why);

/* Runs a command that cuts; pace: ends it when that is far enough, or NULL. */
int	subtitle_make_run(struct arena *, const struct work *,
	    char *const *argv,
	    struct subtitle_pace *, const struct subtitles *,
	    const char **why);

/* subtitle_make_cut() of a track that has a path or is remote. */
int	subtitle_external_cut(struct arena *, const struct work *,
	    const struct track *, double from_s, double to_s,
	    struct subtitles *, const char **why);

#endif
