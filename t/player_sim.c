#include "config.h"

#include <math.h>
#include <stdlib.h>

#include "player_sim.h"

#define STEP_S	0.005
#define BOOT_S	5000		/* arbitrary */
#define WALL_S	1700000000

struct player {
	double	at_s, rate;
	bool	paused;
	double	stalled_until_s;
	double	told_s;		/* what a report gives ... */
	double	told_next_s;	/* ... until then */
	double	report_next_s;
	double	resume_s;
};

struct media_server {
	double		 value_s, base_s;	/* shown, and counted */
	double		 checkin_s, activity_s;	/* its clock */
	double		 tick_s;		/* next; 0: none */
	bool		 paused;
	double		 told_rate;
	double		 event_s;	/* arrives at the poller */
	double		 old_tick_s;	/* of the timer before ... */
	double		 old_value_s;	/* ... and what that counted */
	double		 old_until_s;
};

struct world {
	const struct sim *sim;
	unsigned	 seed;
	double		 now_s;
	struct player	 p;
	struct media_server m;
	double		 arrives_s, value_s, rate;	/* a report */
	bool		 arrives, arrives_paused;
	double		 asked_s, handled_s, answered_s, before_s;
	double		 next_poll_s, next_time_s;
	struct sighting	 answer;
	bool		 asking, handled, any;
	struct playhead	 head;
	struct server_clock clock;
	int64_t		 old_stamp_ms;
	int		 reports, writes;
	double		 report_at_s, first_at_s;
	bool		 rate_run;
};

static double
chance(struct world *w)
{
	return (rand_r(&w->seed) % 100000) / 100000.0;
}

/* An event that comes once in `every` seconds, on average. */
static bool
happens(struct world *w, double every_s)
{
	return every_s > 0 && chance(w) < STEP_S / every_s;
}

static int64_t
boot_ms(double s)
{
	return (int64_t)floor((BOOT_S + s) * 1000);
}

static int64_t
server_ms(const struct world *w, double s)
{
	return (int64_t)floor((WALL_S + w->sim->ahead_s + s) * 1000);
}

static void
report_send(struct world *w)
{
	struct player *p = &w->p;

	w->arrives = true;
	w->arrives_s = w->now_s + chance(w) * w->sim->net_s;
	w->value_s = p->told_s;
	w->arrives_paused = p->paused;
	w->rate = p->rate;
	p->report_next_s = w->now_s + w->sim->report_s;
}

static void
broke(struct world *w, bool rate)
{
	w->reports = 0;
	w->rate_run = rate;
}

static void
player_touch(struct world *w)
{
	static const double rates[] = { 0.5, 0.75, 1, 1, 1, 1.25, 1.5, 2 };
	const struct sim *sim = w->sim;
	struct player *p = &w->p;

	if (p->paused) {
		if (w->now_s < p->resume_s)
			return;
		p->paused = false;
		report_send(w);
		broke(w, false);
	} else if (happens(w, sim->pause_s)) {
		p->paused = true;
		p->told_s = p->at_s;
		p->resume_s = w->now_s + 0.1 + chance(w) * sim->pause_for_s;
		report_send(w);
		broke(w, false);
	} else if (happens(w, sim->seek_s)) {
		double to = p->at_s + (chance(w) - 0.4) * 300;

		p->at_s = p->told_s = to > 0 ? to : 0;
		p->stalled_until_s = w->now_s + chance(w) * 0.3;
		report_send(w);
		broke(w, false);
	} else if (happens(w, sim->stall_s)) {
		p->stalled_until_s = w->now_s + 0.2 + chance(w) * 4;
		broke(w, false);
	} else if (happens(w, sim->rate_s)) {
		p->rate = rates[rand_r(&w->seed) % 8];
		broke(w, true);
	}
}

