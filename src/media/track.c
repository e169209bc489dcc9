#include "config.h"

#include "probe.h"
#include "track.h"

int
track_default_audio(const struct probe *p)
{
	size_t i;

	for (i = 0; i < p->naudio; i++)
		if (p->audio[i].is_default)
			return p->audio[i].index;
	return p->naudio ? p->audio[0].index : -1;
}
