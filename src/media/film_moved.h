/*
 * A film that was renamed since its capture was asked for: the item that it
 * belongs to knows its new name.
 */
#ifndef FILM_MOVED_H
#define FILM_MOVED_H

struct arena;
struct capture;
struct db;

/*
 * The path of the capture's film by now, or NULL: nobody knows, or what is
 * there is another file.  part_start_s: where the film begins in its item.
 */
const char	*film_moved_find(struct db *, struct arena *,
		    const struct capture *, const char *path,
		    double part_start_s);

/* What lay beside the film, by its new name; others as they are. */
const char	*film_moved_find_beside(struct arena *, const char *path,
		    const char *film_was, const char *film);

#endif