static void
player_step(struct world *w)
{
	struct player *p = &w->p;

	player_touch(w);
	if (!p->paused && w->now_s >= p->stalled_until_s)
		p->at_s += p->rate * STEP_S;
	if (w->now_s >= p->told_next_s) {
		p->told_s = p->at_s;
		p->told_next_s = w->now_s + w->sim->late_s *
		    (0.3 + 0.7 * chance(w));
	}
	if (w->now_s >= p->report_next_s)
		report_send(w);
}

static void
report_take(struct world *w)
{
	struct media_server *m = &w->m;
	double busy = chance(w) * w->sim->busy_s;

	w->arrives = false;
	m->old_value_s = m->base_s;
	m->value_s = m->base_s = w->value_s;
	m->checkin_s = m->activity_s = w->now_s;
	m->paused = w->arrives_paused;
	m->told_rate = w->rate;
	/* The old timer runs on until the report is stored. */
	m->old_tick_s = m->tick_s;
	m->old_until_s = w->now_s + busy;
	m->tick_s = m->paused ? 0 : w->now_s + busy + 1 +
	    chance(w) * w->sim->tick_s;
	m->event_s = w->now_s + chance(w) * w->sim->net_s;
	w->report_at_s = w->now_s;
	if (!w->reports++)
		w->first_at_s = w->now_s;
}

static void
server_step(struct world *w)
{
	struct media_server *m = &w->m;
	bool counts = w->sim->server == SIM_JELLYFIN || w->sim->counts;

	/* The old timer ticks in between, with a wrong value. */
	if (counts && m->old_tick_s && m->old_tick_s < m->old_until_s &&
	    w->now_s >= m->old_tick_s && !m->paused) {
		m->value_s = m->old_value_s + 1;
		m->activity_s = w->now_s;
		m->old_tick_s = 0;
	}
	if (counts && m->tick_s && w->now_s >= m->tick_s) {
		m->value_s = m->base_s += 1;
		m->activity_s = w->now_s;
		m->tick_s += 1 + chance(w) * w->sim->tick_s;
	}
	if (happens(w, w->sim->others_s))
		m->activity_s = w->now_s;
	if (w->arrives && w->now_s >= w->arrives_s)
		report_take(w);
}

static void
answer_make(struct world *w)
{
	const struct sim *sim = w->sim;
	const struct media_server *m = &w->m;

	w->handled = true;
	w->answer = (struct sighting){
		.value_s = sim->server == SIM_PLEX ||
		    sim->server == SIM_PLEX_EVENTS
		    ? floor(m->value_s * 1000) / 1000 : m->value_s,
		.state = m->paused ? PLAY_PAUSED : PLAY_PLAYING,
		.counts_on = sim->server == SIM_JELLYFIN ||
		    sim->server == SIM_EMBY,
		.first_s = sim->server == SIM_JELLYFIN ? 1 : 10,
		.every_ms = (int)(sim->poll_s * 1000),
	};
	if (sim->server == SIM_EMBY)
		w->answer.rate = m->told_rate;
	if (sim->server == SIM_JELLYFIN)
		w->answer.checkin_ms = server_ms(w, m->checkin_s);
	if (sim->server == SIM_JELLYFIN || sim->server == SIM_EMBY)
		w->answer.activity_ms = server_ms(w, m->activity_s);
	if (sim->server == SIM_PLEX_EVENTS && m->event_s <= w->now_s)
		w->answer.event_ms = boot_ms(m->event_s);
	w->answer.event_early_ms = w->answer.event_ms - 100;
}

