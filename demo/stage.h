/* What all answers of the two stand-in servers depend on. */
#ifndef STAGE_H
#define STAGE_H

#include <stdint.h>

#include "script.h"

struct stage {
	const char	*dir;		/* of the films, absolute */
	const char	*token;		/* authorizes a request */
	int64_t		 started_ms;	/* boot clock: the scripts' time 0 */
};

#endif
