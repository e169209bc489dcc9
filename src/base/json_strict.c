#include "config.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "json_strict.h"
#include "utf8.h"

struct json_scan {
	const char	*s, *end;	/* the rest of the text */
	size_t		 members;
	int		 depth;
};

static bool	json_scan_value(struct json_scan *);

static void
json_scan_space(struct json_scan *c)
{
	while (c->s < c->end && *c->s && strchr(" \t\r\n", *c->s))
		c->s++;
}

static bool
json_scan_char(struct json_scan *c, char want)
{
	if (c->s == c->end || *c->s != want)
		return false;
	c->s++;
	return true;
}

static bool
json_scan_word(struct json_scan *c, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(c->end - c->s) < n || memcmp(c->s, word, n))
		return false;
	c->s += n;
	return true;
}

/* One or more. */
static bool
json_scan_digits(struct json_scan *c)
{
	const char *start = c->s;

	while (c->s < c->end && *c->s >= '0' && *c->s <= '9')
		c->s++;
	return c->s > start;
}

static bool
json_scan_number(struct json_scan *c)
{
	json_scan_char(c, '-');
	if (!json_scan_char(c, '0') && !json_scan_digits(c))
		return false;
	if (json_scan_char(c, '.') && !json_scan_digits(c))
		return false;
	if (!json_scan_char(c, 'e') && !json_scan_char(c, 'E'))
		return true;
	if (!json_scan_char(c, '+'))
		json_scan_char(c, '-');
	return json_scan_digits(c);
}

static int
json_scan_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Reads "\u" and four digits; -1 if they are not there. */
static int32_t
json_scan_unit(struct json_scan *c)
{
	int32_t unit = 0;
	int i, digit;

	if (!json_scan_word(c, "\\u") || c->end - c->s < 4)
		return -1;
	for (i = 0; i < 4; i++) {
		digit = json_scan_hex_value(*c->s);
		if (digit < 0)
			return -1;
		c->s++;
		unit = unit << 4 | digit;
	}
	return unit;
}

/* Reads one escape; the halves of a surrogate pair must come in order. */
static bool
json_scan_escape(struct json_scan *c, bool is_name)
{
	int32_t unit;

	if (c->end - c->s > 1 && c->s[1] && strchr("\"\\/bfnrt", c->s[1])) {
		c->s += 2;
		return true;
	}
	unit = json_scan_unit(c);
	if (unit < 0 || (unit == 0 && is_name))
		return false;
	if (unit < 0xd800 || unit > 0xdfff)
		return true;
	if (unit > 0xdbff)
		return false;
	unit = json_scan_unit(c);
	return unit >= 0xdc00 && unit <= 0xdfff;
}

static bool
json_scan_string(struct json_scan *c, bool is_name)
{
	size_t n;

	if (!json_scan_char(c, '"'))
		return false;
	while (c->s < c->end && *c->s != '"') {
		if (*c->s == '\\') {
			if (!json_scan_escape(c, is_name))
				return false;
			continue;
		}
		n = utf8_decode(c->s, (size_t)(c->end - c->s), NULL);
		if (!n || (unsigned char)*c->s < ' ')
			return false;
		c->s += n;
	}
	return json_scan_char(c, '"');
}

static bool
json_scan_member(struct json_scan *c)
{
	json_scan_space(c);
	if (!json_scan_string(c, true))
		return false;
	c->members++;
	json_scan_space(c);
	return json_scan_char(c, ':') && json_scan_value(c);
}

/* Items in brackets, separated by commas. */
static bool
json_scan_list(struct json_scan *c, char close, bool (*one)(struct json_scan *))
{
	c->s++;
	if (++c->depth > JSON_DEPTH_MAX)
		return false;
	json_scan_space(c);
	if (!json_scan_char(c, close)) {
		do
			if (!one(c))
				return false;
		while (json_scan_char(c, ','));
		if (!json_scan_char(c, close))
			return false;
	}
	c->depth--;
	return true;
}

static bool
json_scan_bare_value(struct json_scan *c)
{
	switch (c->s < c->end ? *c->s : '\0') {
	case '{':
		return json_scan_list(c, '}', json_scan_member);
	case '[':
		return json_scan_list(c, ']', json_scan_value);
	case '"':
		return json_scan_string(c, false);
	case 't':
		return json_scan_word(c, "true");
	case 'f':
		return json_scan_word(c, "false");
	case 'n':
		return json_scan_word(c, "null");
	default:
		return json_scan_number(c);
	}
}

static bool
json_scan_value(struct json_scan *c)
{
	json_scan_space(c);
	if (!json_scan_bare_value(c))
		return false;
	json_scan_space(c);
	return true;
}

int
json_strict_check(const char *text, size_t len, size_t *members)
{
	struct json_scan c = { .s = text, .end = text + len };

	if (json_scan_value(&c) && c.s == c.end) {
		*members = c.members;
		return 0;
	}
	*members = (size_t)(c.s - text);
	return -EINVAL;
}
