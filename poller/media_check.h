/* Checks whether the files of a session can be read here. */
#ifndef MEDIA_CHECK_H
#define MEDIA_CHECK_H

#include "model/session.h"

struct arena;

/* NULL if all can; else a sentence that says what to do about the first. */
const char	*media_check(struct arena *, const char *server_label,
		    const struct session *);

#endif
