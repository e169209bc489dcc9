#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <time.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/timestamp.h"

static const struct {
	const char	*iso;
	int		 err;
	int64_t		 ms;
} parse[] = {
	{ "1970-01-01T00:00:00Z",		0, 0 },
	{ "2026-02-18T12:00:00+00:00",		0, 1771416000000 },
	{ "2026-02-18T12:00:00.1234567Z",	0, 1771416000123 },
	{ "2026-02-18T12:00:00.5Z",		0, 1771416000500 },
	{ "2026-02-18T12:00:00.123456789Z",	0, 1771416000123 },
	{ "2026-02-18T13:30:00+01:30",		0, 1771416000000 },
	{ "2026-02-18T06:30:00-0530",		0, 1771416000000 },
	{ "2026-02-18 12:00:00Z",		0, 1771416000000 },
	{ "2024-02-29T00:00:00Z",		0, 1709164800000 },
	{ "0001-01-01T00:00:00.0000000Z",	0, -62135596800000 },
	{ "2026-02-18T12:00:00.1234567890Z",	-EINVAL, 0 },
	{ "2026-02-18T12:00:00.Z",		-EINVAL, 0 },
	{ "2026-02-18T12:00:00",		-EINVAL, 0 },
	{ "2026-13-18T12:00:00Z",		-EINVAL, 0 },
	{ "2026-02-18T24:00:00Z",		-EINVAL, 0 },
	{ "2026-02-18T12:00:00Z ",		-EINVAL, 0 },
	{ "2026-02-1",				-EINVAL, 0 },
	{ "",					-EINVAL, 0 },
	{ NULL,					-EINVAL, 0 },
};

static const struct {
	int64_t		 ms;
	const char	*iso;
} format[] = {
	{ 0,			"1970-01-01T00:00:00+00:00" },
	{ 1771416000999,	"2026-02-18T12:00:00+00:00" },
	{ -1,			"1969-12-31T23:59:59+00:00" },
	{ -1000,		"1969-12-31T23:59:59+00:00" },
};

static void
clocks(void)
{
	int64_t boot = timestamp_boot_ms(), wall = timestamp_wall_ms();

	ok(boot > 0 && timestamp_boot_ms() >= boot, "the boot clock runs");
	ok(wall / 1000 - time(NULL) <= 1 && wall / 1000 - time(NULL) >= -1,
	    "the wall clock is the epoch's, in ms");
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	int64_t ms;
	size_t i;

	for (i = 0; i < COUNT(parse); i++) {
		ms = 0;
		is_int(timestamp_parse(parse[i].iso, &ms), parse[i].err,
		    parse[i].iso ? parse[i].iso : "NULL");
		is_int(ms, parse[i].ms, "  ms");
	}
	for (i = 0; i < COUNT(format); i++)
		is_str(timestamp_format(&a, format[i].ms), format[i].iso,
		    format[i].iso);
	clocks();
	return done();
}
