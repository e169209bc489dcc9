/* Tables of alphabets and of the charsets used to write them. */
#ifndef CHARSET_TABLE_H
#define CHARSET_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CHARSETS_MAX	4

/* Its letters are a list (Latin alphabets) or a range. */
struct alphabet {
	const char	*languages;	/* ISO 639-2/T, a space between */
	const char	*charsets[CHARSETS_MAX + 1];	/* likeliest first */
	const char	*letters;	/* beyond ASCII, or NULL */
	uint32_t	 first, last;
	uint32_t	 upper_first, upper_last;	/* its capitals, or 0 */
};

/* The i-th, or NULL. */
const struct alphabet	*charset_table_alphabet(size_t i);
bool	charset_table_has_letter(const struct alphabet *, uint32_t c);
bool	charset_table_has_language(const struct alphabet *,
	    const char *language);
bool	charset_table_is_punctuation(uint32_t c);

/* iconv's name for a charset that libuchardet found; NULL: ignore it. */
const char	*charset_table_find_detected(const char *name);
/* Whether two charsets encode the same letters in much the same way. */
bool	charset_table_are_related(const char *, const char *);

#endif
