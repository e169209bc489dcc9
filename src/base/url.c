#include "config.h"

#include <errno.h>
#include <string.h>

#include "arena.h"
#include "url.h"

#define UNRESERVED	"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
			"abcdefghijklmnopqrstuvwxyz0123456789-._~"

char *
url_encode(struct arena *a, const char *s)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(a, strlen(s) * 3 + 1), *p = out;

	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (strchr(UNRESERVED, c)) {
			*p++ = (char)c;
			continue;
		}
		*p++ = '%';
		*p++ = hex[c >> 4];
		*p++ = hex[c & 15];
	}
	return out;
}

static int
url_hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of "%41" at s, or a negative errno. */
static int
url_decode_escape(const char *s, size_t len)
{
	int hi, lo;

	if (len < 3)
		return -EINVAL;
	hi = url_hex_value(s[1]);
	lo = url_hex_value(s[2]);
	if (hi < 0 || lo < 0 || hi + lo == 0)
		return -EINVAL;
	return hi << 4 | lo;
}

static char *
url_decode_with(struct arena *a, const char *s, size_t len, char space)
{
	char *out = arena_alloc(a, len + 1), *p = out;
	size_t i;
	int c;

	for (i = 0; i < len; i++) {
		if (!s[i])
			return NULL;
		if (s[i] != '%') {
			*p++ = s[i] == space ? ' ' : s[i];
			continue;
		}
		c = url_decode_escape(s + i, len - i);
		if (c < 0)
			return NULL;
		*p++ = (char)c;
		i += 2;
	}
	return out;
}

char *
url_decode(struct arena *a, const char *s, size_t len)
{
	return url_decode_with(a, s, len, ' ');
}

/* One "key=value" of a query: 1 with the value if the key matches, or 0. */
static int
url_match_pair(struct arena *a, const char *s, size_t len, const char *key,
    char **out)
{
	const char *eq = memchr(s, '=', len);
	size_t n = eq ? (size_t)(eq - s) : len;
	char *name = url_decode_with(a, s, n, '+');

	if (!name)
		return -EINVAL;
	if (strcmp(name, key))
		return 0;
	*out = eq ? url_decode_with(a, eq + 1, len - n - 1, '+')
	    : arena_strdup(a, "");
	return *out ? 1 : -EINVAL;
}

int
url_query_get(struct arena *a, const char *query, const char *key, char **out)
{
	char *value = NULL;
	int found = 0, rc;
	size_t n;

	for (; query && *query; query += n + (query[n] == '&')) {
		n = strcspn(query, "&");
		rc = url_match_pair(a, query, n, key, &value);
		if (rc < 0 || (rc && found))
			return -EINVAL;
		found |= rc;
	}
	if (found)
		*out = value;
	return found;
}
