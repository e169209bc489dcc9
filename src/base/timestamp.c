#include "config.h"

#include <errno.h>
#include <stdbool.h>
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

static bool
iso_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Exactly so many digits, of a number from min to max. */
static bool
iso_read_number(const char **s, int digits, int min, int max, int *out)
{
	int v = 0;

	for (; digits > 0; digits--, (*s)++) {
		if (!iso_is_digit(**s))
			return false;
		v = v * 10 + (**s - '0');
	}
	*out = v;
	return v >= min && v <= max;
}

static bool
iso_skip_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

/* ".1234567": the first three count, the others are dropped. */
static bool
iso_read_fraction(const char **s, int *ms)
{
	int weight = 100, n = 0;

	*ms = 0;
	if (!iso_skip_char(s, '.'))
		return true;
	for (; iso_is_digit(**s); (*s)++, n++, weight /= 10)
		*ms += (**s - '0') * weight;
	return n >= 1 && n <= 9;
}

/* "Z", "+01:00" or "-0530"; in minutes. */
static bool
iso_read_offset(const char **s, int *minutes)
{
	int sign = **s == '-' ? -1 : 1, h, m;

	*minutes = 0;
	if (iso_skip_char(s, 'Z'))
		return true;
	if (!iso_skip_char(s, '+') && !iso_skip_char(s, '-'))
		return false;
	if (!iso_read_number(s, 2, 0, 23, &h))
		return false;
	iso_skip_char(s, ':');
	if (!iso_read_number(s, 2, 0, 59, &m))
		return false;
	*minutes = sign * (h * 60 + m);
	return true;
}

static bool
iso_read_date(const char **s, struct tm *tm)
{
	return iso_read_number(s, 4, 0, 9999, &tm->tm_year) &&
	    iso_skip_char(s, '-') &&
	    iso_read_number(s, 2, 1, 12, &tm->tm_mon) &&
	    iso_skip_char(s, '-') && iso_read_number(s, 2, 1, 31, &tm->tm_mday);
}

static bool
iso_read_time(const char **s, struct tm *tm)
{
	return iso_read_number(s, 2, 0, 23, &tm->tm_hour) &&
	    iso_skip_char(s, ':') &&
	    iso_read_number(s, 2, 0, 59, &tm->tm_min) &&
	    iso_skip_char(s, ':') && iso_read_number(s, 2, 0, 60, &tm->tm_sec);
}

int
timestamp_parse(const char *iso, int64_t *wall_ms)
{
	struct tm tm = { 0 };
	int ms, minutes;

	if (!iso || !iso_read_date(&iso, &tm) ||
	    !(iso_skip_char(&iso, 'T') || iso_skip_char(&iso, ' ')) ||
	    !iso_read_time(&iso, &tm) || !iso_read_fraction(&iso, &ms) ||
	    !iso_read_offset(&iso, &minutes) || *iso)
		return -EINVAL;
	tm.tm_year -= 1900;
	tm.tm_mon -= 1;
	*wall_ms = (timegm(&tm) - minutes * INT64_C(60)) * 1000 + ms;
	return 0;
}
