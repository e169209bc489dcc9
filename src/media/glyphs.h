/*
 * Whether the fonts at hand have the letters that are to be drawn.  libass,
 * which draws, asks fontconfig for them; so do we.
 */
#ifndef GLYPHS_H
#define GLYPHS_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* The script of a character in a person's words; NULL: it needs no glyph. */
const char	*glyphs_script(uint32_t c);

/*
 * A note that says which scripts have no font, or NULL: all can be drawn.
 * folder: of fonts that the film carries, or NULL.
 */
const char	*glyphs_note(struct arena *, const uint32_t *chars, size_t n,
		    const char *folder);

#endif
