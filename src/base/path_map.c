#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "nfc.h"
#include "path_map.h"

static bool
path_map_is_same_letter(char a, char b)
{
	return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* The length of "from" if it matches the first components, or -1. */
static int
path_map_match(const struct server_path *from, const struct server_path *path)
{
	const char *f = from->text, *p = path->text;
	size_t i;

	if (server_path_is_foreign(from) != server_path_is_foreign(path))
		return -1;
	for (i = 0; f[i]; i++)
		if (f[i] != p[i] && !(i < path->folded && i < from->folded &&
		    path_map_is_same_letter(f[i], p[i])))
			return -1;
	return !p[i] || p[i] == '/' ? (int)i : -1;
}

static char *
path_map_trim(struct arena *a, const char *s, size_t n)
{
	while (n && isspace((unsigned char)*s))
		s++, n--;
	while (n && isspace((unsigned char)s[n - 1]))
		n--;
	return arena_strndup(a, s, n);
}

static const char *
path_map_strip_slashes(struct arena *a, const char *path)
{
	size_t n = strlen(path);

	while (n && path[n - 1] == '/')
		n--;
	return arena_strndup(a, path, n);
}

/* "=" may be part of a folder's name, but "to" begins with "/". */
static int
path_map_parse_pair(struct arena *a, char *text, struct path_map_pair *out)
{
	char *eq = strstr(text, "=/");
	struct server_path from;

	if (!eq)
		return -EINVAL;
	from = server_path_parse(a,
	    path_map_trim(a, text, (size_t)(eq - text)));
	if (!server_path_is_foreign(&from) && *from.text != '/')
		return -EINVAL;
	from.text = path_map_strip_slashes(a, from.text);
	*out = (struct path_map_pair){ from,
		path_map_strip_slashes(a,
		    path_map_trim(a, eq + 1, strlen(eq + 1))) };
	return 0;
}

static size_t
path_map_count_char(const char *s, char c)
{
	size_t n = 0;

	for (; *s; s++)
		n += *s == c;
	return n;
}

int
path_map_parse(struct arena *a, const char *text, struct path_map *out,
    const char **error)
{
	struct path_map m = { 0 };
	char *pair;
	size_t n;

	m.pairs = arena_alloc(a,
	    (path_map_count_char(text, ';') + 1) * sizeof(*m.pairs));
	for (; *text; text += n + (text[n] == ';')) {
		n = strcspn(text, ";");
		pair = path_map_trim(a, text, n);
		if (!*pair)
			continue;
		if (path_map_parse_pair(a, pair, &m.pairs[m.n])) {
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

/* The local path by the longest matching pair, or NULL. */
static const char *
path_map_find(struct arena *a, const struct path_map *m,
    const struct server_path *path)
{
	int best = -1, n;
	size_t i, which = 0;

	for (i = 0; i < m->n; i++) {
		n = path_map_match(&m->pairs[i].from, path);
		if (n > best) {
			best = n;
			which = i;
		}
	}
	return best < 0 ? NULL : arena_printf(a, "%s%s", m->pairs[which].to,
	    path->text + best);
}

/* The same after both sides are converted to NFC. */
static const char *
path_map_find_composed(struct arena *a, const struct path_map *m,
    const char *reported)
{
	struct path_map composed = { .n = m->n, .pairs = arena_alloc(a,
	    (m->n + 1) * sizeof(*m->pairs)) };
	struct server_path path = server_path_parse(a,
	    nfc_compose(a, reported));
	size_t i;

	for (i = 0; i < m->n; i++)
		composed.pairs[i] = (struct path_map_pair){ server_path_parse(a,
		    nfc_compose(a, m->pairs[i].from.text)), m->pairs[i].to };
	return path_map_find(a, &composed, &path);
}

const char *
path_map_apply(struct arena *a, const struct path_map *m, const char *reported)
{
	struct server_path path = server_path_parse(a, reported);
	const char *here = path_map_find(a, m, &path);

	if (!here && !nfc_is_ascii(reported))
		here = path_map_find_composed(a, m, reported);
	return here ? here : server_path_redact(a, reported);
}
