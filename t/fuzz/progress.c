/* FFmpeg's progress output. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "make/progress.h"

void
fuzz_progress(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char *text = arena_strndup(&a, (const char *)data, n), *line;
	struct progress p = { .duration_s = n % 7 };
	double before;

	while ((line = strsep(&text, "\n"))) {
		before = p.fraction;
		progress_parse_line(&p, line);
		assert(p.fraction >= before && p.fraction <= 1);
		assert(p.size_bytes >= 0);
	}
}
