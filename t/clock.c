/* The position estimator, by scripts of polls. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "arena.h"
#include "auto.h"
#include "clock.h"
#include "fixture.h"
#include "js.h"
#include "tap.h"

#define BOOT_MS	INT64_C(5000000)	/* any time will do */

/* One poll and what is then published. */
struct step {
	double		 t_s;
	double		 value_s;
	enum play_state	 state;
	double		 want_s;
	double		 accuracy_s;
	bool		 write;
};

static double
published(const struct clock *c, double t_s)
{
	struct session s = { .state = c->state, .position = c->position };

	return session_position(&s, BOOT_MS + (int64_t)llround(t_s * 1000));
}

static bool
play(struct clock *c, const struct step *s, double before_s, double first_s)
{
	struct clock_poll p = {
		.value_s = s->value_s,
		.state = s->state,
		.first_s = first_s,
		.at_ms = BOOT_MS + llround(s->t_s * 1000),
		.before_ms = before_s < 0 ? 0
		    : BOOT_MS + llround(before_s * 1000),
	};

	if (before_s >= 0)
		return clock_next(c, &p);
	clock_start(c, &p);
	return true;
}

static void
script(const char *name, const struct step *s, size_t n, double first_s)
{
	struct clock c = { 0 };
	double before = -1, got;
	bool write;
	size_t i;

	for (i = 0; i < n; before = s[i++].t_s) {
		write = play(&c, &s[i], before, first_s);
		got = published(&c, s[i].t_s);
		ok(fabs(got - s[i].want_s) < 0.002 && write == s[i].write &&
		    fabs(c.position.accuracy_s - s[i].accuracy_s) < 0.002,
		    "%s: at %.1f: %.3f ±%.3f %s", name, s[i].t_s, got,
		    c.position.accuracy_s, write ? "written" : "-");
	}
}

#define P	PLAY_PLAYING
#define H	PLAY_PAUSED
#define B	PLAY_BUFFERING

/* A client that reports every 10 s, asked every second. */
static const struct step steady[] = {
	{ 0,	120,	P, 120,		10,	true },
	{ 1,	120,	P, 121,		10,	false },
	{ 2,	120,	P, 122,		10,	false },
	/* Reported at 2.4: between 130 and 131 now. */
	{ 3,	130,	P, 130,		1,	true },
	{ 4,	130,	P, 131,		1,	false },
	{ 12,	130,	P, 139,		1,	false },
	{ 13,	140,	P, 140,		1,	false },
	{ 23,	150.9,	P, 150.9,	10,	true },
};

/* A report that comes a little late or early moves it forward only. */
static const struct step jitter[] = {
	{ 0,	0,	P, 0,		10,	true },
	{ 1,	5,	P, 5,		1,	true },
	{ 2,	6.2,	P, 6,		1,	false },
	{ 3,	7.5,	P, 7.5,		1,	true },
	{ 4,	7.6,	P, 8.5,		1,	false },
};

static const struct step pauses[] = {
	{ 0,	50,	P, 50,		10,	true },
	{ 1,	60,	P, 60,		1,	true },
	{ 2,	60.9,	H, 60.9,	1,	true },
	{ 60,	60.9,	H, 60.9,	1,	false },
	{ 600,	60.9,	H, 60.9,	1,	false },
	/* A step of one frame, and the picture is another. */
	{ 601,	60.942,	H, 60.942,	1,	true },
	{ 602,	60.942,	P, 60.942,	1,	true },
	{ 603,	60.942,	P, 61.942,	1,	false },
	{ 604,	63,	B, 63,		1,	true },
	{ 605,	63,	B, 63,		1,	false },
	{ 606,	63,	P, 63,		1,	true },
	{ 607,	63,	P, 64,		1,	false },
};

static const struct step seeks[] = {
	{ 0,	50,	P, 50,		10,	true },
	{ 1,	400,	P, 400,		1,	true },
	{ 2,	400,	P, 401,		1,	false },
	{ 3,	20,	P, 20,		1,	true },
	{ 4,	20,	P, 21,		1,	false },
	{ 5,	0,	P, 0,		1,	true },
};

/* It counts on by itself, and a poll may see the same second twice. */
static const struct step counting[] = {
	{ 0,	10,	P, 10,		1,	true },
	{ 1,	11,	P, 11,		1,	false },
	{ 2,	12,	P, 12,		1,	false },
	{ 2.9,	12,	P, 12.9,	1,	false },
	{ 4,	14,	P, 14,		1,	false },
	{ 5,	14.8,	P, 15,		1,	false },
};

