/*
 * How far off the published position is, over a run recorded from a real
 * Jellyfin and over simulated players.
 */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>

#include "fixture.h"
#include "player_sim.h"
#include "sample.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/json.h"
#include "base/timestamp.h"

#define RUNS	12		/* of each simulation */

struct tally {
	struct sample	 steady;	/* after the second report of a run */
	struct sample	 third;		/* after the third */
	struct sample	 jump;		/* 2.5 s after a report about one */
	size_t		 looks, kept, sharp;
	int		 writes;
	double		 minutes;
};

/* A poll must have seen the report first: looks right after it do not count. */
static void
tally_look(void *arg, const struct sim_look *l)
{
	struct tally *t = arg;
	double off = fabs(l->off_s);
	bool seen = l->since_report_s > l->poll_s + 0.3;

	t->looks++;
	t->kept += l->accuracy_s < 0 || off <= l->accuracy_s;
	t->sharp += l->accuracy_s >= 0 && l->accuracy_s <= 0.5;
	if (seen && l->playing && l->reports >= 2)
		sample_add(&t->steady, off);
	if (seen && l->playing && l->reports >= 3)
		sample_add(&t->third, off);
	if (l->reports >= 1 && l->since_first_s >= 2.5 && !l->rate_run)
		sample_add(&t->jump, off);
}

static void
tally_free(struct tally *t)
{
	free(t->steady.v);
	free(t->third.v);
	free(t->jump.v);
}

/* Limits; 0: none. */
struct bounds {
	double	half_s, nine_s;		/* steady: quantiles 0.5 and 0.9 */
	double	third_s;		/* after the third report: 0.5 */
	double	jump_s;			/* after pause and seek: 0.9 */
	double	kept, sharp;		/* fractions of all looks */
	double	writes;			/* per minute */
};

/* With the time of each report, and without. */
#define KNOWN	0.1, 0.3, 0.1, 0.45, 0.98, 0.5, 3
#define UNKNOWN	0.4, 0, 0.4, 0, 0.98, 0.5, 4
/* A viewer who seeks and pauses a lot, and a player that omits reports. */
#define BUSY	0.1, 0.3, 0.1, 0, 0.98, 0.5, 5
/*
 * What began since the last report shows only in the next, and a stall shorter
 * than the polling interval perhaps not even then.  Keeping more than this would
 * leave less than half of the looks sharp.
 */
#define BUSIER	0.1, 0.3, 0.1, 0, 0.975, 0.5, 5

#define JELLYFIN(...)	{ .server = SIM_JELLYFIN, __VA_ARGS__ }
#define PLEX(...)	{ .server = SIM_PLEX, __VA_ARGS__ }
#define EVENTS(...)	{ .server = SIM_PLEX_EVENTS, __VA_ARGS__ }
#define EMBY(...)	{ .server = SIM_EMBY, __VA_ARGS__ }

