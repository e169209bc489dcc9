#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "number.h"

#define DIGITS		"0123456789"
#define LONGEST		64	/* bytes; no sensible number is longer */

/* The end of one or more digits, or NULL if there are none. */
static const char *
number_skip_digits(const char *s)
{
	size_t n = strspn(s, DIGITS);

	return n ? s + n : NULL;
}

static bool
number_is_whole(const char *s)
{
	s = number_skip_digits(s + (*s == '-'));
	return s && !*s;
}

static bool
number_is_decimal(const char *s)
{
	s = number_skip_digits(s + (*s == '-'));
	if (s && *s == '.')
		s = number_skip_digits(s + 1);
	if (s && (*s == 'e' || *s == 'E'))
		s = number_skip_digits(s + 1 + (s[1] == '-' || s[1] == '+'));
	return s && !*s;
}

bool
number_read_whole(const char *s, int64_t min, int64_t max, int64_t *out)
{
	long long v;

	if (strnlen(s, LONGEST) == LONGEST || !number_is_whole(s))
		return false;
	errno = 0;
	v = strtoll(s, NULL, 10);
	if (errno || v < min || v > max)
		return false;
	*out = v;
	return true;
}

bool
number_read_decimal(const char *s, double min, double max, double *out)
{
	double v;

	if (strnlen(s, LONGEST) == LONGEST || !number_is_decimal(s))
		return false;
	v = strtod(s, NULL);
	if (!(v >= min && v <= max))
		return false;
	*out = v;
	return true;
}
