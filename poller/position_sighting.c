#include "config.h"

#include <math.h>

#include "position_sighting.h"

#define SAME_S		5e-5	/* closer values are equal, but for rounding */
#define LEAST_S		0.05	/* less is not worth a revision */
#define EARLY_S		0.03	/* a tick of the timer is early by no more */
#define FIRST_TICK_S	0.95	/* an earlier tick is the old timer's */
#define TICK_S		1.2	/* a tick comes at most so long after a sign */
#define WRONG_CLOCK_S	0.1	/* a clock that is off by more is not used */

static double
sighting_seconds(int64_t ms)
{
	return (double)ms / 1000;
}

static double
sighting_activity_age_s(const struct sighting *s)
{
	return s->activity_ms > s->checkin_ms
	    ? sighting_seconds(s->activity_ms - s->checkin_ms) : 0;
}

/* Since the check-in, by the server's clock; 0 when unknown. */
static double
sighting_clock_age_s(const struct sighting *s)
{
	return s->is_clock_known ? fmax(0, ((double)s->at_ms +
	    s->clock.lo_ms - (double)s->checkin_ms) / 1000) : 0;
}

/*
 * Seconds that the server added since the check-in.  Any request of the client
 * updates the activity too, so this may be one too many; then
 * sighting_read_same_checkin() revises it.
 */
static double
sighting_ticks_s(const struct sightings *a, const struct sighting *s)
{
	if (s->state != PLAY_PLAYING)
		return 0;
	if (!s->activity_ms)
		return sighting_seconds(s->at_ms) - a->report.late_s;
	return floor(sighting_activity_age_s(s) + EARLY_S);
}

static bool
sighting_is_whole_s(double s)
{
	return fabs(s - round(s)) < SAME_S;
}

/*
 * A report was stamped, but the timer of the report before overwrote its value.
 * The next tick will show the value that was reported.
 */
static bool
sighting_is_old_tick(const struct sighting *s, double base_s,
    int64_t checkin_ms)
{
	double more = s->value_s - base_s;
	double passed = sighting_seconds(s->checkin_ms - checkin_ms);

	return s->state == PLAY_PLAYING && s->activity_ms &&
	    sighting_activity_age_s(s) < FIRST_TICK_S && more > 0.5 &&
	    sighting_is_whole_s(more) && fabs(more - passed) < TICK_S;
}

/* Dates it between the polls around it, and by the server's clock. */
static struct estimate_report
sighting_checkin_report(const struct sightings *a, const struct sighting *s)
{
	double age = sighting_activity_age_s(s);
	double at = sighting_seconds(s->at_ms), late = at - age;
	double early = sighting_seconds(s->asked_ms) - age - TICK_S;
	double lo, hi;

	if (!s->activity_ms || s->state != PLAY_PLAYING)
		early = at - fmax(s->first_s, sighting_clock_age_s(s));
	if (a->has_any && s->before_ms)
		early = fmax(early, sighting_seconds(s->before_ms));
	early = fmin(early, late);
	lo = ((double)s->checkin_ms - s->clock.hi_ms) / 1000;
	hi = ((double)s->checkin_ms - s->clock.lo_ms) / 1000;
	if (s->is_clock_known && lo <= late + WRONG_CLOCK_S &&
	    hi >= early - WRONG_CLOCK_S) {
		early = fmin(fmax(early, lo), late);
		late = fmax(fmin(late, hi), early);
	}
	return (struct estimate_report){ s->value_s, early, late };
}

static enum sighting_news
sighting_read_new_checkin(struct sightings *a, const struct sighting *s)
{
	if (a->has_any) {
		a->before_s = a->base_s;
		a->before_checkin_ms = a->last.checkin_ms;
	}
	a->is_pending = a->has_any && sighting_is_old_tick(s, a->before_s,
	    a->before_checkin_ms);
	a->report = sighting_checkin_report(a, s);
	a->base_s = a->report.value_s = s->value_s - sighting_ticks_s(a, s);
	return a->is_pending ? SIGHTING_OLD : SIGHTING_REPORT;
}

/* The same check-in again: its value may be clearer now. */
static enum sighting_news
sighting_read_same_checkin(struct sightings *a, const struct sighting *s)
{
	double base = s->value_s - sighting_ticks_s(a, s);
	double off = base - a->base_s;
	bool was_pending = a->is_pending;

	if (s->state != a->last.state) {
		a->base_s = base;
		a->report = (struct estimate_report){ base,
		    sighting_seconds(s->before_ms ? s->before_ms : s->asked_ms),
		    sighting_seconds(s->at_ms) };
		a->is_pending = false;
		return SIGHTING_REPORT;
	}
	if (a->before_checkin_ms && sighting_is_old_tick(s, a->before_s,
	    a->before_checkin_ms))
		return SIGHTING_OLD;
	a->is_pending = false;
	/* A whole second less was a tick too many; another fraction is new. */
	if (was_pending || off > (s->activity_ms ? SAME_S : LEAST_S) ||
	    (s->activity_ms && !sighting_is_whole_s(off))) {
		a->base_s = a->report.value_s = base;
		return was_pending ? SIGHTING_REPORT : SIGHTING_REVISED;
	}
	return SIGHTING_OLD;
}

/* Whether the value is the server's own counting, not a report. */
static bool
sighting_is_server_count(const struct sightings *a, const struct sighting *s)
{
	double more = s->value_s - a->last.value_s;

	return s->counts_on && s->state == PLAY_PLAYING && more > 0.5 &&
	    sighting_is_whole_s(more) &&
	    more < sighting_seconds(s->at_ms - a->last.asked_ms) + TICK_S;
}

/* Without stamps, dates it by the polls around it, or by an event. */
static enum sighting_news
sighting_read_value(struct sightings *a, const struct sighting *s)
{
	double at = sighting_seconds(s->at_ms);
	bool same = a->has_any && s->state == a->last.state;

	if (same && (fabs(s->value_s - a->last.value_s) < SAME_S ||
	    sighting_is_server_count(a, s)))
		return SIGHTING_OLD;
	a->report = (struct estimate_report){ s->value_s, at - s->first_s, at };
	if (s->before_ms)
		a->report.early_s = fmax(a->report.early_s,
		    sighting_seconds(s->before_ms));
	if (s->event_ms) {
		a->report.late_s = fmin(at, sighting_seconds(s->event_ms));
		a->report.early_s = fmin(a->report.late_s,
		    sighting_seconds(s->event_early_ms));
	}
	return SIGHTING_REPORT;
}

enum sighting_news
sighting_read(struct sightings *a, const struct sighting *s,
    struct estimate_report *out)
{
	enum sighting_news news;

	if (s->value_s < 0)
		return SIGHTING_OLD;
	if (!s->checkin_ms)
		news = sighting_read_value(a, s);
	else if (!a->has_any || s->checkin_ms != a->last.checkin_ms)
		news = sighting_read_new_checkin(a, s);
	else
		news = sighting_read_same_checkin(a, s);
	a->last = *s;
	a->has_any = true;
	*out = a->report;
	return news;
}

/*
 * While it plays, the server's timer updates the activity each second, by the
 * same clock as the check-in; so their difference holds even if that is wrong.
 */
int64_t
sighting_age_ms(const struct sighting *s)
{
	if (!s->checkin_ms)
		return 0;
	if (s->activity_ms && s->state == PLAY_PLAYING)
		return (int64_t)(sighting_activity_age_s(s) * 1000);
	return (int64_t)(sighting_clock_age_s(s) * 1000);
}
