#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "text_clean.h"
#include "base/arena.h"
#include "base/utf8.h"

/* A walk over a body that either counts the output or writes it. */
struct text_cleaner {
	const char	*in;
	size_t		 len;
	size_t		 at;
	char		*out;		/* NULL: only count */
	size_t		 n;
	bool		 is_dirty;
};

static bool
text_clean_is_forbidden(unsigned long c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	    (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff ||
	    c > 0x10ffff;
}

static void
text_clean_copy(struct text_cleaner *k, size_t n)
{
	if (k->out)
		memcpy(k->out + k->n, k->in + k->at, n);
	k->n += n;
	k->at += n;
}

/* Replaces the next n bytes. */
static void
text_clean_replace(struct text_cleaner *k, size_t n, const char *by)
{
	size_t len = strlen(by);

	if (k->out)
		memcpy(k->out + k->n, by, len);
	k->n += len;
	k->at += n;
	k->is_dirty = true;
}

/* A character reference such as "&#4;": its length and character, or 0. */
static size_t
text_clean_reference_length(const char *s, size_t left, unsigned long *c)
{
	bool is_hex = left > 3 && (s[2] == 'x' || s[2] == 'X');
	const char *digits = is_hex ? "0123456789abcdefABCDEF" : "0123456789";
	size_t start = is_hex ? 3 : 2, n = start;

	if (left < 4 || s[1] != '#')
		return 0;
	while (n < left && s[n] && strchr(digits, s[n]))
		n++;
	if (n == start || n == left || s[n] != ';')
		return 0;
	*c = strtoul(s + start, NULL, is_hex ? 16 : 10);
	return n + 1;
}

static size_t
text_clean_entity_length(const char *s, size_t left)
{
	static const char *const names[] = { "&amp;", "&lt;", "&gt;",
	    "&quot;", "&apos;" };
	size_t i, n;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++) {
		n = strlen(names[i]);
		if (n <= left && !memcmp(s, names[i], n))
			return n;
	}
	return 0;
}

static void
text_clean_ampersand(struct text_cleaner *k)
{
	const char *s = k->in + k->at;
	size_t left = k->len - k->at, n;
	unsigned long c;

	n = text_clean_reference_length(s, left, &c);
	if (n && text_clean_is_forbidden(c))
		text_clean_replace(k, n, "");
	else if (n || (n = text_clean_entity_length(s, left)))
		text_clean_copy(k, n);
	else
		text_clean_replace(k, 1, "&amp;");
}

/* U+FFFE and U+FFFF: three bytes that XML forbids. */
static bool
text_clean_is_noncharacter(const char *s, size_t n)
{
	return n == 3 && (!memcmp(s, "\xef\xbf\xbe", 3) ||
	    !memcmp(s, "\xef\xbf\xbf", 3));
}

static void
text_clean_walk(struct text_cleaner *k)
{
	while (k->at < k->len) {
		const char *s = k->in + k->at;
		size_t n = utf8_decode(s, k->len - k->at, NULL);

		if (!n)
			text_clean_replace(k, 1, UTF8_REPLACEMENT);
		else if (*s == '&')
			text_clean_ampersand(k);
		else if (n == 1 && text_clean_is_forbidden((unsigned char)*s))
			text_clean_replace(k, 1, "");
		else if (text_clean_is_noncharacter(s, n))
			text_clean_replace(k, 3, UTF8_REPLACEMENT);
		else
			text_clean_copy(k, n);
	}
}

/* Most bodies are clean: the first walk saves the copy. */
const char *
text_clean_xml(struct arena *a, const char *s, size_t len, size_t *out_len)
{
	struct text_cleaner k = { .in = s, .len = len };

	text_clean_walk(&k);
	*out_len = k.n;
	if (!k.is_dirty)
		return s;
	k = (struct text_cleaner){ .in = s, .len = len,
	    .out = arena_alloc(a, k.n + 1) };
	text_clean_walk(&k);
	return k.out;
}

const char *
text_clean_line(struct arena *a, const char *s)
{
	return utf8_line(a, s, TEXT_CLEAN_LINE_MAX);
}

const char *
text_clean_episode(struct arena *a, int season, int episode, const char *title)
{
	if (season < 0 || episode < 0)
		return text_clean_line(a, title);
	if (!title || !*title)
		return arena_printf(a, "S%02dE%02d", season, episode);
	return text_clean_line(a,
	    arena_printf(a, "S%02dE%02d \u2014 %s", season, episode, title));
}

const char *
text_clean_id(struct arena *a, const char *prefix, const char *s)
{
	static const char keep[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789._-";
	char *out, *p;

	if (!s || !*s || strlen(s) > TEXT_CLEAN_ID_MAX)
		return NULL;
	out = arena_printf(a, "%s%s", prefix, s);
	for (p = out + strlen(prefix); *p; p++)
		if (!strchr(keep, *p))
			*p = '_';
	return out;
}

bool
text_clean_is_path(const char *path)
{
	return path && *path && strlen(path) <= TEXT_CLEAN_PATH_MAX;
}
