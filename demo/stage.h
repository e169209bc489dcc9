/* What every answer of the two stand-in servers depends on. */
#ifndef STAGE_H
#define STAGE_H

#include <stdint.h>

#include "script.h"

struct stage {
	const char	*dir;		/* where the films lie, absolute */
	const char	*token;		/* whoever has it may ask */
	int64_t		 started_ms;	/* boot clock: the scripts' time 0 */
};

#endif
