/* Fills @NAME@ in a text.  Pure. */
#ifndef TEMPLATE_H
#define TEMPLATE_H

#include <stddef.h>

struct arena;

struct template_value {
	const char	*name;		/* without the @ */
	const char	*value;
};

/* An unknown @NAME@ (upper case and _) is a bug: it aborts. */
char	*template_fill(struct arena *, const char *text,
	    const struct template_value *, size_t n);

#endif
