/*
 * Finds a subtitle file beside a film, named as Plex requires: "Film.mkv" has
 * "Film.srt", "Film.en.srt" or "Film.eng.forced.ass".  Plex says that the
 * viewer sees such a file, but not which.
 */
#ifndef SIDECAR_H
#define SIDECAR_H

struct arena;

/*
 * How well a name fits: 0 not at all, 1 without a language, 2 in this language.
 * film: a name, not a path; codec, language: as the media server gives them,
 * NULL if unknown.
 */
int		 sidecar_fit(const char *film, const char *name,
		    const char *codec, const char *language);

/* The file that fits best; NULL if there is none, or several fit equally. */
const char	*sidecar_find(struct arena *, const char *path,
		    const char *codec, const char *language);

#endif
