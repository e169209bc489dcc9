/*
 * FFmpeg's filter graphs for the films.  They contain only our own constants
 * and the path of a system font, never other input.
 */
#ifndef DRAW_H
#define DRAW_H

#define SOUND_SECONDS	24	/* a film has a whole number of these */

struct arena;
struct film;

/* Outputs [loop], and [keys]: a frame for each second of the film. */
char	*draw_film(struct arena *, const struct film *, const char *font);
/* Output [poster]. */
char	*draw_poster(struct arena *, const struct film *, const char *font);
/* Output [sound], SOUND_SECONDS long. */
char	*draw_sound(struct arena *, const struct film *);

#endif
