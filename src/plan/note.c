#include "config.h"

#include <stddef.h>

#include "note.h"
#include "base/arena.h"

const char *
note_join(struct arena *a, const char *first, const char *then)
{
	if (!first || !*first)
		return then && *then ? then : NULL;
	return then && *then ? arena_printf(a, "%s; %s", first, then) : first;
}
