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

/* Makes room for n more bytes. */
static char *
jw_reserve(struct jw *w, size_t n)
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
jw_append(struct jw *w, const char *s, size_t n)
{
	memcpy(jw_reserve(w, n), s, n);
	w->len += n;
}

/* Writes the comma and the key before a value. */
static void
jw_begin_value(struct jw *w, const char *key)
{
	size_t n = key ? strlen(key) : 0;
	char *p = jw_reserve(w, n + 4);

	if (w->needs_comma)
		*p++ = ',';
	if (key) {
		*p++ = '"';
		memcpy(p, key, n);
		p += n;
		*p++ = '"';
		*p++ = ':';
	}
	w->len = (size_t)(p - w->text);
	w->needs_comma = true;
}

void
jw_open(struct jw *w, const char *key, char bracket)
{
	jw_begin_value(w, key);
	jw_append(w, &bracket, 1);
	w->needs_comma = false;
}

void
jw_close(struct jw *w, char bracket)
{
	jw_append(w, &bracket, 1);
	w->needs_comma = true;
}

void
jw_null(struct jw *w, const char *key)
{
	jw_begin_value(w, key);
	jw_append(w, "null", 4);
}

void
jw_bool(struct jw *w, const char *key, bool v)
{
	jw_begin_value(w, key);
	jw_append(w, v ? "true" : "false", v ? 4 : 5);
}

static const char letters[256] = {
	['"'] = '"', ['\\'] = '\\', ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n',
	['\r'] = 'r', ['\t'] = 't',
};

static void
jw_append_escape(struct jw *w, unsigned char c)
{
	char text[8];

	if (letters[c])
		snprintf(text, sizeof(text), "\\%c", letters[c]);
	else
		snprintf(text, sizeof(text), "\\u%04x", c);
	jw_append(w, text, strlen(text));
}

static bool
jw_needs_escape(unsigned char c)
{
	return c < ' ' || c == '"' || c == '\\';
}

/* Text that needs no escapes; invalid UTF-8 is replaced, or kept. */
static void
jw_append_plain(struct jw *w, const char *s, size_t n)
{
	if (!w->keeps_bytes)
		s = utf8_repair(w->arena, s, n, &n);
	jw_append(w, s, n);
}

void
jw_str(struct jw *w, const char *key, const char *s)
{
	const char *end;

	if (!s) {
		jw_null(w, key);
		return;
	}
	jw_begin_value(w, key);
	jw_append(w, "\"", 1);
	while (*s) {
		end = s;
		while (*end && !jw_needs_escape((unsigned char)*end))
			end++;
		jw_append_plain(w, s, (size_t)(end - s));
		s = end;
		if (*s)
			jw_append_escape(w, (unsigned char)*s++);
	}
	jw_append(w, "\"", 1);
}

/* Writes the digits of v to the left of end; returns the first. */
static char *
jw_write_digits(char *end, uint64_t v, int least)
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
	char *p = jw_write_digits(end, size, 1);

	if (v < 0)
		*--p = '-';
	jw_begin_value(w, key);
	jw_append(w, p, (size_t)(end - p));
}

/* JSON has no infinity and no NaN: they become null. */
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
	p = jw_write_digits(end, milli % 1000, 3);
	*--p = '.';
	p = jw_write_digits(p, milli / 1000, 1);
	if (v < 0 && milli)
		*--p = '-';
	jw_begin_value(w, key);
	jw_append(w, p, (size_t)(end - p));
}

void
jw_exact(struct jw *w, const char *key, double v)
{
	char text[32];

	if (!isfinite(v)) {
		jw_null(w, key);
		return;
	}
	snprintf(text, sizeof(text), "%.17g", v);
	jw_begin_value(w, key);
	jw_append(w, text, strlen(text));
	if (!text[strcspn(text, ".e")])
		jw_append(w, ".0", 2);
}

void
jw_join(struct jw *w, const struct jw *more)
{
	if (!more->len)
		return;
	if (w->needs_comma)
		jw_append(w, ",", 1);
	jw_append(w, more->text, more->len);
	w->needs_comma = true;
}

const char *
jw_text(struct jw *w)
{
	*jw_reserve(w, 1) = '\0';
	return w->text;
}
