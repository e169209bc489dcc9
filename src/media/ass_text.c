#include "config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "ass_text.h"
#include "base/utf8.h"

#define COMMAS	9	/* before an event's text */

struct ass_text_set {
	uint32_t	*chars;
	size_t		 n, max;
};

static void
ass_text_add_char(struct ass_text_set *s, uint32_t c)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->chars[i] == c)
			return;
	if (s->n < s->max)
		s->chars[s->n++] = c;
}

/* "0:01:02.50" in seconds; negative if it is not a time. */
static double
ass_text_parse_time(const char *s)
{
	char *end;
	double h = (double)strtol(s, &end, 10), m;

	if (*end != ':')
		return -1;
	m = (double)strtol(end + 1, &end, 10);
	return *end == ':' ? 3600 * h + 60 * m + strtod(end + 1, NULL) : -1;
}

/* The text after the n-th comma of a line, or NULL. */
static const char *
ass_text_skip_commas(const char *s, const char *end, int n)
{
	while (s && n--) {
		s = memchr(s, ',', (size_t)(end - s));
		s = s ? s + 1 : NULL;
	}
	return s;
}

/* Skips {commands} and the escapes \N, \n and \h. */
static void
ass_text_add_event(struct ass_text_set *set, const char *s, const char *end)
{
	bool is_command = false;
	uint32_t c;
	size_t n;

	for (; s < end; s += n) {
		n = utf8_decode(s, (size_t)(end - s), &c);
		if (!n) {
			n = 1;
		} else if (c == '{' || c == '}') {
			is_command = c == '{';
		} else if (c == '\\' && end - s > 1) {
			n = 2;
		} else if (!is_command) {
			ass_text_add_char(set, c);
		}
	}
}

size_t
ass_text_list_chars(const char *text, size_t len, double from_s, double to_s,
    uint32_t *chars, size_t max)
{
	static const char event[] = "Dialogue:";
	const char *s = text, *end = text + len, *eol, *start, *stop, *words;
	struct ass_text_set set = { .chars = chars, .max = max };

	for (; s < end; s = eol + 1) {
		eol = memchr(s, '\n', (size_t)(end - s));
		if (!eol)
			eol = end;
		if ((size_t)(eol - s) < sizeof(event) ||
		    memcmp(s, event, sizeof(event) - 1))
			continue;
		start = ass_text_skip_commas(s, eol, 1);
		stop = ass_text_skip_commas(s, eol, 2);
		words = ass_text_skip_commas(s, eol, COMMAS);
		if (words && ass_text_parse_time(start) <= to_s &&
		    ass_text_parse_time(stop) > from_s)
			ass_text_add_event(&set, words, eol);
	}
	return set.n;
}