/* 45 s after the last news it freezes; the limit moves with the news. */
static const struct step silent[] = {
	{ 0,	10,	P, 10,		10,	true },
	{ 1,	20,	P, 20,		1,	true },
	{ 11,	30,	P, 30,		10 - 9,	false },
	{ 31.5,	50.4,	P, 50.5,	1,	true },
	{ 60,	50.4,	P, 79,		1,	false },
	{ 62,	50.4,	P, 81,		1,	false },
	{ 76,	50.4,	P, 95,		1,	false },
	{ 76.6,	50.4,	P, 95.5,	-1,	true },
	{ 900,	50.4,	P, 95.5,	-1,	false },
	/* It is back. */
	{ 901,	95.2,	P, 95.5,	1,	true },
	{ 902,	95.2,	P, 96.5,	1,	false },
};

static const struct step unknown[] = {
	{ 0,	-1,	P, 0,		-1,	true },
	{ 9,	-1,	P, 0,		-1,	false },
	{ 10,	5,	P, 5,		1,	true },
	{ 11,	-1,	P, 6,		1,	false },
	{ 12,	-1,	H, 7,		1,	true },
};

static const struct step paused_first[] = {
	{ 0,	77.25,	H, 77.25,	1,	true },
	{ 9,	77.25,	H, 77.25,	1,	false },
};

/* The bound of a late poll is wide: 10 above, so the script says. */
static void
scripts(void)
{
	script("steady", steady, COUNT(steady), 10);
	script("jitter", jitter, COUNT(jitter), 10);
	script("pauses", pauses, COUNT(pauses), 10);
	script("seeks", seeks, COUNT(seeks), 10);
	script("counting", counting, COUNT(counting), 1);
	script("silent", silent, COUNT(silent), 10);
	script("unknown", unknown, COUNT(unknown), 10);
	script("paused first", paused_first, COUNT(paused_first), 10);
}

static struct clock_poll
jellyfin(double t_s, double value_s, int64_t checkin_s, int64_t server_s)
{
	return (struct clock_poll){
		.value_s = value_s,
		.first_s = 1,
		.at_ms = BOOT_MS + llround(t_s * 1000),
		.before_ms = t_s > 0 ? BOOT_MS + llround(t_s * 1000) - 1000 : 0,
		.checkin_ms = checkin_s * 1000,
		.server_ms = server_s * 1000,
	};
}

/* The server counts on for minutes after its client has died. */
static void
ghosts(void)
{
	struct clock_poll p = jellyfin(0, 1499, 100000, 100270);
	struct clock c;

	clock_start(&c, &p);
	ok(published(&c, 0) == 1229 && published(&c, 60) == 1229,
	    "a ghost stands where its client last was");
	ok(c.position.accuracy_s < 0, "and nobody knows where it is");
	p = jellyfin(1, 1500, 100000, 100271);
	ok(!clock_next(&c, &p) && published(&c, 1) == 1229, "it is held");
	p = jellyfin(2, 1300, 100272, 100272);
	ok(clock_next(&c, &p) && published(&c, 3) == 1301, "it is back");

	p = jellyfin(0, 30, 100000, 100050);
	clock_start(&c, &p);
	ok(published(&c, 0) == 0, "never below 0");

	p = jellyfin(0, 300, 100000, 100045);
	clock_start(&c, &p);
	ok(published(&c, 2) == 302 && c.position.accuracy_s == 1,
	    "45 s are not yet a ghost");
	p = jellyfin(1, 301, 100000, 100046);
	ok(clock_next(&c, &p) && published(&c, 9) == 255, "more are");

	p = jellyfin(0, 300, 0, 100046);
	clock_start(&c, &p);
	ok(published(&c, 2) == 302, "never checked in: no ghost");
	p = jellyfin(0, 300, 100000, 0);
	clock_start(&c, &p);
	ok(published(&c, 2) == 302, "no Date: no ghost");

	p = jellyfin(0, 300, 100000, 100400);
	p.state = PLAY_PAUSED;
	clock_start(&c, &p);
	ok(published(&c, 2) == 300 && c.position.accuracy_s < 0,
	    "a paused one stands where it is");
}

