/* Can the files of a session be read here? */
#ifndef MEDIA_CHECK_H
#define MEDIA_CHECK_H

#include "model/session.h"

struct arena;

/* NULL when all can, else a sentence that says what to do about the first. */
const char	*media_check(struct arena *, const char *server_label,
		    const struct session *);

#endif
