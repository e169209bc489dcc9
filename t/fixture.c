#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "base/arena.h"
#include "base/regular_file.h"

#define MAX_BYTES	(1 << 20)

char *
fixture_read(struct arena *a, const char *name, size_t *len)
{
	const char *srcdir = getenv("srcdir");
	char *text;

	if (regular_file_read(a, arena_printf(a, "%s/t/fixtures/%s",
	    srcdir ? srcdir : ".", name), MAX_BYTES, &text, len)) {
		printf("Bail out! no fixture %s\n", name);
		exit(1);
	}
	return text;
}
