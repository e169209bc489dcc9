#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "nfc.h"
#include "path_map.h"

static bool
is_in_any_case(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The length of "from" where it covers the first components, or -1. */
static int
covers(const struct place *from, const struct place *path)
{
	const char *f = from->text, *p = path->text;
	size_t i;

	if (place_is_foreign(from) != place_is_foreign(path))
		return -1;
	for (i = 0; f[i]; i++)
		if (f[i] != p[i] && !(i < path->folded && i < from->folded &&
		    is_in_any_case(f[i], p[i])))
			return -1;
	return !p[i] || p[i] == '/' ? (int)i : -1;
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

static const char *
without_end(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* "=" may be part of a folder's name, but "to" begins with "/". */
static int
pair_parse(struct arena *a, char *text, struct pathmap_pair *out)
{
	char *eq = strstr(text, "=/");
	struct place from;

	if (!eq)
		return -EINVAL;
	from = place_of(a, trimmed(a, text, (size_t)(eq - text)));
	if (!place_is_foreign(&from) && *from.text != '/')
		return -EINVAL;
	from.text = without_end(a, from.text);
	*out = (struct pathmap_pair){ from,
	    without_end(a, trimmed(a, eq + 1, strlen(eq + 1))) };
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

/* The longest pair that covers it gives the path here; or NULL. */
static const char *
mapped(struct arena *a, const struct pathmap *m, const struct place *path)
{
	int best = -1, n;
	size_t i, which = 0;

	for (i = 0; i < m->n; i++) {
		n = covers(&m->pairs[i].from, path);
		if (n > best) {
			best = n;
			which = i;
		}
	}
	return best < 0 ? NULL : arena_printf(a, "%s%s", m->pairs[which].to,
	    path->text + best);
}

/* Where the bytes differ, the composition alone may. */
static const char *
mapped_composed(struct arena *a, const struct pathmap *m,
    const char *reported)
{
	struct pathmap composed = { .n = m->n, .pairs = arena_alloc(a,
	    (m->n + 1) * sizeof(*m->pairs)) };
	struct place path = place_of(a, nfc_text(a, reported));
	size_t i;

	for (i = 0; i < m->n; i++)
		composed.pairs[i] = (struct pathmap_pair){ place_of(a,
		    nfc_text(a, m->pairs[i].from.text)), m->pairs[i].to };
	return mapped(a, &composed, &path);
}

const char *
pathmap_apply(struct arena *a, const struct pathmap *m, const char *reported)
{
	struct place path = place_of(a, reported);
	const char *here = mapped(a, m, &path);

	if (!here && !nfc_is_ascii(reported))
		here = mapped_composed(a, m, reported);
	return here ? here : place_shown(a, reported);
}
