#include "config.h"

#include <inttypes.h>
#include <stdint.h>
#include <string.h>

#include "session_report.h"
#include "base/arena.h"

/* FNV-1a: ids stay the same between polls, whatever the server's order. */
static const char *
session_report_external_id(struct arena *a, const char *where)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (; *where; where++)
		h = (h ^ (unsigned char)*where) * UINT64_C(0x100000001b3);
	return arena_printf(a, "external-%016" PRIx64, h);
}

void
session_report_add_external(struct arena *a, struct session *s,
    struct session_external *v, struct session_external e)
{
	const char *where = e.track.path ? e.track.path : e.track.remote;

	s->externals = v;
	if (!where || s->nexternals == EXTERNALS_MAX)
		return;
	e.id = session_report_external_id(a, where);
	if (session_external_by_id(s, e.id))
		return;
	e.track.choice = TRACK_ON;
	e.track.index = e.track.ordinal = -1;
	v[s->nexternals++] = e;
}
