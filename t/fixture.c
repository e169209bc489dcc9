#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "base/arena.h"

#define MAX_BYTES	(1 << 20)

char *
fixture_read(struct arena *a, const char *name, size_t *len)
{
	const char *srcdir = getenv("srcdir");
	char *buf = arena_alloc(a, MAX_BYTES);
	FILE *f = fopen(arena_printf(a, "%s/t/fixtures/%s",
	    srcdir ? srcdir : ".", name), "rb");

	if (!f) {
		printf("Bail out! no fixture %s\n", name);
		exit(1);
	}
	*len = fread(buf, 1, MAX_BYTES - 1, f);
	fclose(f);
	return buf;
}
