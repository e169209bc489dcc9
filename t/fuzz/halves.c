#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "base/arena.h"

struct halves
fuzz_halves(struct arena *a, const uint8_t *data, size_t n)
{
	const char *text = (const char *)data;
	size_t first = strnlen(text, n);
	size_t skip = first < n;

	return (struct halves){
		.first = arena_strndup(a, text, first),
		.first_len = first,
		.second = arena_strndup(a, text + first + skip,
		    strnlen(text + first + skip, n - first - skip)),
		.second_len = strnlen(text + first + skip, n - first - skip),
	};
}
