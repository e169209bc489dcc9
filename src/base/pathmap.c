#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "pathmap.h"

/* "D:" or a share: there "\" and "/" are the same, and so are "a" and "A". */
static bool
is_windows(const char *path)
{
	return (isalpha((unsigned char)path[0]) && path[1] == ':') ||
	    !strncmp(path, "\\\\", 2) || !strncmp(path, "//", 2);
}

static bool
is_separator(char c, bool windows)
{
	return c == '/' || (windows && c == '\\');
}

static bool
same(char a, char b, bool windows)
{
	if (a == b || (is_separator(a, windows) && is_separator(b, windows)))
		return true;
	return windows &&
	    tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The length of "from" where it covers the first components, or -1. */
static int
covers(const char *from, const char *path)
{
	bool windows = is_windows(path);
	int i;

	if (*from && is_windows(from) != windows)
		return -1;
	for (i = 0; from[i]; i++)
		if (!same(from[i], path[i], windows))
			return -1;
	return !path[i] || is_separator(path[i], windows) ? i : -1;
}

static char *
trimmed(struct arena *a, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

static void
strip_separators(char *path)
{
	bool windows = is_windows(path);
	size_t n = strlen(path);

	while (n && is_separator(path[n - 1], windows))
		path[--n] = '\0';
}

/* "=" may be part of a folder's name, but "to" begins with "/". */
static int
pair_parse(struct arena *a, char *text, struct pathmap_pair *out)
{
	char *eq = strstr(text, "=/"), *from, *to;

	if (!eq)
		return -EINVAL;
	from = trimmed(a, text, (size_t)(eq - text));
	to = arena_strdup(a, eq + 1);
	if (!is_windows(from) && *from != '/')
		return -EINVAL;
	strip_separators(from);
	strip_separators(to);
	*out = (struct pathmap_pair){ from, to };
	return 0;
}

static size_t
count(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

int
pathmap_parse(struct arena *a, const char *text, struct pathmap *out,
    const char **error)
{
	struct pathmap m = { 0 };
	char *pair;
	size_t n;

	m.pairs = arena_alloc(a, (count(text, ';') + 1) * sizeof(*m.pairs));
	for (; *text; text += n + (text[n] == ';')) {
		n = strcspn(text, ";");
		pair = trimmed(a, text, n);
		if (!*pair)
			continue;
		if (pair_parse(a, pair, &m.pairs[m.n])) {
			*error = arena_printf(a, "PATH_MAP: \"%s\": must be "
			    "from=to, both absolute, with \";\" between pairs",
			    pair);
			return -EINVAL;
		}
		m.n++;
	}
	*out = m;
	return 0;
}

static char *
slashes(char *path)
{
	char *p;

	for (p = path; (p = strchr(p, '\\')); )
		*p = '/';
	return path;
}

const char *
pathmap_apply(struct arena *a, const struct pathmap *m, const char *reported)
{
	int best = -1, n;
	size_t i, which = 0;
	char *rest;

	for (i = 0; i < m->n; i++) {
		n = covers(m->pairs[i].from, reported);
		if (n > best) {
			best = n;
			which = i;
		}
	}
	if (best < 0)
		return arena_strdup(a, reported);
	rest = arena_strdup(a, reported + best);
	if (is_windows(reported))
		slashes(rest);
	return arena_printf(a, "%s%s", m->pairs[which].to, rest);
}
