/*
 * Subtitle files beside a film, named as Plex wants them: "Film.mkv" has
 * "Film.srt", "Film.en.srt", "Film.eng.forced.ass".  Plex tells that the
 * viewer sees one, and never which.
 */
#ifndef SIDECAR_H
#define SIDECAR_H

struct arena;

/*
 * How well a name fits: 0 not at all, 1 it tells no language, 2 it is of this
 * language.  film: a name too, no path; codec, language: as the media server
 * says, NULL unknown.
 */
int		 sidecar_fit(const char *film, const char *name,
		    const char *codec, const char *language);

/* The one file that fits best; NULL: there is none, or there are several. */
const char	*sidecar_find(struct arena *, const char *path,
		    const char *codec, const char *language);

#endif
