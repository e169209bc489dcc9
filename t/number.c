#include "config.h"

#include <math.h>

#include "tap.h"
#include "base/cleanup.h"
#include "base/number.h"

static const struct {
	const char	*text;
	int64_t		 min, max;
	bool		 good;
	int64_t		 want;
} whole[] = {
	{ "0",		0, 9,		true,	0 },
	{ "9",		0, 9,		true,	9 },
	{ "10",		0, 9,		false,	0 },
	{ "-1",		0, 9,		false,	0 },
	{ "-1",		-1, 9,		true,	-1 },
	{ "007",	0, 9,		true,	7 },
	{ "",		0, 9,		false,	0 },
	{ "-",		-9, 9,		false,	0 },
	{ "+1",		0, 9,		false,	0 },
	{ " 1",		0, 9,		false,	0 },
	{ "1 ",		0, 9,		false,	0 },
	{ "1.0",	0, 9,		false,	0 },
	{ "1e0",	0, 9,		false,	0 },
	{ "0x1",	0, 9,		false,	0 },
	{ "4294967297",	0, INT32_MAX,	false,	0 },
	{ "9223372036854775807", 0, INT64_MAX, true, INT64_MAX },
	{ "9223372036854775808", 0, INT64_MAX, false, 0 },
	{ "-9223372036854775808", INT64_MIN, 0, true, INT64_MIN },
	{ "-9223372036854775809", INT64_MIN, 0, false, 0 },
	{ "00000000000000000000000000000000000000000000000000000000000000001",
	    0, 9, false, 0 },
};

static const struct {
	const char	*text;
	double		 min, max;
	bool		 good;
	double		 want;
} decimal[] = {
	{ "1",		0, 9,		true,	1 },
	{ "1.5",	0, 9,		true,	1.5 },
	{ "0.001",	0.001, 60,	true,	0.001 },
	{ "1e-7",	0.001, 60,	false,	0 },
	{ "1e-7",	0, 60,		true,	1e-7 },
	{ "15E-1",	0, 60,		true,	1.5 },
	{ "1e+1",	0, 60,		true,	10 },
	{ "1e300",	0, 1e7,		false,	0 },
	{ "1e999",	0, INFINITY,	true,	INFINITY },
	{ "1e999",	0, 1e300,	false,	0 },
	{ "-2.5",	-9, 9,		true,	-2.5 },
	{ "-0",		0, 9,		true,	0 },
	{ "nan",	-9, 9,		false,	0 },
	{ "inf",	0, INFINITY,	false,	0 },
	{ "0x10",	0, 99,		false,	0 },
	{ "1.",		0, 9,		false,	0 },
	{ ".5",		0, 9,		false,	0 },
	{ "1e",		0, 9,		false,	0 },
	{ "1e-",	0, 9,		false,	0 },
	{ "1,5",	0, 9,		false,	0 },
	{ " 1",		0, 9,		false,	0 },
	{ "1s",		0, 9,		false,	0 },
	{ "",		0, 9,		false,	0 },
};

int
main(void)
{
	int64_t n;
	double d;
	size_t i;

	for (i = 0; i < COUNT(whole); i++) {
		n = 77;
		ok(number_read_whole(whole[i].text, whole[i].min, whole[i].max,
		       &n) == whole[i].good,
		    "whole \"%s\"", whole[i].text);
		ok(n == (whole[i].good ? whole[i].want : 77), "  its value");
	}
	for (i = 0; i < COUNT(decimal); i++) {
		d = 77;
		ok(number_read_decimal(decimal[i].text, decimal[i].min,
		    decimal[i].max, &d) == decimal[i].good, "decimal \"%s\"",
		    decimal[i].text);
		ok(d == (decimal[i].good ? decimal[i].want : 77),
		    "  its value");
	}
	return done();
}
