#include "config.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "arena.h"
#include "jw.h"
#include "utf8.h"

#define FIRST_BYTES	4096
#define MILLI_MAX	1e15	/* beyond it thousandths do not fit */

/* Room for n bytes more. */
static char *
reserve(struct jw *w, size_t n)
{
	char *bigger;

	if (w->room - w->len < n) {
		w->room = 2 * w->room + n + FIRST_BYTES;
		bigger = arena_alloc(w->arena, w->room);
		if (w->len)
			memcpy(bigger, w->text, w->len);
		w->text = bigger;
	}
	return w->text + w->len;
}

static void
put(struct jw *w, const char *s, size_t n)
{
	memcpy(reserve(w, n), s, n);
	w->len += n;
}

/* What comes before a value. */
static void
begin(struct jw *w, const char *key)
{
	size_t n = key ? strlen(key) : 0;
	char *p = reserve(w, n + 4);

	if (w->more)
		*p++ = ',';
	if (key) {
		*p++ = '"';
		memcpy(p, key, n);
		p += n;
		*p++ = '"';
		*p++ = ':';
	}
	w->len = (size_t)(p - w->text);
	w->more = true;
}

void
jw_open(struct jw *w, const char *key, char bracket)
{
	begin(w, key);
	put(w, &bracket, 1);
	w->more = false;
}

void
jw_close(struct jw *w, char bracket)
{
	put(w, &bracket, 1);
	w->more = true;
}

void
jw_null(struct jw *w, const char *key)
{
	begin(w, key);
	put(w, "null", 4);
}

void
jw_bool(struct jw *w, const char *key, bool v)
{
	begin(w, key);
	put(w, v ? "true" : "false", v ? 4 : 5);
}

static const char letters[256] = {
	['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n',
	['\r'] = 'r', ['\t'] = 't',
};

static void
put_escape(struct jw *w, unsigned char c)
{
	char text[8];

	if (letters[c])
		snprintf(text, sizeof(text), "\\%c", letters[c]);
	else
		snprintf(text, sizeof(text), "\\u%04x", c);
	put(w, text, strlen(text));
}

static bool
needs_escape(unsigned char c)
{
	return c < ' ' || c == '"' || c == '\\';
}

/* Without controls, and never anything that is not UTF-8. */
static void
put_plain(struct jw *w, const char *s, size_t n)
{
	s = utf8_repair(w->arena, s, n, &n);
	put(w, s, n);
}

void
jw_str(struct jw *w, const char *key, const char *s)
{
	const char *end;

	if (!s) {
		jw_null(w, key);
		return;
	}
	begin(w, key);
	put(w, "\"", 1);
	while (*s) {
		for (end = s; *end && !needs_escape((unsigned char)*end); end++)
			;
		put_plain(w, s, (size_t)(end - s));
		s = end;
		if (*s)
			put_escape(w, (unsigned char)*s++);
	}
	put(w, "\"", 1);
}

/* Digits from the right; at least as many as asked for. */
static char *
digits(char *end, uint64_t v, int least)
{
	for (; v || least > 0; v /= 10, least--)
		*--end = (char)('0' + v % 10);
	return end;
}

void
jw_int(struct jw *w, const char *key, int64_t v)
{
	char text[24], *end = text + sizeof(text);
	uint64_t size = v < 0 ? -(uint64_t)v : (uint64_t)v;
	char *p = digits(end, size, 1);

	if (v < 0)
		*--p = '-';
	begin(w, key);
	put(w, p, (size_t)(end - p));
}

/* JSON knows no infinity: what is not a number is null. */
void
jw_double(struct jw *w, const char *key, double v)
{
	char text[32], *end = text + sizeof(text), *p;
	uint64_t milli;

	if (!(fabs(v) < MILLI_MAX)) {
		jw_null(w, key);
		return;
	}
	milli = (uint64_t)llrint(fabs(v) * 1000);
	p = digits(end, milli % 1000, 3);
	*--p = '.';
	p = digits(p, milli / 1000, 1);
	if (v < 0 && milli)
		*--p = '-';
	begin(w, key);
	put(w, p, (size_t)(end - p));
}
