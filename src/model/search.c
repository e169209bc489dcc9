#include "config.h"

#include <string.h>

#include "arena.h"
#include "search.h"

/* Letters and digits of ASCII; every byte beyond it may be part of one. */
static int
is_word(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

static char *
quoted_words(struct arena *a, const char *typed)
{
	/* A letter becomes at most six bytes: a space, quotes, itself, *. */
	char *out = arena_alloc(a, 6 * strlen(typed) + 1), *w = out;
	const char *s = typed;

	while (*s) {
		if (!is_word((unsigned char)*s)) {
			s++;
			continue;
		}
		if (w != out)
			*w++ = ' ';
		*w++ = '"';
		while (is_word((unsigned char)*s))
			*w++ = *s++;
		*w++ = '"';
		*w++ = '*';
	}
	/* An empty phrase is in no title; an empty expression is an error. */
	return *out ? out : arena_strdup(a, "\"\"");
}

char *
search_expression(struct arena *a, const char *typed, const char *type)
{
	const char *words = quoted_words(a, typed);

	if (!type)
		return arena_printf(a, "media_title : (%s)", words);
	return arena_printf(a, "media_title : (%s) AND capture_type : \"%s\"",
	    words, type);
}
