#include "config.h"

#include <math.h>

#include "playhead.h"

#define OFF_S		0.25	/* a larger error is worth a write */
#define JUMP_S		0.6	/* back by less: it stands still instead */
#define ACCURACY_S	0.025	/* a difference that is worth a write */
#define PAUSED_S	0.1	/* accuracy: up to one frame more is shown */
#define BUFFERING_S	0.5	/* accuracy */
#define EXTEND_MS	15000	/* write a new limit when so little is left */
#define RESUME_S	0.2	/* part of a published accuracy that is model */
#define SAME_S		0.0005
#define LATE_MS		2500	/* a report this late does not come */
#define PHASE_MS	1500	/* a larger shift of the reports is new */

static int64_t
playhead_silent_ms(const struct sighting *s)
{
	int64_t polls = INT64_C(3) * s->every_ms;

	return polls > PLAYHEAD_SILENT_MS ? polls : PLAYHEAD_SILENT_MS;
}

static double
playhead_seconds(int64_t ms)
{
	return (double)ms / 1000;
}

/* The position that the database row gives. */
static double
playhead_published_s(const struct playhead *p, int64_t boot_ms)
{
	struct session s = { .state = p->state, .position = p->position };

	return session_position(&s, boot_ms);
}

/* Notes the published position and rate as those before that report. */
static void
playhead_note_break(struct playhead *p, double report_s)
{
	int64_t then = llround(report_s * 1000);
	double was_s = playhead_published_s(p, then);
	bool moved = p->state == PLAY_PLAYING && then < p->position.until_ms;

	/* Nothing is published yet, or this is already noted. */
	if (!p->position.until_ms || then == p->position.run_ms)
		return;
	p->position.was_s = was_s;
	p->position.was_rate = moved ? p->position.rate : 0;
	p->position.run_ms = then;
}

static void
playhead_hold(struct playhead *p, double at_s, double accuracy_s,
    int64_t boot_ms)
{
	playhead_note_break(p, p->seen.report.late_s);
	p->position.anchor_s = fmax(at_s, 0);
	p->position.anchor_ms = p->position.until_ms = boot_ms;
	p->position.stands_ms = 0;
	p->position.accuracy_s = accuracy_s;
	p->position.rate = p->estimate.rate;
}

static bool
playhead_is_gone(const struct playhead *p, const struct sighting *s)
{
	return s->at_ms - p->heard_ms > playhead_silent_ms(s);
}

/* The server counts on, so hold the last position that the client reported. */
static bool
playhead_next_ghost(struct playhead *p, const struct sighting *s)
{
	bool news = !p->is_ghost || p->state != s->state;

	if (!p->is_ghost)
		playhead_hold(p, p->seen.base_s, -1, s->at_ms);
	p->state = s->state;
	p->is_ghost = true;
	return news;
}

static void
playhead_note_reports(struct playhead *p)
{
	p->position.report_ms = llround(p->seen.report.late_s * 1000);
	p->position.report_every_ms = llround(
	    estimate_report_gap(&p->estimate) * 1000);
}

/* Never goes back in a run: the position stands still until it is right. */
static void
playhead_publish_run(struct playhead *p, const struct sighting *s,
    bool may_jump)
{
	double at = estimate_position(&p->estimate, playhead_seconds(s->at_ms));
	double back = playhead_published_s(p, s->at_ms) - at;
	double rate = p->estimate.rate;

	if (may_jump || p->estimate.n == 1 || rate != p->position.rate ||
	    fabs(back) > JUMP_S)
		playhead_note_break(p, p->estimate.run[0].late_s);
	if (may_jump || back < 0 || back > JUMP_S)
		back = 0;
	p->position.stands_ms = back > 0 ? s->at_ms : 0;
	p->position.anchor_s = fmax(at + back, 0);
	p->position.anchor_ms = s->at_ms + llround(back / rate * 1000);
	p->position.until_ms = p->heard_ms + playhead_silent_ms(s);
	p->position.accuracy_s = estimate_accuracy(&p->estimate);
	p->position.rate = rate;
	playhead_note_reports(p);
}

