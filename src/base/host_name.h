/*
 * Parses and compares host names and addresses.  Pure.
 *
 * A host is a DNS name, an IPv4 address, or an IPv6 address in brackets; a
 * list of hosts (ALLOWED_HOSTS) is separated by commas or spaces.
 */
#ifndef HOST_NAME_H
#define HOST_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* The length of the host at the start of a text, or 0. */
size_t		 host_name_span(const char *);

/* The same, but only a port may follow: 3 for "nas:80". */
size_t		 host_name_span_whole(const char *);

/* Domains that home networks use; ends with NULL. */
extern const char *const host_home_names[];

/* The next item of *list, which is advanced; NULL at its end. */
const char	*host_name_list_next(const char **list, size_t *len);

/* A host, ".name" for that name and all under it, or "*" for any. */
bool		 host_name_is_item(const char *, size_t len);

/* Whether a list contains this host, in any case; "*" matches nothing here. */
bool		 host_name_list_has(const char *list, const char *host,
		    size_t len);

/*
 * HOST in nginx's form: an IPv4 address, an IPv6 address in brackets (value
 * may omit them), or a host name; "*" becomes 0.0.0.0.  NULL if it is none of
 * these.  Does not check that this machine has the address.
 */
const char	*host_name_normalize(struct arena *, const char *value);

/* The address at which this machine reaches a server that listens on host. */
const char	*host_name_to_connect(const char *host);

/* The address without brackets, as getaddrinfo(3) expects it. */
const char	*host_name_to_resolve(struct arena *, const char *host);

#endif