/* Another process goes on with what was written. */
static void
restarts(void)
{
	struct session s = { .state = P, .position = { .reported_s = 100,
	    .anchor_s = 100.5, .anchor_ms = BOOT_MS,
	    .until_ms = BOOT_MS + 45000, .accuracy_s = 1 } };
	struct clock_poll p = { .value_s = 110, .state = P, .first_s = 10,
	    .at_ms = BOOT_MS + 12000 };
	struct clock c;

	clock_resume(&c, &s, &p);
	ok(!clock_next(&c, &p) && published(&c, 12) == 112.5 &&
	    c.position.accuracy_s == 1, "the estimate survives");
	p.value_s = 500;
	clock_resume(&c, &s, &p);
	ok(clock_next(&c, &p) && published(&c, 12) == 500 &&
	    c.position.accuracy_s == 10, "a seek meanwhile does not");

	p = jellyfin(0, 1499, 100000, 100270);
	s.position = (struct position){ .anchor_s = 1228, .anchor_ms = BOOT_MS,
	    .until_ms = BOOT_MS, .accuracy_s = -1 };
	clock_resume(&c, &s, &p);
	ok(!clock_next(&c, &p) && published(&c, 0) == 1228,
	    "so does a ghost");
}

/* Asked once a minute it must not stand still in between. */
static void
rare(void)
{
	struct clock_poll p = { .value_s = 100, .first_s = 10,
	    .every_ms = 60000, .at_ms = BOOT_MS };
	struct clock c;
	int i;

	clock_start(&c, &p);
	for (i = 1; i < 10; i++) {
		p.before_ms = p.at_ms;
		p.at_ms += 60000;
		p.value_s += 60;
		clock_next(&c, &p);
		ok(fabs(published(&c, 60 * i + 59.9) - (159.9 + 60 * i)) < 0.01,
		    "asked once a minute");
	}
}

/* The fixture's client: its true position at a time. */
static double
true_position(double t)
{
	return t < 27 ? 120 + t + 3.9 : t < 41.2 ? 150.9 : 400 + t - 41.2;
}

static void
fixture(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(js_put) struct json_object *o = NULL;
	struct json_object *polls, *row;
	struct clock c;
	double before = -1, last = 0, at;
	size_t i, len;
	char *text = fixture_read(&a, "E08_plex_stale_viewoffset_polls.json",
	    &len);

	o = js_parse(text, len);
	polls = js_get(o, "polls");
	is_int((long long)js_len(polls), 10, "E08: polls");
	for (i = 0; i < js_len(polls); i++) {
		row = js_at(polls, i);
		struct step s = {
			.t_s = json_object_get_double(js_at(row, 0)),
			.value_s = json_object_get_double(js_at(row, 1)) / 1000,
			.state = strcmp(json_object_get_string(js_at(row, 2)),
			    "paused") ? P : H,
		};
		double bound = s.t_s < 6 ? 10 : s.t_s - before;

		play(&c, &s, before, 10);
		at = published(&c, s.t_s);
		ok(fabs(at - true_position(s.t_s)) <= bound + 0.3,
		    "E08: at %.1f: %.3f, truth %.3f", s.t_s, at,
		    true_position(s.t_s));
		ok(at >= last || s.state == H, "  does not go back");
		last = at;
		before = s.t_s;
	}
}

/*
 * A minute of a client that reports every 10 s, with a phase, delays of the
 * network and polls that are not quite a second apart.
 */
static bool
simulated(unsigned seed, int *writes)
{
	struct clock c;
	double before = -1, report = -10, t = 0, last = -1, got;
	double phase = (rand_r(&seed) % 1000) / 100.0;
	bool good = true, changed = false;

	for (; t < 60; t += 0.95 + (rand_r(&seed) % 100) / 1000.0) {
		double lag = (rand_r(&seed) % 50) / 1000.0, next;
		struct step s = { .t_s = t + lag, .state = P };

		next = floor((t + phase) / 10) * 10 - phase;
		changed |= before >= 0 && next > report;
		report = next;
		s.value_s = 1000 + report;
		*writes += play(&c, &s, before, 10);
		got = published(&c, t + lag + 0.9);
		good &= fabs(got - (1000 + t + lag + 0.9)) <=
		    (changed ? 1.3 : 11);
		good &= got >= last;
		last = got;
		before = t;
	}
	return good;
}

int
main(void)
{
	int writes = 0, bad = 0;
	unsigned seed;

	scripts();
	ghosts();
	restarts();
	rare();
	fixture();
	for (seed = 1; seed <= 1000; seed++)
		bad += !simulated(seed, &writes);
	is_int(bad, 0, "1000 minutes: within 1.3 s, never back");
	ok(writes < 6000, "with %.1f writes a minute", writes / 1000.0);
	return done();
}
