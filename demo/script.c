#include "config.h"

#include <math.h>

#include "film.h"
#include "script.h"
#include "base/cleanup.h"

static const struct beat plex_beats[] = {
	{ FILM_EPISODE,	  0, 100, false },
	{ FILM_EPISODE,	100,  12, true },
	{ FILM_EPISODE,	100,  50, false },
	{ FILM_EPISODE,	190,  50, false },	/* skips the slow part */
};

static const struct beat jellyfin_beats[] = {
	{ FILM_FIRST,	  0, 120, false },
	{ FILM_FIRST,	 90,  60, false },	/* watches it again */
	{ FILM_FIRST,	150,   8, true },
	{ FILM_FIRST,	150,  90, false },
	{ FILM_SECOND,	  0, 130, false },
	{ FILM_SECOND,	130,   9, true },
	{ FILM_SECOND,	145,  95, false },
};

/* Both have been watching for a while, so there is a past to capture. */
const struct script plex_script = {
	plex_beats, COUNT(plex_beats), 40,
};
const struct script jellyfin_script = {
	jellyfin_beats, COUNT(jellyfin_beats), 65,
};

static double
script_length(const struct script *s)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < s->n; i++)
		sum += s->beats[i].lasts_s;
	return sum;
}

struct moment
script_at(const struct script *s, double since_start_s)
{
	double t = fmod(since_start_s + s->begins_s, script_length(s));
	const struct beat *b = s->beats;
	double moves;

	while (b < s->beats + s->n - 1 && t >= b->lasts_s)
		t -= b++->lasts_s;
	moves = b->is_paused ? 0 : 1;
	return (struct moment){
		.film = b->film,
		.is_paused = b->is_paused,
		.position_s = b->from_s + moves * t,
		.reported_s = b->from_s +
		    moves * (t - fmod(t, REPORT_SECONDS)),
		.since_report_s = fmod(t, REPORT_SECONDS),
	};
}
