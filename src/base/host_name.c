#include "config.h"

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "arena.h"
#include "host_name.h"

#define DIGITS		"0123456789"
#define HEX		DIGITS "abcdefABCDEF"
#define LETTERS		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

#define LABEL_MAX	63	/* bytes between the dots of a DNS name */
#define NAME_MAX_BYTES	253
#define SEPARATORS	", "	/* of a list */

const char *const host_home_names[] = {
	"local", "lan", "home", "home.arpa", "internal", "localhost",
	"fritz.box", "ts.net", NULL,
};

static bool
host_name_is_address(int family, const char *s, size_t len)
{
	char text[INET6_ADDRSTRLEN], bytes[sizeof(struct in6_addr)];

	if (len >= sizeof(text))
		return false;
	snprintf(text, sizeof(text), "%.*s", (int)len, s);
	return inet_pton(family, text, bytes) == 1;
}

static size_t
host_name_bracket_span(const char *s)
{
	size_t n = 1 + strspn(s + 1, HEX ":.");

	return s[n] == ']' && host_name_is_address(AF_INET6, s + 1, n - 1)
	    ? n + 1 : 0;
}

/* Digits and dots alone must be an IPv4 address: "1.2" is not a host. */
size_t
host_name_span(const char *s)
{
	size_t n = 0, label;

	if (*s == '[')
		return host_name_bracket_span(s);
	do {
		n += n != 0;
		label = s[n] == '-' ? 0 : strspn(s + n, LETTERS DIGITS "-_");
		if (!label || label > LABEL_MAX)
			return 0;
		n += label;
	} while (s[n] == '.');
	if (n > NAME_MAX_BYTES || (strspn(s, DIGITS ".") == n &&
	    !host_name_is_address(AF_INET, s, n)))
		return 0;
	return n;
}

size_t
host_name_span_whole(const char *s)
{
	size_t n = host_name_span(s), port = 0;

	if (n && s[n] == ':')
		port = strspn(s + n + 1, DIGITS);
	return s[n + (port ? 1 + port : 0)] ? 0 : n;
}

const char *
host_name_list_next(const char **list, size_t *len)
{
	const char *item = *list + strspn(*list, SEPARATORS);

	*len = strcspn(item, SEPARATORS);
	*list = item + *len;
	return *len ? item : NULL;
}

bool
host_name_is_item(const char *item, size_t len)
{
	bool has_dot = *item == '.';

	if (len == 1 && *item == '*')
		return true;
	return len > has_dot && host_name_span(item + has_dot) == len - has_dot;
}

/* ".example.org" matches that name and all names under it. */
static bool
host_name_matches(const char *item, size_t len, const char *host,
    size_t host_len)
{
	if (*item == '.' && host_len >= len)
		return !strncasecmp(host + host_len - len, item, len);
	if (*item == '.') {
		item++;
		len--;
	}
	return len == host_len && !strncasecmp(host, item, len);
}

bool
host_name_list_has(const char *list, const char *host, size_t len)
{
	const char *item;
	size_t n;

	while (len && (item = host_name_list_next(&list, &n)))
		if (host_name_is_item(item, n) &&
		    host_name_matches(item, n, host, len))
			return true;
	return false;
}

const char *
host_name_to_resolve(struct arena *a, const char *host)
{
	size_t len = strlen(host);

	return len > 2 && *host == '[' && host[len - 1] == ']'
	    ? arena_strndup(a, host + 1, len - 2) : host;
}

const char *
host_name_normalize(struct arena *a, const char *value)
{
	const char *bare = host_name_to_resolve(a, value);
	struct in6_addr in6;

	if (inet_pton(AF_INET6, bare, &in6) == 1)
		return arena_printf(a, IN6_IS_ADDR_UNSPECIFIED(&in6)
		    ? "[::]" : "[%s]", bare);
	if (!strcmp(value, "*"))
		return "0.0.0.0";
	return host_name_span(value) == strlen(value) && *value ? value : NULL;
}

const char *
host_name_to_connect(const char *host)
{
	/* [::] accepts IPv4 too. */
	if (!strcmp(host, "0.0.0.0") || !strcmp(host, "[::]"))
		return "127.0.0.1";
	return host;
}
