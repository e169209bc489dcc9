/*
 * Which alphabet a text in 8 bits is written in, and its way into UTF-8.
 * Pure; libuchardet looks at the bytes, the language that the media server or
 * the film tells decides what they leave open.
 */
#ifndef CHARSET_H
#define CHARSET_H

#include <stddef.h>

struct arena;

/*
 * iconv's name of the likeliest charset of a text that is no UTF-8; never
 * NULL.  language: ISO 639 in two or three letters, a name or a BCP 47 tag;
 * NULL: unknown.  Only the first bytes are looked at.
 */
const char	*charset_guess(struct arena *, const char *text, size_t len,
		    const char *language);

/*
 * From one of iconv's charsets into another.  What is no character becomes
 * U+FFFD where that exists.  A NUL (four bytes of it) follows out_len.
 */
char	*charset_convert(struct arena *, const char *to, const char *from,
	    const char *text, size_t len, size_t *out_len);

/*
 * How well the characters of a charset (as iconv calls it) look like a text,
 * 0 to 1: of the charsets that write pairs of bytes, by how common these are;
 * negative: it is not such a charset.
 */
double	charset_pairs_fit(const char *charset, const char *text, size_t len);

#endif
