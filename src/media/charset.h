/*
 * Guesses the charset of text that is not Unicode, and converts it. libuchardet
 * examines the bytes; the language that the media server or the film gives
 * settles what they leave open.  Pure.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include <stddef.h>

struct arena;

/*
 * iconv's name of the likeliest charset of a text that is not UTF-8; never
 * NULL.  language: ISO 639 in two or three letters, a name or a BCP 47 tag, or
 * NULL if unknown.  Only the first 64 KiB are examined.
 */
const char	*charset_guess(struct arena *, const char *text, size_t len,
		    const char *language);

/*
 * Converts from one charset (iconv's name) to UTF-8 or UTF-32LE.  Bytes that
 * are not a character become U+FFFD.  Four NUL bytes follow the result.
 */
char	*charset_convert(struct arena *, const char *to, const char *from,
	    const char *text, size_t len, size_t *out_len);

/*
 * How much the bytes look like text in an East Asian charset (iconv's name),
 * from 0 to 1, by how common their pairs are.  Negative if the charset is not
 * one of those.
 */
double	charset_pairs_fit(const char *charset, const char *text, size_t len);

#endif
