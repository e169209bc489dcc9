/* Where a page of the gallery ended, as an opaque string.  Pure. */
#ifndef CURSOR_H
#define CURSOR_H

#include <stdint.h>

struct arena;

#define CURSOR_MAX	20

char	*cursor_text(struct arena *, int64_t seq);
int	 cursor_read(const char *, int64_t *seq);	/* or -EINVAL */

#endif