/* Whether reports still come at about the published times. */
static bool
playhead_is_in_phase(const struct playhead *p)
{
	const struct position *old = &p->position;
	int64_t every = llround(estimate_report_gap(&p->estimate) * 1000);
	int64_t off = llround(p->seen.report.late_s * 1000) - old->report_ms;

	if (!every || !old->report_every_ms)
		return every == old->report_every_ms;
	off %= old->report_every_ms;
	return off < PHASE_MS || off > old->report_every_ms - PHASE_MS;
}

/* Whether the published position needs an update. */
static bool
playhead_has_changed(const struct playhead *p, const struct sighting *s)
{
	double at = estimate_position(&p->estimate, playhead_seconds(s->at_ms));
	double accuracy = estimate_accuracy(&p->estimate);
	const struct position *old = &p->position;

	return fabs(playhead_published_s(p, s->at_ms) - at) > OFF_S ||
	    fabs(accuracy - old->accuracy_s) >= ACCURACY_S ||
	    p->estimate.rate != old->rate || !playhead_is_in_phase(p);
}

/* At a poll without news: extends the limits, or lets them expire. */
static bool
playhead_next_limits(struct playhead *p, const struct sighting *s)
{
	int64_t until = p->heard_ms + playhead_silent_ms(s);
	int64_t left = p->position.until_ms - s->at_ms;
	int64_t near = INT64_C(2) * s->every_ms;
	struct position *pos = &p->position;

	if (p->state != PLAY_PLAYING || pos->accuracy_s < 0)
		return false;
	if (s->at_ms >= until) {
		pos->accuracy_s = -1;
		pos->until_ms = until;
		return true;
	}
	if (pos->report_every_ms && s->at_ms - llround(p->seen.report.late_s *
	    1000) > pos->report_every_ms + LATE_MS + s->every_ms) {
		playhead_note_reports(p);
		pos->report_every_ms = 0;
		return true;
	}
	if (until <= pos->until_ms ||
	    left >= (near > EXTEND_MS ? near : EXTEND_MS))
		return false;
	playhead_publish_run(p, s, false);
	return true;
}

static bool
playhead_report_halted(struct playhead *p, const struct sighting *s)
{
	double value = p->seen.report.value_s;
	double accuracy = s->state == PLAY_PAUSED ? PAUSED_S : BUFFERING_S;
	bool same = !p->is_ghost && p->state == s->state &&
	    fabs(value - p->position.anchor_s) < SAME_S &&
	    p->position.accuracy_s >= 0;

	p->is_ghost = false;
	estimate_stop(&p->estimate);
	if (same)
		return false;
	playhead_hold(p, value, accuracy, s->at_ms);
	p->state = s->state;
	playhead_note_reports(p);
	return true;
}

static bool
playhead_report_playing(struct playhead *p, const struct sighting *s)
{
	bool began = p->state != PLAY_PLAYING || p->is_ghost ||
	    !p->estimate.n || p->position.accuracy_s < 0;

	if (began)
		estimate_start(&p->estimate, &p->seen.report);
	else
		estimate_add(&p->estimate, &p->seen.report);
	if (!began && !playhead_has_changed(p, s))
		return playhead_next_limits(p, s);
	playhead_publish_run(p, s, began);
	p->state = s->state;
	p->is_ghost = false;
	return true;
}

static bool
playhead_next_rate(struct playhead *p, const struct sighting *s)
{
	double old = p->estimate.rate;

	if (s->rate <= 0)
		return false;
	estimate_set_rate(&p->estimate, s->rate, playhead_seconds(s->at_ms));
	if (s->rate == old || s->state != PLAY_PLAYING || !p->estimate.n)
		return false;
	playhead_publish_run(p, s, false);
	return true;
}

/*
 * The client is alive if its check-in changes, whatever the clocks say; without
 * check-ins, if the value changes and activity does.  A server's own counting
 * looks the same as reports of whole seconds.
 */
static bool
playhead_is_alive(const struct sighting *s, const struct sighting *last)
{
	if (s->checkin_ms || last->checkin_ms)
		return s->checkin_ms != last->checkin_ms;
	return s->value_s != last->value_s &&
	    (!s->activity_ms || s->activity_ms != last->activity_ms);
}

