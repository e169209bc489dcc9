#include "config.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "host_name.h"

#define DIGITS		"0123456789"
#define LETTERS		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

/* What is all digits and dots must be a whole address: "1.2" is none. */
static bool
is_ipv4_or_name(const char *s)
{
	struct in_addr in;

	if (!s[strspn(s, DIGITS ".")])
		return inet_pton(AF_INET, s, &in) == 1;
	return isalnum((unsigned char)*s) && !s[strspn(s, LETTERS DIGITS
	    ".-_")];
}

const char *
host_to_resolve(struct arena *a, const char *host)
{
	size_t len = strlen(host);

	return len > 2 && *host == '[' && host[len - 1] == ']'
	    ? arena_strndup(a, host + 1, len - 2) : host;
}

const char *
host_normalize(struct arena *a, const char *value)
{
	const char *bare = host_to_resolve(a, value);
	struct in6_addr in6;

	if (inet_pton(AF_INET6, bare, &in6) == 1)
		return arena_printf(a, IN6_IS_ADDR_UNSPECIFIED(&in6)
		    ? "[::]" : "[%s]", bare);
	if (!strcmp(value, "*"))
		return "0.0.0.0";
	return is_ipv4_or_name(value) ? value : NULL;
}

const char *
host_to_connect(const char *host)
{
	/* [::] takes IPv4 too. */
	if (!strcmp(host, "0.0.0.0") || !strcmp(host, "[::]"))
		return "127.0.0.1";
	return host;
}
