#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "search.h"
#include "base/arena.h"

#define WORDS_MAX	8

/* Letters and digits of ASCII; every byte beyond it may be part of one. */
static int
is_word(unsigned char c)
{
	return c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (c >= 'A' && c <= 'Z');
}

struct word {
	const char	*at;
	size_t		 len;
	bool		 chosen;
};

/* The words typed; v has room for half as many as there are letters. */
static size_t
words_find(const char *typed, struct word *v)
{
	const char *s = typed;
	size_t n = 0;

	while (*s) {
		if (!is_word((unsigned char)*s)) {
			s++;
			continue;
		}
		v[n] = (struct word){ .at = s };
		while (is_word((unsigned char)*s))
			s++;
		v[n].len = (size_t)(s - v[n].at);
		n++;
	}
	return n;
}

/* What begins with a chosen word's letters is found by that word already. */
static bool
is_said(const struct word *v, size_t n, const struct word *w)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (v[i].chosen && v[i].len >= w->len &&
		    !memcmp(v[i].at, w->at, w->len))
			return true;
	return false;
}

/*
 * The longest ones say the most.  Each costs a walk through all captures that
 * have it, and a hundred of one letter would hold up everybody.
 */
static void
words_choose(struct word *v, size_t n)
{
	struct word *best;
	size_t i, k;

	for (k = 0; k < WORDS_MAX; k++) {
		best = NULL;
		for (i = 0; i < n; i++)
			if (!v[i].chosen && (!best || v[i].len > best->len) &&
			    !is_said(v, n, &v[i]))
				best = &v[i];
		if (!best)
			return;
		best->chosen = true;
	}
}

static char *
quoted_words(struct arena *a, const char *typed)
{
	struct word *v = arena_alloc(a, (strlen(typed) / 2 + 1) * sizeof(*v));
	size_t i, n = words_find(typed, v);
	const char *out = "";

	words_choose(v, n);
	for (i = 0; i < n; i++)
		if (v[i].chosen)
			out = arena_printf(a, "%s%s\"%.*s\"*", out,
			    *out ? " " : "", (int)v[i].len, v[i].at);
	/* An empty phrase is in no title; an empty expression is an error. */
	return arena_strdup(a, *out ? out : "\"\"");
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