static void
clock_learn(struct world *w)
{
	const struct sim *sim = w->sim;
	struct server_clock_exchange x = { boot_ms(w->asked_s),
		boot_ms(w->answered_s) };
	int64_t stamp = w->answer.activity_ms;
	double date = floor(w->handled_s + sim->ahead_s + sim->date_off_s);

	if (!sim->no_date)
		server_clock_add_date(&w->clock, &x,
		    (int64_t)(WALL_S + date) * 1000);
	if (!sim->no_time && sim->server == SIM_JELLYFIN &&
	    w->now_s >= w->next_time_s) {
		w->next_time_s = w->now_s + 60;
		server_clock_add_answer(&w->clock, &x,
		    server_ms(w, w->handled_s), server_ms(w, w->handled_s));
	}
	if (stamp)
		server_clock_add_stamp(&w->clock, x.answered_ms,
		    w->old_stamp_ms && stamp > w->old_stamp_ms
		    ? w->answer.before_ms : 0, stamp);
	w->old_stamp_ms = stamp;
	w->answer.is_clock_known = server_clock_get(&w->clock, x.answered_ms,
	    &w->answer.clock);
}

static void
answer_take(struct world *w)
{
	w->answer.asked_ms = boot_ms(w->asked_s);
	w->answer.at_ms = boot_ms(w->answered_s);
	w->answer.before_ms = w->any ? boot_ms(w->before_s) : 0;
	clock_learn(w);
	if (!w->any)
		playhead_start(&w->head, &w->answer);
	else
		w->writes += playhead_next(&w->head, &w->answer);
	w->any = true;
	w->asking = false;
	w->before_s = w->asked_s;
}

static void
poller_step(struct world *w)
{
	if (!w->asking && w->now_s >= w->next_poll_s) {
		w->asking = true;
		w->handled = false;
		w->asked_s = w->now_s;
		w->handled_s = w->now_s + chance(w) * w->sim->net_s;
		w->answered_s = w->handled_s + chance(w) * w->sim->net_s;
		w->next_poll_s += w->sim->poll_s;
	}
	if (w->asking && !w->handled && w->now_s >= w->handled_s)
		answer_make(w);
	if (w->asking && w->handled && w->now_s >= w->answered_s)
		answer_take(w);
}

static struct sim_look
look_at(const struct world *w)
{
	struct session s = { .state = w->head.state,
	    .position = w->head.position };
	int64_t now = boot_ms(w->now_s);

	return (struct sim_look){
		.off_s = session_position(&s, now) - w->p.at_s,
		.accuracy_s = session_accuracy(&s, now),
		.reports = w->reports,
		.since_report_s = w->now_s - w->report_at_s,
		.since_first_s = w->now_s - w->first_at_s,
		.poll_s = w->sim->poll_s,
		.playing = !w->p.paused,
		.rate_run = w->rate_run,
	};
}

static double
usual(double v, double otherwise)
{
	return v != 0 ? v : otherwise;
}

struct sim
sim_fill(const struct sim *sim)
{
	struct sim s = *sim;

	/* The poll interval: polls and reports are not in step. */
	s.poll_s = usual(s.poll_s, 0.963);
	s.report_s = usual(s.report_s, 10);
	s.late_s = usual(s.late_s, 0.25);
	s.net_s = usual(s.net_s, 0.02);
	s.tick_s = usual(s.tick_s, 0.015);
	s.pause_for_s = usual(s.pause_for_s, 6);
	s.lasts_s = usual(s.lasts_s, 240);
	return s;
}

void
sim_run(const struct sim *sim, unsigned seed,
    void (*look)(void *, const struct sim_look *), void *arg, int *writes)
{
	struct world w = { .sim = sim, .seed = seed,
	    .p = { .at_s = 100, .rate = 1 } };
	int steps = 0;

	w.p.told_next_s = chance(&w) * sim->late_s;
	w.p.told_s = 100;
	w.arrives = true;		/* "it starts" */
	w.value_s = 100;
	w.rate = 1;
	w.p.report_next_s = sim->report_s;
	w.next_poll_s = 0.01 + chance(&w) * 12;
	for (; w.now_s < sim->lasts_s; w.now_s += STEP_S, steps++) {
		struct sim_look l;

		player_step(&w);
		server_step(&w);
		poller_step(&w);
		if (!w.any || steps % 20)
			continue;
		l = look_at(&w);
		look(arg, &l);
	}
	*writes += w.writes;
}
