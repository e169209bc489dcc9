/* Sessions and, after a NUL, the library's item. */
#include "config.h"

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "servers/jellyfin.h"

void
fuzz_jellyfin(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct halves h = fuzz_halves(&a, data, n);
	struct jellyfin_item *item = jellyfin_item_parse(&a, h.second,
	    h.second_len);
	struct reports v = { 0 }, raw = { 0 };
	int64_t came, left;
	size_t i;

	jellyfin_time_parse(h.first, h.first_len, &came, &left);
	/* A document can contain a NUL too. */
	jellyfin_parse(&a, arena_strndup(&a, (const char *)data, n), n, &raw);
	if (jellyfin_parse(&a, h.first, h.first_len, &v))
		return;
	for (i = 0; item && i < v.n; i++)
		jellyfin_item_join(&a, &v.v[i], item);
	fuzz_check_reports(&a, &v);
}
