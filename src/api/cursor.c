#include "config.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cursor.h"
#include "base/arena.h"

char *
cursor_text(struct arena *a, int64_t seq)
{
	return arena_printf(a, "s%" PRIx64, (uint64_t)seq);
}

int
cursor_read(const char *s, int64_t *seq)
{
	char *end;
	long long v;

	if (*s != 's' || !s[1] || s[1 + strspn(s + 1, "0123456789abcdef")])
		return -EINVAL;
	errno = 0;
	v = strtoll(s + 1, &end, 16);
	if (errno || v < 1)
		return -EINVAL;
	*seq = v;
	return 0;
}
