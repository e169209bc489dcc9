#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "search.h"
#include "base/arena.h"

#define SEARCH_WORDS_MAX	8

/* ASCII letters and digits, and all bytes beyond ASCII. */
static bool
search_is_word_char(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

struct search_word {
	const char	*at;
	size_t		 len;
	bool		 is_chosen;
};

/* Splits typed into words; v has room for one per two bytes, rounded up. */
static size_t
search_find_words(const char *typed, struct search_word *v)
{
	const char *s = typed;
	size_t n = 0;

	while (*s) {
		if (!search_is_word_char((unsigned char)*s)) {
			s++;
			continue;
		}
		v[n] = (struct search_word){ .at = s };
		while (search_is_word_char((unsigned char)*s))
			s++;
		v[n].len = (size_t)(s - v[n].at);
		n++;
	}
	return n;
}

/* Whether a chosen word begins with w: then w would not narrow the search. */
static bool
search_is_covered(const struct search_word *v, size_t n,
    const struct search_word *w)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].is_chosen && v[i].len >= w->len &&
		    !memcmp(v[i].at, w->at, w->len))
			return true;
	return false;
}

/*
 * The longest words narrow the search most.  Each costs a walk through all
 * captures that have it, and a hundred words of one letter would block the
 * worker.
 */
static void
search_choose_words(struct search_word *v, size_t n)
{
	struct search_word *best;
	size_t i, k;

	for (k = 0; k < SEARCH_WORDS_MAX; k++) {
		best = NULL;
		for (i = 0; i < n; i++)
			if (!v[i].is_chosen &&
			    (!best || v[i].len > best->len) &&
			    !search_is_covered(v, n, &v[i]))
				best = &v[i];
		if (!best)
			return;
		best->is_chosen = true;
	}
}

static char *
search_quote_words(struct arena *a, const char *typed)
{
	struct search_word *v = arena_alloc(a,
	    (strlen(typed) / 2 + 1) * sizeof(*v));
	size_t i, n = search_find_words(typed, v);
	const char *out = "";

	search_choose_words(v, n);
	for (i = 0; i < n; i++)
		if (v[i].is_chosen)
			out = arena_printf(a, "%s%s\"%.*s\"*", out,
			    *out ? " " : "", (int)v[i].len, v[i].at);
	/* An empty phrase matches no title; an empty expression is an error. */
	return arena_strdup(a, *out ? out : "\"\"");
}

char *
search_expression(struct arena *a, const char *typed, const char *type)
{
	const char *words = search_quote_words(a, typed);

	if (!type)
		return arena_printf(a, "media_title : (%s)", words);
	return arena_printf(a, "media_title : (%s) AND capture_type : \"%s\"",
	    words, type);
}