bool
playhead_next(struct playhead *p, const struct sighting *s)
{
	bool alive = playhead_is_alive(s, &p->seen.last);
	struct estimate_report r;
	enum sighting_news news = sighting_read(&p->seen, s, &r);
	bool write = false;

	if (news == SIGHTING_REPORT || alive)
		p->heard_ms = s->at_ms;
	if (s->value_s >= 0)
		p->position.reported_s = s->value_s;
	if (s->checkin_ms && playhead_is_gone(p, s))
		return playhead_next_ghost(p, s);
	if (news == SIGHTING_REVISED)
		p->estimate = p->before;
	else if (news == SIGHTING_REPORT)
		p->before = p->estimate;
	write = playhead_next_rate(p, s);
	/* The rate changed before this report, which alone says where. */
	if (write && news == SIGHTING_REPORT)
		estimate_stop(&p->estimate);
	if (news == SIGHTING_OLD && s->state == p->state)
		return playhead_next_limits(p, s) || write;
	if (news == SIGHTING_OLD)	/* no new position */
		p->seen.report = (struct estimate_report){
		    playhead_published_s(p, s->at_ms),
		    playhead_seconds(s->at_ms), playhead_seconds(s->at_ms) };
	return (s->state == PLAY_PLAYING ? playhead_report_playing(p, s)
	    : playhead_report_halted(p, s)) || write;
}

static void
playhead_begin(struct playhead *p, const struct sighting *s)
{
	struct estimate_report r;

	*p = (struct playhead){ .state = s->state,
		.heard_ms = s->at_ms - sighting_age_ms(s) };
	estimate_init(&p->estimate);
	if (s->rate > 0)
		estimate_set_rate(&p->estimate, s->rate,
		    playhead_seconds(s->at_ms));
	p->before = p->estimate;
	p->position.reported_s = fmax(s->value_s, 0);
	sighting_read(&p->seen, s, &r);
}

void
playhead_start(struct playhead *p, const struct sighting *s)
{
	playhead_begin(p, s);
	if (s->checkin_ms && playhead_is_gone(p, s)) {
		playhead_next_ghost(p, s);
	} else if (s->value_s < 0) {
		playhead_hold(p, 0, -1, s->at_ms);
	} else if (s->state == PLAY_PLAYING) {
		estimate_start(&p->estimate, &p->seen.report);
		playhead_publish_run(p, s, true);
	} else {
		playhead_hold(p, s->value_s, s->state == PLAY_PAUSED ? PAUSED_S
		    : BUFFERING_S, s->at_ms);
	}
}

/* Starts the run with the published position as a first report. */
static void
playhead_resume_run(struct playhead *p, const struct session *old,
    const struct sighting *s)
{
	struct estimate_report r = p->seen.report;
	double now = session_position(old, s->at_ms);
	double blur = fmax(old->position.accuracy_s - RESUME_S, 0);

	if (old->position.rate > 0 && !p->estimate.is_rate_reported)
		p->estimate.rate = old->position.rate;
	now -= p->estimate.rate * (playhead_seconds(s->at_ms) - r.late_s);
	estimate_start(&p->estimate, &(struct estimate_report){ now,
	    r.late_s - blur, r.late_s + blur });
	if (s->value_s >= 0)
		estimate_add(&p->estimate, &r);
}

bool
playhead_resume(struct playhead *p, const struct session *old,
    const struct sighting *s)
{
	const struct position *was = &old->position;
	bool held = was->accuracy_s < 0;
	double reported = fmax(s->value_s, 0);

	playhead_start(p, s);
	if (p->is_ghost || old->state != s->state ||
	    (held && s->value_s >= 0) || (!held && s->at_ms >= was->until_ms &&
	    s->state == PLAY_PLAYING)) {
		if (!p->is_ghost || !held)
			return true;
		p->position = *was;
		return false;
	}
	if (s->state == PLAY_PLAYING && !held)
		playhead_resume_run(p, old, s);
	else if (s->value_s >= 0 && fabs(s->value_s - was->anchor_s) >= SAME_S)
		return true;
	p->position = *was;
	p->position.reported_s = reported;
	if (s->state != PLAY_PLAYING || held || !playhead_has_changed(p, s))
		return false;
	playhead_publish_run(p, s, true);
	return true;
}
