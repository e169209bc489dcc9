/* Compares and copies sessions; the comparison ignores positions. */
#ifndef SESSION_COMPARE_H
#define SESSION_COMPARE_H

#include <stdbool.h>

#include "model/session.h"

struct arena;

bool		session_is_same(const struct session *, const struct session *);
/* The same files, in the same places. */
bool		session_has_same_parts(const struct session *,
		    const struct session *);
struct session	session_copy(struct arena *, const struct session *);

#endif
