/* Extracts subtitles from films and from separate files. */
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
 * Extracts what is shown between two moments of the film, from one of its
 * streams or from a separate file, here or on a media server.  -EINVAL: it
 * cannot be burned in; -EREMOTEIO: the server failed; else as in make.h.
 */
int	subtitle_make_cut(struct arena *, const struct work *,
	    const struct track *, double from_s, double to_s,
	    struct subtitles *, const char **why);

/*
 * The name of the media server that an address is of, or NULL if we may not
 * fetch it.  Allowed are only Plex's "/library/streams/906" and Jellyfin's
 * "/Videos/ID/ID/Subtitles/2/0/Stream.srt".
 */
const char	*subtitle_fetch_server(const char *remote);
/* Fetches it unchanged to a file in the work folder. */
int	subtitle_fetch(struct arena *, const struct work *,
	    const char *remote, const char **file, const char **why);

#define SUBTITLE_BEFORE_S	30	/* no subtitle is shown for longer */
#define SUBTITLE_AFTER_S	5	/* packets may lag behind the picture */

/* How far the picture has got, by the framecrc output. */
struct subtitle_pace {
	double	to_s;		/* file time */
	double	tick_s;		/* its unit of time */
};

/*
 * Sets where the stream `in` (NULL: none) is extracted to, and how it is
 * drawn.  -EINVAL with *why if it cannot be drawn.
 */
int	subtitle_make_prepare(struct arena *, const struct work *,
	    const struct probe *, const struct probe_stream *in,
	    struct subtitles *, const char **why);

/* Runs an extracting command.  pace: stops it when far enough; or NULL. */
int	subtitle_make_run(struct arena *, const struct work *,
	    char *const *argv, struct subtitle_pace *,
	    const struct subtitles *, const char **why);

/* subtitle_make_cut() for a track with a path or a remote file. */
int	subtitle_external_cut(struct arena *, const struct work *,
	    const struct track *, double from_s, double to_s,
	    struct subtitles *, const char **why);

#endif
