/* What Jellyfin's stamps and timer tell about its client's reports. */
#include "config.h"

#include <math.h>

#include "answers.h"
#include "tap.h"
#include "base/cleanup.h"

/* The server counts on for minutes after its client has died. */
static void
ghosts(void)
{
	struct sighting p = jellyfin(0, 1499, 100000, 100270);
	struct playhead c;

	playhead_start(&c, &p);
	ok(published(&c, 0) == 1229 && published(&c, 60) == 1229,
	    "a ghost stands where its client last was");
	ok(c.position.accuracy_s < 0, "and nobody knows where it is");
	p = jellyfin(1, 1500, 100000, 100271);
	ok(!playhead_next(&c, &p) && published(&c, 1) == 1229, "it is held");
	p = jellyfin(2, 1300, 100272, 100272);
	ok(playhead_next(&c, &p) && fabs(published(&c, 3) - 1301.3) < 0.5,
	    "it is back");

	p = jellyfin(0, 30, 100000, 100050);
	playhead_start(&c, &p);
	ok(published(&c, 0) == 0, "never below 0");

	p = timed(jellyfin(0, 300, 100000, 0), 100044.5);
	playhead_start(&c, &p);
	ok(fabs(published(&c, 0.4) - 300.4) < 0.2 && c.position.accuracy_s > 0,
	    "45 s are not yet a ghost");
	p = timed(jellyfin(1, 301, 100000, 0), 100044.5);
	ok(playhead_next(&c, &p) && fabs(published(&c, 9) - 255.5) < 0.6,
	    "more are");

	p = timed(jellyfin(0, 300, 100000, 0), 100400);
	p.state = PLAY_PAUSED;
	playhead_start(&c, &p);
	ok(published(&c, 2) == 300 && c.position.accuracy_s < 0,
	    "a paused one stands where it is");
}

/* Without check-ins: the server counts whole seconds, the client reports. */
static void
counting(void)
{
	struct playhead c;
	struct sighting p;
	int i;

	for (i = 0; i < 100; i++) {
		p = jellyfin(i, 500 + i, 0, 100000 + i / 10 * 10);
		if (i)
			playhead_next(&c, &p);
		else
			playhead_start(&c, &p);
	}
	ok(c.position.accuracy_s > 0 && fabs(published(&c, 99) - 599.5) < 1,
	    "whole seconds all along: it follows");
	for (; i < 200; i++) {
		p = jellyfin(i, 500 + i, 0, 100090);
		playhead_next(&c, &p);
	}
	ok(c.position.accuracy_s < 0, "and not once no client is there");
}

/* A clock that is off by minutes tells nothing about the client. */
static void
wrong_clocks(void)
{
	struct sighting p = timed(jellyfin(0, 500, 100000, 100003), 100120);
	struct playhead c;
	int i;

	playhead_start(&c, &p);
	ok(fabs(published(&c, 0) - 500.5) < 0.7 && c.position.accuracy_s > 0,
	    "two minutes ahead: not a ghost, its timer runs");
	p = timed(jellyfin(0, 500, 100000, 0), 100120);
	playhead_start(&c, &p);
	for (i = 1; i < 60; i++) {
		double checkin = 100000 + i / 10 * 10;

		p = timed(jellyfin(i, 500 + i, checkin, 0), 100120);
		playhead_next(&c, &p);
		if (i >= 10 && !(c.position.accuracy_s > 0 &&
		    fabs(published(&c, i) - 500 - i) < 1.5))
			break;
	}
	is_int(i, 60, "a check-in that changes is proof of life");
}

struct tick {
	double	t_s, value_s, checkin_s, activity_s;
	double	want_s;		/* at that time; 0: any */
};

static void
ticks(const char *name, const struct tick *v, size_t n)
{
	struct playhead c = { 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		struct sighting s = timed(jellyfin(v[i].t_s, v[i].value_s,
		    v[i].checkin_s, v[i].activity_s), 1000);

		if (i)
			playhead_next(&c, &s);
		else
			playhead_start(&c, &s);
		if (v[i].want_s > 0)
			ok(fabs(published(&c, v[i].t_s) - v[i].want_s) < 0.13,
			    "%s: at %.1f: %.3f", name, v[i].t_s,
			    published(&c, v[i].t_s));
	}
}

/* How the server's timer changes the value of a check-in. */
static const struct tick late_start[] = {
	/* First seen long after the report, between two ticks. */
	{ 7.6,	107.25,	1000,	1007.07, 107.91 },
	{ 8.6,	108.25,	1000,	1008.08, 108.91 },
};

/* The old timer ticks between the report of 118.9 and its first tick. */
static const struct tick old_timer[] = {
	{ 0.1,	100.25,	1000,	1000,	 100.41 },
	{ 9.6,	109.25,	1000,	1009.1,	 0 },
	{ 10.1,	110.25,	1010,	1010.03, 110.41 },
	{ 11.1,	104.75,	1010,	1011.04, 104.91 },
	{ 12.1,	105.75,	1010,	1012.04, 105.91 },
};

/* Another request updates the activity just before a tick. */
static const struct tick other_request[] = {
	{ 0.5,	100.25,	1000,	1000,	 100.81 },
	{ 10.1,	110.31,	1010,	1010,	 110.41 },
	{ 12.14, 111.31, 1010,	1012.08, 112.49 },
	{ 20.99, 120.27, 1020,	1020.98, 0 },
	{ 21.99, 121.27, 1020,	1021.06, 122.34 },
};

/* A client that reports whole seconds only. */
static const struct tick whole_seconds[] = {
	{ 0.5,	100,	1000,	1000,	 100.56 },
	{ 10.1,	110,	1010,	1010.03, 110.16 },
	{ 11.1,	111,	1010,	1011.04, 111.16 },
	{ 20.1,	110,	1020,	1020.0,	 110.16 },
	{ 21.1,	111,	1020,	1021.04, 111.16 },
};

/* Paused and resumed between two polls. */
static const struct tick short_pause[] = {
	{ 0.5,	100.25,	1000,	1000,	 100.81 },
	{ 4.5,	104.25,	1000,	1004.04, 104.81 },
	{ 5.5,	104.75,	1005.3,	1005.3,	 105.01 },
};

static void
server_timers(void)
{
	ticks("first seen late", late_start, COUNT(late_start));
	ticks("the old timer", old_timer, COUNT(old_timer));
	ticks("another request", other_request, COUNT(other_request));
	ticks("whole seconds", whole_seconds, COUNT(whole_seconds));
	ticks("a short pause", short_pause, COUNT(short_pause));
}

int
main(void)
{
	ghosts();
	counting();
	wrong_clocks();
	server_timers();
	return done();
}
