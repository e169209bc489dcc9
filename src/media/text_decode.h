/*
 * Text of any bytes as UTF-8: by its byte order mark, else as the UTF-8 that
 * it is, else by what charset_guess() makes of it.  Pure.
 */
#ifndef TEXT_DECODE_H
#define TEXT_DECODE_H

#include <stddef.h>

struct arena;

/*
 * Without a mark, valid whatever came in; valid text is returned as it is.
 * Lines in UTF-8 among lines in 8 bits keep what they say.  language: as
 * charset_guess() takes it.
 */
const char	*text_decode(struct arena *, const char *text, size_t len,
		    const char *language, size_t *out_len);

#endif
