/*
 * The films of the demo: their metadata on the two media servers, how they are
 * drawn, and their paths below the demo's folder.
 */
#ifndef FILM_H
#define FILM_H

#include <stddef.h>

#define FILM_SECONDS	240
#define FILM_RATE	24

struct arena;

struct film {
	const char	*id;		/* Plex ratingKey, or Jellyfin Id */
	const char	*title;
	const char	*series;	/* NULL: it is a film */
	int		 season, episode;
	int		 year;
	const char	*summary;
	const char	*file;		/* below the demo's folder */
	const char	*poster;
	const char	*poster_crop;	/* filter: the shape of its poster */
	const char	*scene;		/* filter graph: a seamless loop */
	int		 note_hz;	/* its sound */
};

enum { FILM_EPISODE, FILM_FIRST, FILM_SECOND, FILM_COUNT };

extern const struct film films[FILM_COUNT];

/* NULL if there is none. */
const struct film	*film_by_id(const char *id, size_t len);

char	*film_path(struct arena *, const char *dir, const struct film *);
char	*film_poster_path(struct arena *, const char *dir,
	    const struct film *);

#endif
