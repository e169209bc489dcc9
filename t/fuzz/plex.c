/* Sessions and, after a NUL, the library's item. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "poller/sse.h"
#include "servers/plex.h"

static void
event_take(void *arg, const char *event, const char *data)
{
	struct plex_event e;

	(void)arg, (void)event;
	if (!plex_event_parse(data, strlen(data), &e))
		assert(*e.session && e.value_s >= 0);
}

static void
fuzz_events(const char *text, size_t n)
{
	struct sse s = { 0 };

	sse_feed(&s, text, n, event_take, NULL);
}

void
fuzz_plex(const uint8_t *data, size_t n)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct halves h = fuzz_halves(&a, data, n);
	struct plex_item *item = plex_item_parse(&a, h.second, h.second_len);
	struct reports v = { 0 }, raw = { 0 };
	size_t i;

	fuzz_events((const char *)data, n);
	/* A document can contain a NUL too. */
	plex_parse(&a, arena_strndup(&a, (const char *)data, n), n, &raw);
	if (plex_parse(&a, h.first, h.first_len, &v))
		return;
	plex_ids_assign(&a, &v, NULL, 0);
	for (i = 0; item && i < v.n; i++)
		plex_item_join(&a, &v.v[i], item);
	fuzz_check_reports(&a, &v);
}