static const struct {
	const char	*name;
	struct sim	 sim;
	struct bounds	 want;
} cases[] = {
	{ "Jellyfin", JELLYFIN(), { KNOWN } },
	{ "values that are fresh", JELLYFIN(.late_s = 0.01), { KNOWN } },
	{ "values up to 0.4 s old", JELLYFIN(.late_s = 0.4), { KNOWN } },
	{ "asked every 0.25 s", JELLYFIN(.poll_s = 0.25), { KNOWN } },
	{ "asked every 5 s", JELLYFIN(.poll_s = 5), { KNOWN } },
	{ "reports every 30 s", JELLYFIN(.report_s = 30), { KNOWN } },
	{ "reports every 5 s", JELLYFIN(.report_s = 5), { KNOWN } },
	{ "reports every second", JELLYFIN(.report_s = 1),
	    { 0, 0, 0, 0.3, 0.98, 0.5, 3 } },
	{ "server's clock ahead", JELLYFIN(.ahead_s = 37), { KNOWN } },
	{ "server's clock behind", JELLYFIN(.ahead_s = -3700), { KNOWN } },
	{ "it tells no time", JELLYFIN(.ahead_s = 37, .no_time = true),
	    { UNKNOWN } },
	{ "nor a Date", JELLYFIN(.ahead_s = 37, .no_time = true,
	    .no_date = true), { UNKNOWN } },
	{ "its Date is 2 min ahead", JELLYFIN(.date_off_s = 120,
	    .no_time = true), { UNKNOWN } },
	{ "a slow network", JELLYFIN(.net_s = 0.2),
	    { 0.15, 0.3, 0.15, 0.45, 0.98, 0.5, 4 } },
	{ "a busy server", JELLYFIN(.busy_s = 0.4), { KNOWN } },
	{ "other requests", JELLYFIN(.others_s = 0.8, .busy_s = 0.1),
	    { KNOWN } },
	{ "seeks", JELLYFIN(.seek_s = 60),
	    { 0.1, 0.3, 0.1, 0.45, 0.98, 0.5, 5 } },
	{ "pauses", JELLYFIN(.pause_s = 60),
	    { 0.1, 0.3, 0.1, 0.45, 0.98, 0.5, 5 } },
	{ "pauses within a poll", JELLYFIN(.pause_s = 60,
	    .pause_for_s = 0.8), { 0.1, 0.3, 0.1, 0.45, 0.98, 0.5, 5 } },
	{ "stalls", JELLYFIN(.stall_s = 90), { BUSY } },
	{ "rates", JELLYFIN(.rate_s = 90), { BUSY } },
	{ "everything", JELLYFIN(.seek_s = 120, .pause_s = 120,
	    .stall_s = 300, .rate_s = 300, .others_s = 2), { BUSIER } },

	{ "Plex, polled", PLEX(), { UNKNOWN } },
	{ "Plex, fresh values", PLEX(.late_s = 0.01), { UNKNOWN } },
	{ "Plex, in step", PLEX(.poll_s = 1),
	    { 0.4, 0, 0.4, 0, 0.98, 0, 4 } },
	{ "Plex, every 0.25 s", PLEX(.poll_s = 0.25), { UNKNOWN } },
	{ "Plex, seeks and pauses", PLEX(.seek_s = 90, .pause_s = 90),
	    { 0.4, 0, 0.4, 0, 0.975, 0.45, 6 } },
	{ "Plex, stalls", PLEX(.stall_s = 120),
	    { 0.4, 0, 0.4, 0, 0.96, 0.5, 5 } },
	{ "Plex, rates", PLEX(.rate_s = 120),
	    { 0.4, 0, 0.4, 0, 0.96, 0.5, 5 } },
	{ "Plex, events", EVENTS(), { KNOWN } },
	{ "events, seeks and pauses", EVENTS(.seek_s = 90, .pause_s = 90),
	    { 0.1, 0.3, 0.1, 0.45, 0.98, 0.5, 5 } },
	{ "events, rates", EVENTS(.rate_s = 90), { BUSIER } },

	{ "Emby", EMBY(), { UNKNOWN } },
	{ "Emby that counts on", EMBY(.counts = true), { UNKNOWN } },
	{ "Emby, other requests", EMBY(.others_s = 1, .seek_s = 120),
	    { 0.4, 0, 0.4, 0, 0.98, 0.5, 5 } },
	{ "Emby, rates", EMBY(.rate_s = 90),
	    { 0.4, 0, 0.4, 0, 0.98, 0.5, 5 } },
};

static void
quantile_check(const char *name, struct sample *s, double part, double want)
{
	double got = sample_quantile(s, part);

	if (want > 0)
		ok(got <= want, "%s: %.0f of 100 looks within %.3f s", name,
		    part * 100, got);
}

static void
tally_check(const char *name, struct tally *t, const struct bounds *want)
{
	double looks = (double)t->looks;

	quantile_check(name, &t->steady, 0.5, want->half_s);
	quantile_check(name, &t->steady, 0.9, want->nine_s);
	quantile_check(name, &t->third, 0.5, want->third_s);
	quantile_check(name, &t->jump, 0.9, want->jump_s);
	ok((double)t->kept / looks >= want->kept,
	    "%s: the accuracy is kept in %.1f of 100", name,
	    100 * (double)t->kept / looks);
	ok((double)t->sharp / looks >= want->sharp,
	    "%s: and is 0.5 s or less in %.0f", name,
	    100 * (double)t->sharp / looks);
	ok(t->writes <= want->writes * t->minutes,
	    "%s: %.1f writes a minute", name, t->writes / t->minutes);
}

static void
simulations(void)
{
	size_t i;
	unsigned seed;

	for (i = 0; i < COUNT(cases); i++) {
		struct sim sim = sim_fill(&cases[i].sim);
		struct tally t = { 0 };

		for (seed = 1; seed <= RUNS; seed++)
			sim_run(&sim, seed, tally_look, &t,
			    &t.writes);
		t.minutes = RUNS * sim.lasts_s / 60;
		tally_check(cases[i].name, &t, &cases[i].want);
		tally_free(&t);
	}
}

/* One answer of the recorded server. */
struct line {
	double		 t_s, truth_s;
	struct sighting	 answer;
	const char	*note;
};

static int64_t
stamp(struct json_object *o, const char *key)
{
	int64_t ms = 0;

	timestamp_parse(json_get_str(o, key), &ms);
	return ms;
}

static size_t
recording_read(struct arena *a, struct line **out)
{
	size_t len, n = 0;
	char *text = fixture_read(a, "position_jellyfin_web.jsonl", &len);
	struct line *v = arena_alloc(a, 1000 * sizeof(*v));
	char *rest = NULL, *l = strtok_r(text, "\n", &rest);

	for (; l && n < 1000; l = strtok_r(NULL, "\n", &rest)) {
		AUTO(json_freep)
		struct json_object *o = json_parse(l, strlen(l));

		v[n++] = (struct line){
			.t_s = json_object_get_double(json_get(o, "t")),
			.truth_s = json_object_get_double(json_get(o, "truth")),
			.note = arena_strdup(a, json_get_str(o, "note")),
			.answer = {
				.value_s = json_object_get_double(json_get(o,
				    "ticks")) / 1e7,
				.state = json_get_bool(o, "paused")
				    ? PLAY_PAUSED : PLAY_PLAYING,
				.checkin_ms = stamp(o, "checkin"),
				.activity_ms = stamp(o, "activity"),
				.counts_on = true, .first_s = 1,
			},
		};
	}
	*out = v;
	return n;
}

