#include "config.h"

#include <math.h>

#include "tap.h"
#include "base/cleanup.h"
#include "demo/film.h"
#include "demo/script.h"

/* A test's script: 30 s, a pause of 4 s, a seek, 10 s of another film. */
static const struct beat beats[] = {
	{ 0, 0, 30, false },
	{ 0, 30, 4, true },
	{ 0, 60, 16, false },
	{ 1, 0, 10, false },
};
static const struct script script = { beats, COUNT(beats), 5 };

static const struct {
	double	at_s;
	int	film, paused;
	double	position_s, reported_s, since_s;
	const char *name;
} cases[] = {
	{ 0,	0, 0,  5,	 0,  5,		"begins under way" },
	{ 4.9,	0, 0,  9.9,	 0,  9.9,	"just before a report" },
	{ 5,	0, 0, 10,	10,  0,		"a report" },
	{ 24.5,	0, 0, 29.5,	20,  9.5,	"the end of a beat" },
	{ 25,	0, 1, 30,	30,  0,		"a pause is reported at once" },
	{ 28,	0, 1, 30,	30,  3,		"paused: nothing moves" },
	{ 29,	0, 0, 60,	60,  0,		"a seek is reported at once" },
	{ 44,	0, 0, 75,	70,  5,		"after the seek" },
	{ 45,	1, 0,  0,	 0,  0,		"the next film" },
	{ 55,	0, 0,  0,	 0,  0,		"from the start" },
	{ 6055,	0, 0,  0,	 0,  0,		"after a hundred rounds" },
};

static int
near(double a, double b)
{
	return fabs(a - b) < 1e-6;
}

static void
check_table(void)
{
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		struct moment m = script_at(&script, cases[i].at_s);

		ok(m.film == cases[i].film && m.is_paused == cases[i].paused &&
		    near(m.position_s, cases[i].position_s) &&
		    near(m.reported_s, cases[i].reported_s) &&
		    near(m.since_report_s, cases[i].since_s),
		    "%s", cases[i].name);
	}
}

/* The demo's scripts: within the films, with a pause and a jump at least. */
static void
check_shipped(const struct script *s, const char *name)
{
	int inside = 1, pauses = 0, jumps = 0;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct beat *b = &s->beats[i];
		double end = b->from_s + (b->is_paused ? 0 : b->lasts_s);

		inside &= b->from_s >= 0 && end <= FILM_SECONDS &&
		    b->film < FILM_COUNT && b->lasts_s > 0;
		pauses += b->is_paused;
		if (i + 1 < s->n && s->beats[i + 1].film == b->film)
			jumps += !near(s->beats[i + 1].from_s, end);
	}
	ok(inside, "%s: stays within its films", name);
	ok(pauses > 0, "%s: pauses", name);
	ok(jumps > 0, "%s: seeks", name);
	ok(script_at(s, 0).position_s >= 30, "%s: something to look back at",
	    name);
}

int
main(void)
{
	check_table();
	check_shipped(&plex_script, "plex");
	check_shipped(&jellyfin_script, "jellyfin");
	return done();
}
