/* Which moment or range a request means: each branch, and both sides of it. */
#include "config.h"

#include <math.h>
#include <string.h>

#include "tap.h"
#include "api/time_range.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define NONE	NAN

static const struct {
	struct playing		 p;
	struct moment_wish	 w;
	double			 at;
	const char		*why;	/* how it starts; NULL: accepted */
} moments[] = {
	/* position, duration; offset, timestamp */
	{ { 100, 600 }, { NONE, NONE }, 100, NULL },
	{ { 100, 600 }, { 0, NONE }, 100, NULL },
	{ { 100, 600 }, { -2.5, NONE }, 97.5, NULL },
	{ { 100, 600 }, { 2.5, NONE }, 102.5, NULL },
	{ { 100, 600 }, { -100, NONE }, 0, NULL },
	{ { 100, 600 }, { -101, NONE }, 0, NULL },
	{ { 100, 600 }, { 500, NONE }, 600, NULL },
	{ { 100, 600 }, { 501, NONE }, 600, NULL },
	{ { 100, 600 }, { 501.001, NONE }, 0,
	    "offset_seconds: must not be past the end, which is at 600.000 s" },
	{ { 0, 0.5 }, { 5, NONE }, 0, "offset_seconds: must not be past" },
	{ { 100, 0 }, { 5000, NONE }, 5100, NULL },
	{ { 100, -1 }, { 5000, NONE }, 5100, NULL },
	{ { 601.5, 600 }, { NONE, NONE }, 0, "offset_seconds: must not" },
	{ { 100, 600 }, { NONE, 0 }, 0, NULL },
	{ { 100, 600 }, { NONE, 333.25 }, 333.25, NULL },
	{ { 100, 600 }, { NONE, -1 }, 0, NULL },
	{ { 100, 600 }, { NONE, 600 }, 600, NULL },
	{ { 100, 600 }, { NONE, 600.5 }, 600, NULL },
	{ { 100, 600 }, { NONE, 601 }, 600, NULL },
	{ { 100, 600 }, { NONE, 601.25 }, 0,
	    "timestamp_seconds: must not be past the end" },
	{ { 100, 0 }, { NONE, 9999 }, 9999, NULL },
	{ { 100, 600 }, { 0, 0 }, 0, "timestamp_seconds: must not be given "
	    "together with offset_seconds" },
	{ { 100, 600 }, { -1, 50 }, 0, "timestamp_seconds: must not be given" },
};

static const struct {
	struct playing		 p;
	struct range_wish	 w;
	double			 max, start, end;
	const char		*why;
} ranges[] = {
	/* position, duration; relative, start, end; MAX_CLIP_SECONDS */
	{ { 100, 600 }, { -30, NONE, NONE }, 900, 70, 100, NULL },
	{ { 100, 600 }, { -100, NONE, NONE }, 900, 0, 100, NULL },
	{ { 100, 600 }, { -130, NONE, NONE }, 900, 0, 100, NULL },
	{ { 100, 600 }, { -0.5, NONE, NONE }, 900, 99.5, 100, NULL },
	{ { 0, 600 }, { -30, NONE, NONE }, 900, 0, 0,
	    "relative_seconds: nothing has been played yet" },
	{ { 100, 600 }, { 0, NONE, NONE }, 900, 0, 0,
	    "relative_seconds: must be below 0" },
	{ { 100, 600 }, { 30, NONE, NONE }, 900, 0, 0,
	    "relative_seconds: must be below 0" },
	{ { 100, 600 }, { -30, 1, NONE }, 900, 0, 0,
	    "relative_seconds: must not be given together" },
	{ { 100, 600 }, { -30, NONE, 1 }, 900, 0, 0,
	    "relative_seconds: must not be given together" },
	{ { 100, 600 }, { -30, 1, 2 }, 900, 0, 0,
	    "relative_seconds: must not be given together" },
	{ { 100, 600 }, { -30, NONE, NONE }, 30, 70, 100, NULL },
	{ { 100, 600 }, { -31, NONE, NONE }, 30, 0, 0,
	    "relative_seconds: a clip may last at most 30 s" },
	{ { 10, 600 }, { -31, NONE, NONE }, 30, 0, 10, NULL },
	{ { 100, 600 }, { NONE, 1, 2 }, 900, 1, 2, NULL },
	{ { 100, 600 }, { NONE, 0, 600 }, 900, 0, 600, NULL },
	{ { 100, 600 }, { NONE, -5, 2 }, 900, 0, 2, NULL },
	{ { 100, 600 }, { NONE, 1, 600.75 }, 900, 1, 600, NULL },
	{ { 100, 600 }, { NONE, 1, 601.25 }, 900, 0, 0,
	    "end_seconds: must not be past the end" },
	{ { 100, 600 }, { NONE, 600.25, 600.75 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds, within the film" },
	{ { 100, 600 }, { NONE, 600, 600.5 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds, within the film" },
	{ { 100, 600 }, { NONE, -5, 0 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds, within the film" },
	{ { 100, 600 }, { NONE, -5, -1 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds" },
	{ { 100, 600 }, { NONE, 2, 2 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds" },
	{ { 100, 600 }, { NONE, 2, 1 }, 900, 0, 0,
	    "end_seconds: must be after start_seconds" },
	{ { 100, 600 }, { NONE, 2, NONE }, 900, 0, 0,
	    "start_seconds: give start_seconds and end_seconds" },
	{ { 100, 600 }, { NONE, NONE, 2 }, 900, 0, 0,
	    "start_seconds: give start_seconds and end_seconds" },
	{ { 100, 600 }, { NONE, NONE, NONE }, 900, 0, 0,
	    "start_seconds: give start_seconds and end_seconds" },
	{ { 100, 600 }, { NONE, 10, 40 }, 30, 10, 40, NULL },
	{ { 100, 600 }, { NONE, 10, 40.5 }, 30, 0, 0,
	    "end_seconds: a clip may last at most 30 s (MAX_CLIP_SECONDS)" },
	{ { 100, 0 }, { NONE, 5000, 5010 }, 900, 5000, 5010, NULL },
};

static void
check(const char *got, const char *want, double at, double want_at,
    size_t i)
{
	ok(want ? got && !strncmp(got, want, strlen(want)) : !got,
	    "%zu: %s", i, got ? got : "it can be");
	if (!got)
		ok(at == want_at, "  at %g: %g", want_at, at);
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *why;
	double at, end;
	size_t i;

	for (i = 0; i < COUNT(moments); i++) {
		at = -7;
		why = time_range_resolve_moment(&a, &moments[i].p,
		    &moments[i].w, &at);
		check(why, moments[i].why, at, moments[i].at, i);
	}
	for (i = 0; i < COUNT(ranges); i++) {
		at = end = -7;
		why = time_range_resolve(&a, &ranges[i].p, &ranges[i].w,
		    ranges[i].max, &at, &end);
		check(why, ranges[i].why, at, ranges[i].start, i);
		if (!why)
			ok(end == ranges[i].end, "  to %g: %g", ranges[i].end,
			    end);
	}
	return done();
}
