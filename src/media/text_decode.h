/*
 * Decodes text of unknown charset to UTF-8: by its byte order mark, else as
 * UTF-8 if it is valid, else as charset_guess() says.  Pure.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stddef.h>

struct arena;

/*
 * The result is valid UTF-8 unless the text has a mark; valid text without a
 * mark is returned unchanged.  In a file of mixed lines, those in UTF-8 stay as
 * they are.  language: as for charset_guess().
 */
const char	*text_decode(struct arena *, const char *text, size_t len,
		    const char *language, size_t *out_len);

#endif
