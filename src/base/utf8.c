#include "config.h"

#include <string.h>

#include "arena.h"
#include "cleanup.h"
#include "utf8.h"

#define HIGH_BITS	0x8080808080808080u	/* set in what is not ASCII */

/* The length of a character by its first byte; 0 if none begins with it. */
static size_t
utf8_lead_length(unsigned char c)
{
	if (c < 0x80)
		return 1;
	return c < 0xc2 ? 0 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
}

size_t
utf8_decode(const char *s, size_t len, uint32_t *c)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t i, n = len ? utf8_lead_length((unsigned char)*s) : 0;
	uint32_t v;

	if (n == 0 || n > len)
		return 0;
	v = (unsigned char)*s & (n == 1 ? 0x7fu : 0x7fu >> n);
	for (i = 1; i < n; i++) {
		if (((unsigned char)s[i] & 0xc0) != 0x80)
			return 0;
		v = v << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (v < least[n] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	if (c)
		*c = v;
	return n;
}

/* Most text is ASCII: eight bytes at a time. */
static size_t
utf8_ascii_length(const char *s, size_t len)
{
	uint64_t word;
	size_t n;

	for (n = 0; len - n >= sizeof(word); n += sizeof(word)) {
		memcpy(&word, s + n, sizeof(word));
		if (word & HIGH_BITS)
			break;
	}
	return n;
}

size_t
utf8_valid_length(const char *s, size_t len)
{
	size_t at = 0, n = 1;

	for (; n && at < len; at += n) {
		at += utf8_ascii_length(s + at, len - at);
		n = utf8_decode(s + at, len - at, NULL);
	}
	return at;
}

bool
utf8_is_valid(const char *s, size_t len)
{
	return utf8_valid_length(s, len) == len;
}

size_t
utf8_cut(const char *s, size_t len, size_t max)
{
	size_t n = max, back;

	if (len <= max)
		return len;
	for (back = 0; back < 3 && n && ((unsigned char)s[n] & 0xc0) == 0x80;
	    back++)
		n--;
	/* Invalid bytes can be cut anywhere. */
	return utf8_decode(s + n, len - n, NULL) ? n : max;
}

const char *
utf8_repair(struct arena *a, const char *s, size_t len, size_t *out_len)
{
	static const size_t bad = sizeof(UTF8_REPLACEMENT) - 1;
	size_t good = utf8_valid_length(s, len), at = 0;
	char *out, *w;

	*out_len = len;
	if (good == len)
		return s;
	out = w = arena_alloc(a, good + bad * (len - good) + 1);
	for (;;) {
		memcpy(w, s + at, good);
		w += good;
		at += good;
		if (at == len)
			break;
		memcpy(w, UTF8_REPLACEMENT, bad);
		w += bad;
		at++;
		good = utf8_valid_length(s + at, len - at);
	}
	*out_len = (size_t)(w - out);
	return out;
}

static const struct {
	uint32_t	 first, last;
	const char	*by;
} unwanted[] = {
	{ 0x0000, 0x001f, " " },	/* C0 */
	{ 0x007f, 0x009f, " " },	/* DEL, C1 */
	{ 0x061c, 0x061c, "" },		/* Arabic letter mark */
	{ 0x200e, 0x200f, "" },		/* direction marks */
	{ 0x2028, 0x2029, " " },	/* line, paragraph separator */
	{ 0x202a, 0x202e, "" },		/* embeddings and overrides */
	{ 0x2066, 0x2069, "" },		/* isolates */
	{ 0xfeff, 0xfeff, "" },		/* byte order mark */
};

/* What replaces a character that must not be in a line, or NULL. */
static const char *
utf8_substitute(uint32_t c)
{
	size_t i;

	for (i = 0; i < COUNT(unwanted) && c >= unwanted[i].first; i++)
		if (c <= unwanted[i].last)
			return unwanted[i].by;
	return NULL;
}

char *
utf8_line(struct arena *a, const char *s, size_t max)
{
	size_t len = s ? strlen(s) : 0, at, n;
	char *out, *w;
	const char *by;
	uint32_t c;

	s = s ? utf8_repair(a, s, len, &len) : "";
	out = w = arena_alloc(a, len + 1);
	for (at = 0; (n = utf8_decode(s + at, len - at, &c)) > 0; at += n) {
		by = utf8_substitute(c);
		if (!by)
			w = mempcpy(w, s + at, n);
		else if (*by)
			*w++ = *by;
	}
	out[utf8_cut(out, (size_t)(w - out), max)] = '\0';
	return out;
}
