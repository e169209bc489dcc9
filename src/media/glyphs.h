/*
 * Checks whether the installed fonts have the characters of subtitles.  Asks
 * fontconfig, as libass does when it draws them.
 */
#ifndef GLYPHS_H
#define GLYPHS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* The script of a character, as people call it; NULL if it needs no glyph. */
const char	*glyphs_script(uint32_t c);

/*
 * A note that names the scripts without a font; NULL if all can be drawn.
 * folder: fonts that the film carries, or NULL.
 */
const char	*glyphs_note(struct arena *, const uint32_t *chars, size_t n,
		    const char *folder);

#endif
