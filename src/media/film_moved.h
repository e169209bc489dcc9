/*
 * Finds a film that was renamed after its capture was requested: the media
 * server's item that it belongs to has the new path.
 */
#ifndef FILM_MOVED_H
#define FILM_MOVED_H

struct arena;
struct capture;
struct db;

/*
 * The current path of the capture's film; NULL if it is unknown or leads to a
 * different file.  part_start_s: where the film begins in its item.
 */
const char	*film_moved_find(struct db *, struct arena *,
		    const struct capture *, const char *path,
		    double part_start_s);

/*
 * The path of a file beside the film, renamed like the film; other paths are
 * returned unchanged.
 */
const char	*film_moved_find_beside(struct arena *, const char *path,
		    const char *film_was, const char *film);

#endif
