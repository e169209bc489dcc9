/*
 * How hosts are written, and which names are those of a home.  Pure.
 *
 * A host is a name of the DNS, an IPv4 address, or an IPv6 address in
 * brackets; a list of them (ALLOWED_HOSTS) has commas or spaces between.
 */
#ifndef HOST_NAME_H
#define HOST_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

/* Bytes of the host at the start of a text; 0: there is none. */
size_t		 host_name_span(const char *);

/* The same where nothing but a port may follow: "nas:80" has 3. */
size_t		 host_name_span_whole(const char *);

/* Names under these are given out by a home's own network.  Then NULL. */
extern const char *const host_home_names[];

/* The next item of a list, which moves on; NULL at its end. */
const char	*host_name_list_next(const char **list, size_t *len);

/* A host, ".name" for that name and all under it, or "*" for any. */
bool		 host_name_is_item(const char *, size_t len);

/* Whether a list says this host, in any case; "*" says none. */
bool		 host_name_list_has(const char *list, const char *host,
	    size_t len);

/*
 * HOST as nginx writes it: an IPv4 address, an IPv6 address in brackets (they may
 * be left out), or a name of this machine; "*" is every IPv4 address.  NULL
 * when it is none of these.  Whether the machine has it is not looked at.
 */
const char	*host_name_normalize(struct arena *, const char *value);

/* The address by which this machine reaches what listens there. */
const char	*host_name_to_connect(const char *host);

/* The address without the brackets, as getaddrinfo(3) takes it. */
const char	*host_name_to_resolve(struct arena *, const char *host);

#endif
