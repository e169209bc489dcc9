#include "config.h"

#include <errno.h>
#include <string.h>
#include <time.h>

#include "arena.h"
#include "timestamp.h"

static int64_t
timestamp_clock_ms(clockid_t id)
{
	struct timespec t;

	clock_gettime(id, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

int64_t
timestamp_boot_ms(void)
{
	return timestamp_clock_ms(CLOCK_BOOTTIME);
}

int64_t
timestamp_wall_ms(void)
{
	return timestamp_clock_ms(CLOCK_REALTIME);
}

char *
timestamp_format(struct arena *a, int64_t wall_ms)
{
	/* Times before 1970 round down too, as a calendar does. */
	time_t s = wall_ms / 1000 - (wall_ms % 1000 < 0);
	struct tm tm;

	if (!gmtime_r(&s, &tm))
		return arena_strdup(a, "1970-01-01T00:00:00+00:00");
	return arena_printf(a, "%04d-%02d-%02dT%02d:%02d:%02d+00:00",
	    tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
	    tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* ".1234567": the first three of one to nine digits count; NULL if invalid. */
static const char *
timestamp_parse_fraction(const char *s, int *ms)
{
	size_t n = *s == '.' ? strspn(s + 1, "0123456789") : 0, i;

	*ms = 0;
	if (*s != '.')
		return s;
	for (i = 1; i <= 3; i++)
		*ms = *ms * 10 + (i <= n ? s[i] - '0' : 0);
	return n >= 1 && n <= 9 ? s + 1 + n : NULL;
}

int
timestamp_parse(const char *iso, int64_t *wall_ms)
{
	struct tm tm = { 0 };
	const char *s = iso ? strptime(iso, "%Y-%m-%d", &tm) : NULL;
	long offset;
	int ms;

	if (!s || (*s != 'T' && *s != ' '))
		return -EINVAL;
	s = strptime(s + 1, "%H:%M:%S", &tm);
	if (s)
		s = timestamp_parse_fraction(s, &ms);
	if (s)
		s = strptime(s, "%z", &tm);
	if (!s || *s)
		return -EINVAL;
	offset = tm.tm_gmtoff;
	*wall_ms = (timegm(&tm) - offset) * INT64_C(1000) + ms;
	return 0;
}
