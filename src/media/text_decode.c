#include "config.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "charset.h"
#include "text_decode.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/utf8.h"

#define LOOK_MAX	4096	/* bytes searched for NULs */
#define CHANCE_MAX	3	/* valid UTF-8 by chance, in a line */

/* Longer marks first, because UTF-32LE begins as UTF-16LE does. */
static const struct mark {
	const char	*bytes;
	size_t		 len;
	const char	*charset;	/* NULL: UTF-8 */
} marks[] = {
	{ "\xff\xfe\0\0", 4, "UTF-32LE" }, { "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xef\xbb\xbf", 3, NULL },
	{ "\xff\xfe", 2, "UTF-16LE" }, { "\xfe\xff", 2, "UTF-16BE" },
};

static const struct mark *
text_decode_find_mark(const char *s, size_t len)
{
	size_t i;

	for (i = 0; i < COUNT(marks); i++)
		if (len >= marks[i].len &&
		    !memcmp(s, marks[i].bytes, marks[i].len))
			return &marks[i];
	return NULL;
}

/*
 * Guesses the byte order of UTF-16 without a mark: digits and line ends have a
 * zero byte.
 */
static const char *
text_decode_guess_wide(const char *s, size_t len)
{
	size_t n = len < LOOK_MAX ? len : LOOK_MAX, i, zeros[2] = { 0 };

	for (i = 0; i < n; i++)
		zeros[i % 2] += !s[i];
	if (zeros[1] > n / 10 && zeros[1] > 4 * zeros[0])
		return "UTF-16LE";
	if (zeros[0] > n / 10 && zeros[0] > 4 * zeros[1])
		return "UTF-16BE";
	return NULL;
}

struct line {
	size_t	len;		/* with its end */
	size_t	high;		/* bytes beyond ASCII */
	size_t	chars;		/* of valid UTF-8, beyond ASCII */
	size_t	broken;		/* bytes of invalid UTF-8 */
};

static struct line
text_decode_read_line(const char *s, size_t len)
{
	const char *end = memchr(s, '\n', len);
	struct line l = { .len = end ? (size_t)(end - s) + 1 : len };
	size_t i, n;

	for (i = 0; i < l.len; i += n ? n : 1) {
		n = utf8_decode(s + i, l.len - i, NULL);
		l.high += n != 1 ? (n ? n : 1) : 0;
		l.chars += n > 1;
		l.broken += !n;
	}
	return l;
}

/* The lines that are not UTF-8, joined: the charset is guessed from them. */
struct mix {
	char	*legacy;
	size_t	 legacy_len;
	size_t	 chars, broken;	/* as in a line */
};

static struct mix
text_decode_read_mix(struct arena *a, const char *s, size_t len)
{
	struct mix m = { .legacy = arena_alloc(a, len + 1) };
	struct line l;
	size_t at;

	for (at = 0; at < len; at += l.len) {
		l = text_decode_read_line(s + at, len - at);
		m.chars += l.chars;
		m.broken += l.broken;
		if (!l.broken)
			continue;
		memcpy(m.legacy + m.legacy_len, s + at, l.len);
		m.legacy_len += l.len;
	}
	return m;
}

/*
 * A pair of bytes in another charset is valid UTF-8 now and then, but rarely
 * many in one line.  One bad byte in a line of UTF-8 does not change its
 * charset.
 */
static bool
text_decode_line_is_utf8(const struct line *l, const struct mix *m)
{
	bool is_mostly = m->chars > m->broken;

	if (!l->high)
		return true;
	if (!l->broken)
		return is_mostly || l->chars > CHANCE_MAX;
	return is_mostly && l->chars > l->broken;
}

/* One byte becomes at most three bytes of UTF-8. */
static const char *
text_decode_mixed(struct arena *a, const char *s, size_t len,
    const char *language, size_t *out_len)
{
	struct mix m = text_decode_read_mix(a, s, len);
	const char *charset = charset_guess(a, m.legacy, m.legacy_len,
	    language), *piece;
	char *out = arena_alloc(a, 4 * len + 1);
	size_t at, n, to = 0;
	struct line l;

	for (at = 0; at < len; at += l.len) {
		l = text_decode_read_line(s + at, len - at);
		if (text_decode_line_is_utf8(&l, &m))
			piece = utf8_repair(a, s + at, l.len, &n);
		else
			piece = charset_convert(a, "UTF-8", charset, s + at,
			    l.len, &n);
		memcpy(out + to, piece, n);
		to += n;
	}
	*out_len = to;
	return out;
}

const char *
text_decode(struct arena *a, const char *text, size_t len,
    const char *language, size_t *out_len)
{
	const struct mark *mark = text_decode_find_mark(text, len);
	const char *charset = mark ? mark->charset
	    : text_decode_guess_wide(text, len);

	if (mark) {
		text += mark->len;
		len -= mark->len;
	} else if (!charset && memmem(text, len, "\x1b$", 2)) {
		charset = "ISO-2022-JP";
	}
	if (charset)
		return charset_convert(a, "UTF-8", charset, text, len,
		    out_len);
	*out_len = len;
	if (utf8_is_valid(text, len))
		return text;
	return text_decode_mixed(a, text, len, language, out_len);
}
