#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "json_strict.h"
#include "utf8.h"

struct scan {
	const char	*s, *end;	/* what is left */
	size_t		 members;
	int		 depth;
};

static bool	scan_value(struct scan *);

static void
skip_space(struct scan *c)
{
	while (c->s < c->end && *c->s && strchr(" \t\r\n", *c->s))
		c->s++;
}

static bool
scan_char(struct scan *c, char want)
{
	if (c->s == c->end || *c->s != want)
		return false;
	c->s++;
	return true;
}

static bool
scan_word(struct scan *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, word, n))
		return false;
	c->s += n;
	return true;
}

/* One or more. */
static bool
scan_digits(struct scan *c)
{
	const char *start = c->s;

	while (c->s < c->end && *c->s >= '0' && *c->s <= '9')
		c->s++;
	return c->s > start;
}

static bool
scan_number(struct scan *c)
{
	scan_char(c, '-');
	if (!scan_char(c, '0') && !scan_digits(c))
		return false;
	if (scan_char(c, '.') && !scan_digits(c))
		return false;
	if (!scan_char(c, 'e') && !scan_char(c, 'E'))
		return true;
	if (!scan_char(c, '+'))
		scan_char(c, '-');
	return scan_digits(c);
}

static int
hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Past "\u" and four digits; -1 when that is not there. */
static int32_t
scan_unit(struct scan *c)
{
	int32_t unit = 0;
	int i, digit;

	if (!scan_word(c, "\\u") || c->end - c->s < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		digit = hex_digit(*c->s);
		if (digit < 0)
			return -1;
		c->s++;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* A backslash and what it means; halves of a pair come in order. */
static bool
scan_escape(struct scan *c, bool is_name)
{
	int32_t unit;

	if (c->end - c->s > 1 && c->s[1] && strchr("\"\\/bfnrt", c->s[1])) {
		c->s += 2;
		return true;
	}
	unit = scan_unit(c);
	if (unit < 0 || (unit == 0 && is_name))
		return false;
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit > 0xdbff)
		return false;
	unit = scan_unit(c);
	return unit >= 0xdc00 && unit <= 0xdfff;
}

static bool
scan_string(struct scan *c, bool is_name)
{
	size_t n;

	if (!scan_char(c, '"'))
		return false;
	while (c->s < c->end && *c->s != '"') {
		if (*c->s == '\\') {
			if (!scan_escape(c, is_name))
				return false;
			continue;
		}
		n = utf8_decode(c->s, (size_t)(c->end - c->s), NULL);
		if (!n || (unsigned char)*c->s < ' ')
			return false;
		c->s += n;
	}
	return scan_char(c, '"');
}

static bool
scan_member(struct scan *c)
{
	skip_space(c);
	if (!scan_string(c, true))
		return false;
	c->members++;
	skip_space(c);
	return scan_char(c, ':') && scan_value(c);
}

/* What stands between brackets, with commas between. */
static bool
scan_list(struct scan *c, char close, bool (*one)(struct scan *))
{
	c->s++;
	if (++c->depth > JSON_DEPTH_MAX)
		return false;
	skip_space(c);
	if (!scan_char(c, close)) {
		do
			if (!one(c))
				return false;
		while (scan_char(c, ','));
		if (!scan_char(c, close))
			return false;
	}
	c->depth--;
	return true;
}

static bool
scan_bare_value(struct scan *c)
{
	switch (c->s < c->end ? *c->s : '\0') {
	case '{':
		return scan_list(c, '}', scan_member);
	case '[':
		return scan_list(c, ']', scan_value);
	case '"':
		return scan_string(c, false);
	case 't':
		return scan_word(c, "true");
	case 'f':
		return scan_word(c, "false");
	case 'n':
		return scan_word(c, "null");
	default:
		return scan_number(c);
	}
}

static bool
scan_value(struct scan *c)
{
	skip_space(c);
	if (!scan_bare_value(c))
		return false;
	skip_space(c);
	return true;
}

int
json_check(const char *text, size_t len, size_t *members)
{
	struct scan c = { .s = text, .end = text + len };

	if (scan_value(&c) && c.s == c.end) {
		*members = c.members;
		return 0;
	}
	*members = (size_t)(c.s - text);
	return -EINVAL;
}
