/* The position estimator, by scripts of polls. */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "answers.h"
#include "fixture.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"

/* One poll, and what is published after it. */
struct step {
	double		 t_s;
	double		 value_s;
	enum play_state	 state;
	double		 want_s;
	double		 accuracy_s;
	bool		 write;
};

static bool
play(struct playhead *c, const struct step *s, double before_s, double first_s)
{
	struct sighting p = {
		.value_s = s->value_s,
		.state = s->state,
		.first_s = first_s,
		.every_ms = 1000,
		.at_ms = BOOT_MS + llround(s->t_s * 1000),
		.asked_ms = BOOT_MS + llround(s->t_s * 1000),
		.before_ms = before_s < 0 ? 0
		    : BOOT_MS + llround(before_s * 1000),
	};

	if (before_s >= 0)
		return playhead_next(c, &p);
	playhead_start(c, &p);
	return true;
}

static void
script(const char *name, const struct step *s, size_t n, double first_s)
{
	struct playhead c = { 0 };
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

/* A client that reports every 10 s, polled every second. */
static const struct step steady[] = {
	{ 0,	120,	P, 120,		10,	true },
	{ 1,	120,	P, 121,		10,	false },
	{ 2,	120,	P, 122,		10,	false },
	/* Reported between 2 and 3, with some delay. */
	{ 3,	130,	P, 130.56,	0.7,	true },
	{ 4,	130,	P, 131.56,	0.7,	false },
	{ 12,	130,	P, 139.56,	0.7,	false },
	/* The published position holds, but now the interval is known. */
	{ 13,	140,	P, 140.56,	0.7,	true },
	{ 14,	140,	P, 141.56,	0.7,	false },
	/* It cannot have been before 22: that leaves a tenth of a second. */
	{ 23,	150.9,	P, 151.01,	0.42,	true },
};

/* It never goes back while playing: it stands still until it is right. */
static const struct step backwards[] = {
	{ 0,	0,	P, 0,		10,	true },
	{ 5,	5,	P, 7.56,	2.7,	true },
	{ 15,	5,	P, 17.56,	2.7,	false },
	/* A long way back is a jump. */
	{ 16,	16.1,	P, 16.66,	0.7,	true },
	{ 25.7,	16.1,	P, 26.36,	0.7,	false },
	{ 26,	25.9,	P, 26.66,	0.42,	true },
	{ 26.4,	25.9,	P, 26.66,	0.42,	false },
	{ 26.46, 25.9,	P, 26.67,	0.42,	false },
	{ 27,	25.9,	P, 27.21,	0.42,	false },
};

static const struct step pauses[] = {
	{ 0,	50,	P, 50,		10,	true },
	{ 1,	60,	P, 60.56,	0.7,	true },
	{ 2,	60.9,	H, 60.9,	0.1,	true },
	{ 60,	60.9,	H, 60.9,	0.1,	false },
	{ 600,	60.9,	H, 60.9,	0.1,	false },
	/* A step of one frame shows another picture. */
	{ 601,	60.942,	H, 60.942,	0.1,	true },
	{ 602,	60.942,	P, 61.502,	0.7,	true },
	{ 603,	60.942,	P, 62.502,	0.7,	false },
	{ 604,	63,	B, 63,		0.5,	true },
	{ 605,	63,	B, 63,		0.5,	false },
	{ 606,	63,	P, 63.56,	0.7,	true },
	{ 607,	63,	P, 64.56,	0.7,	false },
};

static const struct step seeks[] = {
	{ 0,	50,	P, 50,		10,	true },
	{ 1,	400,	P, 400.56,	0.7,	true },
	{ 2,	400,	P, 401.56,	0.7,	false },
	{ 3,	20,	P, 20.56,	0.7,	true },
	{ 4,	20,	P, 21.56,	0.7,	false },
	{ 5,	0,	P, 0.56,	0.7,	true },
};

/* 45 s after the last report it freezes; each report moves that limit. */
static const struct step silent[] = {
	{ 0,	10,	P, 10,		10,	true },
	{ 1,	20,	P, 20.56,	0.7,	true },
	{ 60,	20,	P, 65.56,	-1,	true },
	{ 900,	20,	P, 65.56,	-1,	false },
	/* It is back. */
	{ 901,	95.2,	P, 95.76,	0.7,	true },
	{ 902,	95.2,	P, 96.76,	0.7,	false },
};

static const struct step unknown[] = {
	{ 0,	-1,	P, 0,		-1,	true },
	{ 9,	-1,	P, 0,		-1,	false },
	{ 10,	5,	P, 5.56,	0.7,	true },
	{ 11,	-1,	P, 6.56,	0.7,	false },
	{ 12,	-1,	H, 7.56,	0.1,	true },
};

/* A poll that was sent before the last report and answered after it. */
static void
past(void)
{
	static const struct step s[] = {
		{ 0,	50,	P, 50,		10,	true },
		{ 1,	60,	P, 60.56,	0.7,	true },
		{ 11,	70,	P, 70.56,	0.7,	true },
		{ 14,	400,	P, 400.56,	0.7,	true },
		{ 20,	406,	H, 406,		0.1,	true },
	};
	struct playhead c = { 0 };
	size_t i;

	for (i = 0; i < COUNT(s); i++)
		play(&c, &s[i], i ? s[i].t_s - 1 : -1, 10);
	ok(fabs(published(&c, 21) - 406) < 0.01, "paused");
	ok(fabs(published(&c, 19.5) - 406.06) < 0.01, "before that it moved");
	for (i = 0; i < 4; i++)
		play(&c, &s[i], i ? s[i].t_s - 1 : -1, 10);
	ok(fabs(published(&c, 14.5) - 401.06) < 0.01, "after a seek");
	ok(fabs(published(&c, 12) - 71.56) < 0.01, "and before it");
	for (i = 0; i < 3; i++)
		play(&c, &s[i], i ? s[i].t_s - 1 : -1, 10);
	ok(fabs(published(&c, 5) - 64.56) < 0.01, "before a write");
}

static const struct step paused_first[] = {
	{ 0,	77.25,	H, 77.25,	0.1,	true },
	{ 9,	77.25,	H, 77.25,	0.1,	false },
};

static void
scripts(void)
{
	script("steady", steady, COUNT(steady), 10);
	script("backwards", backwards, COUNT(backwards), 10);
	script("pauses", pauses, COUNT(pauses), 10);
	script("seeks", seeks, COUNT(seeks), 10);
	script("silent", silent, COUNT(silent), 10);
	script("unknown", unknown, COUNT(unknown), 10);
	script("paused first", paused_first, COUNT(paused_first), 10);
	past();
}

/* A new process continues from the row. */
static void
restarts(void)
{
	struct session s = { .state = P, .position = { .reported_s = 100,
	    .anchor_s = 100.5, .anchor_ms = BOOT_MS, .rate = 1,
	    .until_ms = BOOT_MS + 45000, .accuracy_s = 1 } };
	struct sighting p = { .value_s = 110, .state = P, .first_s = 10,
	    .every_ms = 1000, .at_ms = BOOT_MS + 12000,
	    .asked_ms = BOOT_MS + 12000 };
	struct playhead c;

	ok(!playhead_resume(&c, &s, &p) &&
	    fabs(published(&c, 12) - 112.5) < 0.01 &&
	    c.position.accuracy_s == 1, "the estimate survives");
	p.value_s = 500;
	ok(playhead_resume(&c, &s, &p) && published(&c, 12) >= 500 &&
	    c.position.accuracy_s > 5, "a seek meanwhile does not");
	p = timed(jellyfin(12, 116.4, 1010, 1011.03), 1000);
	s.position.rate = 1.5;
	playhead_resume(&c, &s, &p);
	ok(c.position.rate == 1.5 && fabs(published(&c, 14) - 121.5) < 0.2,
	    "the rate does");

	p = jellyfin(0, 1499, 100000, 100270);
	s.position = (struct position){ .anchor_s = 1228, .anchor_ms = BOOT_MS,
	    .until_ms = BOOT_MS, .accuracy_s = -1 };
	ok(!playhead_resume(&c, &s, &p) && published(&c, 0) == 1228,
	    "so does a ghost");
}

/* Polled once a minute, it must not stand still in between. */
static void
rare(void)
{
	struct sighting p = { .value_s = 100, .first_s = 10,
	    .every_ms = 60000, .at_ms = BOOT_MS, .asked_ms = BOOT_MS };
	struct playhead c;
	int i;

	playhead_start(&c, &p);
	for (i = 1; i < 10; i++) {
		p.before_ms = p.asked_ms;
		p.asked_ms = p.at_ms += 60000;
		p.value_s += 60;
		playhead_next(&c, &p);
		ok(fabs(published(&c, 60 * i + 59.9) - (159.9 + 60 * i)) < 6,
		    "asked once a minute");
	}
}

/* A server that reports the rate: it applies at once. */
static void
told_rates(void)
{
	struct sighting p = { .value_s = 100, .rate = 1, .first_s = 1,
	    .every_ms = 1000, .at_ms = BOOT_MS, .asked_ms = BOOT_MS,
	    .event_ms = BOOT_MS, .event_early_ms = BOOT_MS - 100 };
	struct playhead c;
	double at;

	playhead_start(&c, &p);
	at = published(&c, 4);
	p.at_ms = p.asked_ms = BOOT_MS + 4000;
	p.rate = 1.5;
	ok(playhead_next(&c, &p) && fabs(published(&c, 4) - at) < 0.001 &&
	    fabs(published(&c, 8) - at - 6) < 0.001, "a rate that is told");
	p.rate = 0;
	ok(!playhead_next(&c, &p), "once");
}

/* The true position of the fixture's client at a time. */
static double
true_position(double t)
{
	return t < 27 ? 120 + t + 3.9 : t < 41.2 ? 150.9 : 400 + t - 41.2;
}

static void
fixture(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(json_freep) struct json_object *o = NULL;
	struct json_object *polls, *row;
	struct playhead c;
	double before = -1, last = 0, at;
	size_t i, len;
	char *text = fixture_read(&a, "E08_plex_stale_viewoffset_polls.json",
	    &len);

	o = json_parse(text, len);
	polls = json_get(o, "polls");
	is_int((long long)json_len(polls), 10, "E08: polls");
	for (i = 0; i < json_len(polls); i++) {
		row = json_at(polls, i);
		struct step s = {
			.t_s = json_object_get_double(json_at(row, 0)),
			.value_s = json_object_get_double(json_at(row, 1)) /
			    1000,
			.state = strcmp(json_object_get_string(json_at(row, 2)),
				     "paused")
			    ? P
			    : H,
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

int
main(void)
{
	scripts();
	restarts();
	rare();
	told_rates();
	fixture();
	return done();
}
