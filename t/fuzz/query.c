/* Query strings: encoding, cursors and picture paths. */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "fuzz.h"
#include "api/cursor.h"
#include "api/http.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/url.h"
#include "servers/proxy_path.h"

static void
check_round(struct arena *a, const char *text)
{
	const char *encoded = url_encode(a, text);
	const char *again = url_decode(a, encoded, strlen(encoded));

	assert(!encoded[strcspn(encoded, " \r\n\"<>&?#/\\")]);
	assert(again && !strcmp(again, text));
}

/* An accepted path becomes one line of a request to the media server. */
static void
check_path(const char *path)
{
	assert(*path == '/' && path[1] != '/');
	assert(!path[strcspn(path, " \r\n\t\"<>#\\")]);
	assert(!strstr(path, "/../"));
}

static void
check_numbers(struct request *r)
{
	long v = 7;

	if (!http_query_number(r, "limit", 1, 200, 50, &v))
		assert(v >= 1 && v <= 200);
	else
		assert(r->reply.status == 422 && v == 7);
}

void
fuzz_query(const uint8_t *data, size_t n)
{
	struct request r = { 0 };
	struct halves h = fuzz_halves(&r.arena, data, n);
	char *value = NULL;
	const char *text = NULL;
	int64_t seq;

	r.query = h.first;
	if (url_query_get(&r.arena, h.first, "path", &value) > 0) {
		check_round(&r.arena, value);
		if (proxy_path_is_plex_picture(&r.arena, value)) {
			check_path(value);
			assert(!strstr(value, "X-Plex"));
		}
		if (proxy_path_is_jellyfin_picture(&r.arena, value))
			check_path(value);
	}
	check_numbers(&r);
	if (!http_query_text(&r, "q", 200, &text) && text)
		assert(strlen(text) <= 200);
	if (!http_query_text(&r, "cursor", CURSOR_MAX, &text) && text &&
	    !cursor_read(text, &seq))
		assert(seq >= 0);
	arena_reset(&r.arena);
}
