/* The payloads in t/fixtures. */
#ifndef FIXTURE_H
#define FIXTURE_H

#include <stddef.h>

struct arena;

/* The whole file, NUL at its end; a missing one ends the test. */
char	*fixture_read(struct arena *, const char *name, size_t *len);

#endif
