#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "words.h"

#define REPLACEMENT	"\xef\xbf\xbd"		/* U+FFFD */

/* A walk over a body that either counts or writes what comes out. */
struct cleaner {
	const char	*in;
	size_t		 len;
	size_t		 at;
	char		*out;		/* NULL: only look */
	size_t		 n;
	bool		 dirty;
};

/* The length of the character at s, 0 when it is none. */
static size_t
utf8_length(const unsigned char *s, size_t left)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t c = s[0];
	size_t i, n = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2
	    : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;

	if (n < 2)
		return n;
	if (n > left)
		return 0;
	c &= 0x7fu >> n;
	for (i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3f);
	}
	if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		return 0;
	return n;
}

static bool
xml_forbids(unsigned long c)
{
	return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
	    (c >= 0xd800 && c <= 0xdfff) || c == 0xfffe || c == 0xffff ||
	    c > 0x10ffff;
}

static void
copy(struct cleaner *k, size_t n)
{
	if (k->out)
		memcpy(k->out + k->n, k->in + k->at, n);
	k->n += n;
	k->at += n;
}

/* Instead of n bytes. */
static void
replace(struct cleaner *k, size_t n, const char *by)
{
	size_t len = strlen(by);

	if (k->out)
		memcpy(k->out + k->n, by, len);
	k->n += len;
	k->at += n;
	k->dirty = true;
}

/* "&#4;": its length and its character; 0 when it is no such thing. */
static size_t
character_reference(const char *s, size_t left, unsigned long *c)
{
	bool hex = left > 3 && (s[2] == 'x' || s[2] == 'X');
	const char *digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
	size_t start = hex ? 3 : 2, n = start;

	if (left < 4 || s[1] != '#')
		return 0;
	while (n < left && s[n] && strchr(digits, s[n]))
		n++;
	if (n == start || n == left || s[n] != ';')
		return 0;
	*c = strtoul(s + start, NULL, hex ? 16 : 10);
	return n + 1;
}

static size_t
entity(const char *s, size_t left)
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
xml_ampersand(struct cleaner *k)
{
	const char *s = k->in + k->at;
	size_t left = k->len - k->at, n;
	unsigned long c;

	n = character_reference(s, left, &c);
	if (n && xml_forbids(c))
		replace(k, n, "");
	else if (n || (n = entity(s, left)))
		copy(k, n);
	else
		replace(k, 1, "&amp;");
}

/* U+FFFE and U+FFFF: three bytes that XML forbids. */
static bool
not_a_character(const char *s, size_t n)
{
	return n == 3 && (!memcmp(s, "\xef\xbf\xbe", 3) ||
	    !memcmp(s, "\xef\xbf\xbf", 3));
}

static void
run(struct cleaner *k, bool xml)
{
	while (k->at < k->len) {
		const char *s = k->in + k->at;
		size_t n = utf8_length((const unsigned char *)s,
		    k->len - k->at);

		if (!n)
			replace(k, 1, REPLACEMENT);
		else if (!xml)
			copy(k, n);
		else if (*s == '&')
			xml_ampersand(k);
		else if (n == 1 && xml_forbids((unsigned char)*s))
			replace(k, 1, "");
		else if (not_a_character(s, n))
			replace(k, 3, REPLACEMENT);
		else
			copy(k, n);
	}
}

/* Most bodies are clean: a first look saves the copy. */
static const char *
clean(struct arena *a, const char *s, size_t len, size_t *out_len, bool xml)
{
	struct cleaner k = { .in = s, .len = len };

	run(&k, xml);
	*out_len = k.n;
	if (!k.dirty)
		return s;
	k = (struct cleaner){ .in = s, .len = len,
	    .out = arena_alloc(a, k.n + 1) };
	run(&k, xml);
	return k.out;
}

const char *
xml_clean(struct arena *a, const char *s, size_t len, size_t *out_len)
{
	return clean(a, s, len, out_len, true);
}

const char *
utf8_clean(struct arena *a, const char *s, size_t len, size_t *out_len)
{
	return clean(a, s, len, out_len, false);
}

const char *
words(struct arena *a, const char *s)
{
	size_t n = s ? strlen(s) : 0, i;
	char *out;

	if (n > WORDS_MAX)
		for (n = WORDS_MAX; n && ((unsigned char)s[n] & 0xc0) == 0x80; )
			n--;
	out = arena_strndup(a, s ? s : "", n);
	for (i = 0; i < n; i++)
		if ((unsigned char)out[i] < 0x20 || out[i] == 0x7f)
			out[i] = ' ';
	return out;
}

const char *
words_episode(struct arena *a, int season, int episode, const char *title)
{
	if (season < 0 || episode < 0)
		return words(a, title);
	if (!title || !*title)
		return arena_printf(a, "S%02dE%02d", season, episode);
	return words(a, arena_printf(a, "S%02dE%02d \u2014 %s", season,
	    episode, title));
}

const char *
words_id(struct arena *a, const char *prefix, const char *s)
{
	static const char keep[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789._-";
	char *out, *p;

	if (!s || !*s || strlen(s) > ID_MAX)
		return NULL;
	out = arena_printf(a, "%s%s", prefix, s);
	for (p = out + strlen(prefix); *p; p++)
		if (!strchr(keep, *p))
			*p = '_';
	return out;
}

bool
words_name_file(const char *path)
{
	return path && *path && strlen(path) <= FILE_MAX;
}
