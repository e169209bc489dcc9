/* Sessions, and after a NUL the library's item. */
#include "config.h"

#include "arena.h"
#include "auto.h"
#include "fuzz.h"
#include "plex.h"

void
fuzz_plex(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct halves h = fuzz_halves(&a, data, n);
	struct plex_item *item = plex_item_parse(&a, h.second, h.second_len);
	struct reports v = { 0 }, raw = { 0 };
	size_t i;

	/* A NUL can stand in a document too. */
	plex_parse(&a, arena_strndup(&a, (const char *)data, n), n, &raw);
	if (plex_parse(&a, h.first, h.first_len, &v))
		return;
	plex_ids(&a, &v, NULL, 0);
	for (i = 0; item && i < v.n; i++)
		plex_join(&a, &v.v[i], item);
	fuzz_check_reports(&a, &v);
}
