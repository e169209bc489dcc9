/* HOST: where nginx listens.  Pure. */
#ifndef HOST_NAME_H
#define HOST_NAME_H

struct arena;

/*
 * As nginx writes it: an IPv4 address, an IPv6 address in brackets (they may
 * be left out), or a name of this machine; "*" is every IPv4 address.  NULL
 * when it is none of these.  Whether the machine has it is not looked at.
 */
const char	*host_normalize(struct arena *, const char *value);

/* The address by which this machine reaches what listens there. */
const char	*host_to_connect(const char *host);

/* The address without the brackets, as getaddrinfo(3) takes it. */
const char	*host_to_resolve(struct arena *, const char *host);

#endif
