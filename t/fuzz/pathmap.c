/* PATH_MAP and, after a NUL, a path that a media server reports. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/path_map.h"

void
fuzz_pathmap(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct halves h = fuzz_halves(&a, data, n);
	struct path_map map = { 0 };
	const char *error = NULL, *path;
	size_t i;

	if (path_map_parse(&a, h.first, &map, &error)) {
		assert(error && *error);
		return;
	}
	for (i = 0; i < map.n; i++)
		assert(!*map.pairs[i].to || *map.pairs[i].to == '/');
	path = path_map_apply(&a, &map, h.second);
	assert(path);
	if (!map.n)
		assert(!strcmp(path, server_path_redact(&a, h.second)));
}