struct replay {
	const struct line *v;
	size_t		 n;
	double		 ahead_s;	/* added to the server's clock */
	int		 every;		/* polls use every so many-th answer */
	int		 phase;
	bool		 no_time;
};

#define BOOT_MS	INT64_C(5000000)

static int64_t
line_boot_ms(const struct replay *r, const struct line *l)
{
	return BOOT_MS + llround((l->t_s - r->v[0].t_s) * 1000);
}

static void
replay_clock(const struct replay *r, const struct line *l,
    struct server_clock *clock, struct sighting *s)
{
	int64_t server_ms = llround((l->t_s + r->ahead_s) * 1000);
	struct server_clock_exchange x = { s->asked_ms, s->at_ms };

	server_clock_add_date(clock, &x, server_ms / 1000 * 1000);
	server_clock_add_stamp(clock, s->at_ms, 0, s->activity_ms);
	if (!r->no_time)
		server_clock_add_answer(clock, &x, server_ms, server_ms);
	s->is_clock_known = server_clock_get(clock, s->at_ms, &s->clock);
}

/* When the state that a note names begins, in the player's time. */
struct since {
	int	reports;
	int64_t	checkin_ms;
	bool	rate_run;
	const char *note;
	double	report_t_s, first_t_s;
};

static void
since_next(struct since *s, const struct line *l)
{
	if (!s->note || strcmp(s->note, l->note)) {
		s->reports = 0;
		s->rate_run = !strncmp(l->note, "rate", 4);
	}
	s->note = l->note;
	if (l->answer.checkin_ms != s->checkin_ms) {
		s->reports++;
		s->report_t_s = l->t_s;
		if (s->reports == 1)
			s->first_t_s = l->t_s;
	}
	s->checkin_ms = l->answer.checkin_ms;
}

/* Looks at every line; polls at some of them. */
static void
replay_run(const struct replay *r, struct tally *t)
{
	struct playhead head;
	struct server_clock clock = { 0 };
	struct since since = { 0 };
	int64_t before = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < r->n; i++) {
		const struct line *l = &r->v[i];
		int64_t now = line_boot_ms(r, l);
		struct session s;

		since_next(&since, l);
		if ((int)i % r->every == r->phase) {
			struct sighting a = l->answer;

			a.at_ms = now;
			a.asked_ms = now - 2;
			a.before_ms = before;
			a.every_ms = 1000;
			a.checkin_ms += llround(r->ahead_s * 1000);
			a.activity_ms += llround(r->ahead_s * 1000);
			replay_clock(r, l, &clock, &a);
			if (any)
				t->writes += playhead_next(&head, &a);
			else
				playhead_start(&head, &a);
			any = true;
			before = a.asked_ms;
		}
		if (!any)
			continue;
		s = (struct session){ .state = head.state,
		    .position = head.position };
		tally_look(t, &(struct sim_look){
			.off_s = session_position(&s, now) - l->truth_s,
			.accuracy_s = session_accuracy(&s, now),
			.reports = since.reports,
			.since_report_s = l->t_s - since.report_t_s,
			.since_first_s = l->t_s - since.first_t_s,
			.playing = l->answer.state == PLAY_PLAYING,
			.rate_run = since.rate_run,
			.poll_s = r->every * 0.33,
		});
	}
	t->minutes += (r->v[r->n - 1].t_s - r->v[0].t_s) / 60;
}

/*
 * A rate of 1.5 begins half a second before a report, which does not show it;
 * ten seconds pass until the next.  To keep 98 of 100 there, no more than a
 * third of any time between two reports could be sharp.
 */
static void
recording(const char *name, struct replay r)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct bounds want = { r.no_time ? 0.4 : 0.1, r.no_time ? 0 : 0.3,
	    r.no_time ? 0.4 : 0.1, r.no_time ? 0.6 : 0.3,
	    r.every > 3 ? 0.9 : 0.955, 0.5, 5 };
	struct tally t = { 0 };
	struct line *v;

	r.n = recording_read(&a, &v);
	r.v = v;
	for (r.phase = 0; r.phase < r.every; r.phase++)
		replay_run(&r, &t);
	tally_check(name, &t, &want);
	tally_free(&t);
}

int
main(void)
{
	recording("recorded, every answer", (struct replay){ .every = 1 });
	recording("recorded, every second", (struct replay){ .every = 3 });
	recording("recorded, every 5 s", (struct replay){ .every = 15 });
	recording("recorded, clock ahead", (struct replay){ .every = 3,
	    .ahead_s = 37 });
	recording("recorded, no time", (struct replay){ .every = 3,
	    .ahead_s = 37, .no_time = true });
	simulations();
	return done();
}
