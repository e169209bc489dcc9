#include "config.h"

#include <math.h>

#include "position_estimate.h"
#include "base/cleanup.h"

#define BREAK_S		0.6	/* off by more: the run has ended */
#define SLIP_S		0.3	/* off by more twice: a short stall */
#define SHARP_S		0.25	/* a report dated this well is sharp */
#define LATE_S		0.12	/* typical delay of a report */
/* A short stall and a late report, together, show in no report. */
#define UNSEEN_S	(SLIP_S + LATE_S)
#define UNKNOWN_S	8	/* bounds wider than this: use the lower */
#define MATCH_S		0.45	/* two reports this close agree on a rate */
#define BLUR_S		0.2	/* error beside that of the bounds */
#define ON_TIME		0.1	/* part of the gap that reports vary by */
#define GAP_MIN_S	4	/* least gap while none is known */
#define GAP_MAX_S	35	/* longer: reports were lost */

/* Rates that players offer; any other counts as 1. */
static const double rates[] = { 1, 0.5, 0.75, 1.25, 1.5, 1.75, 2 };

/* Bounds of position minus rate times time. */
struct estimate_span {
	double	lo, hi;
};

static struct estimate_span
estimate_report_span(const struct estimate_report *r, double rate)
{
	return (struct estimate_span){ r->value_s - rate * r->late_s,
	    r->value_s - rate * r->early_s };
}

/* Bounds from all reports of the run; *spread: range of the lower bounds. */
static struct estimate_span
estimate_run_span(const struct estimate *e, double *spread)
{
	struct estimate_span all = { -INFINITY, INFINITY };
	double least = INFINITY;
	size_t i;

	for (i = 0; i < e->n; i++) {
		struct estimate_span s = estimate_report_span(&e->run[i],
		    e->rate);

		all.lo = fmax(all.lo, s.lo);
		all.hi = fmin(all.hi, s.hi);
		least = fmin(least, s.lo);
	}
	*spread = all.lo - least;
	all.hi = fmax(all.lo, all.hi);
	return all;
}

static bool
estimate_run_is_sharp(const struct estimate *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->run[i].late_s - e->run[i].early_s > SHARP_S)
			return false;
	return true;
}

static bool
estimate_span_is_unknown(const struct estimate *e,
    const struct estimate_span *s)
{
	return e->n == 1 && s->hi - s->lo > UNKNOWN_S * e->rate;
}

/* Even the best report is late, but by less the more reports there are. */
static double
estimate_run_offset(const struct estimate *e)
{
	double spread, late = LATE_S / 2;
	struct estimate_span s = estimate_run_span(e, &spread);

	if (estimate_span_is_unknown(e, &s))
		return s.lo;
	if (estimate_run_is_sharp(e))
		late = (spread / e->rate + LATE_S) / (double)(e->n + 1);
	return (s.lo + s.hi) / 2 + late * e->rate;
}

void
estimate_init(struct estimate *e)
{
	*e = (struct estimate){ .rate = 1 };
}

static void
estimate_run_begin(struct estimate *e, const struct estimate_report *r)
{
	e->run[0] = *r;
	e->n = 1;
}

void
estimate_start(struct estimate *e, const struct estimate_report *r)
{
	estimate_run_begin(e, r);
	e->follows_break = true;
	e->is_doubtful = false;
}

void
estimate_stop(struct estimate *e)
{
	e->n = 0;
	e->is_doubtful = false;
}

static void
estimate_run_drop(struct estimate *e, size_t n)
{
	size_t i;

	for (i = n; i < e->n; i++)
		e->run[i - n] = e->run[i];
	e->n -= n;
	if (n)
		e->follows_break = false;
}

static double
estimate_lower_bound(const struct estimate *e, size_t i)
{
	return estimate_report_span(&e->run[i], e->rate).lo;
}

/* Drops reports that no longer fit. */
static void
estimate_run_trim(struct estimate *e)
{
	double spread, lo = estimate_run_span(e, &spread).lo;
	double slip = SLIP_S * fmax(1, e->rate);

	if (e->n < 2 || !estimate_run_is_sharp(e))
		return;
	if (e->n > 2 && estimate_lower_bound(e, e->n - 1) < lo - slip &&
	    estimate_lower_bound(e, e->n - 2) < lo - slip)
		estimate_run_drop(e, e->n - 2);
	/* After a seek, players report first and play a moment later. */
	else if (e->follows_break && estimate_lower_bound(e, 0) >= lo &&
	    (e->n > 2 || estimate_lower_bound(e, 1) < lo - SHARP_S))
		estimate_run_drop(e, 1);
}

static void
estimate_run_push(struct estimate *e, const struct estimate_report *r)
{
	if (e->n == ESTIMATE_REPORTS)
		estimate_run_drop(e, 1);
	e->run[e->n++] = *r;
	estimate_run_trim(e);
}

static double
estimate_longest_gap(const struct estimate *e)
{
	double gap = 0;
	size_t i;

	for (i = 0; i < e->ngaps && i < ESTIMATE_GAPS; i++)
		gap = fmax(gap, e->gaps[i]);
	return gap;
}

/* Whether a timer sent it; players also report when they are operated. */
static bool
estimate_is_on_time(const struct estimate *e, const struct estimate_report *r)
{
	const struct estimate_report *last = &e->run[e->n - 1];
	double gap = r->late_s - last->late_s, usual = estimate_longest_gap(e);
	double blur = r->late_s - r->early_s + last->late_s - last->early_s;

	if (usual <= 0)
		return gap > GAP_MIN_S;
	return fabs(gap - usual) <= ON_TIME * usual + blur;
}

static void
estimate_note_gap(struct estimate *e, const struct estimate_report *r)
{
	const struct estimate_report *last = &e->run[e->n - 1];
	double gap = r->late_s - last->late_s;

	if (gap > last->late_s - last->early_s && gap < GAP_MAX_S)
		e->gaps[e->ngaps++ % ESTIMATE_GAPS] = gap;
}

/* The distance between two spans; 0 if they overlap. */
static double
estimate_span_distance(const struct estimate_span *a,
    const struct estimate_span *b)
{
	return fmax(fmax(a->lo - b->hi, b->lo - a->hi), 0);
}

static double
estimate_middle_slope(const struct estimate_report *a,
    const struct estimate_report *b)
{
	double gap = (b->late_s + b->early_s - a->late_s - a->early_s) / 2;

	return gap > 0 ? (b->value_s - a->value_s) / gap : 0;
}

/* The rate that fits both reports; 0: none. */
static double
estimate_find_rate(const struct estimate_report *a,
    const struct estimate_report *b)
{
	double slope = estimate_middle_slope(a, b), best = 0;
	size_t i;

	for (i = 0; i < COUNT(rates); i++) {
		struct estimate_span s = estimate_report_span(a, rates[i]);
		struct estimate_span t = estimate_report_span(b, rates[i]);

		if (estimate_span_distance(&s, &t) <=
			MATCH_S * fmax(1, rates[i]) &&
		    (!best || fabs(rates[i] - slope) < fabs(best - slope)))
			best = rates[i];
	}
	return best;
}

/* A slope between rate and 1: it went back to 1 between the reports. */
static bool
estimate_rate_is_back(double rate, double slope)
{
	return rate > 1 ? slope < rate && slope > 0.95
	    : rate < 1 && slope > rate && slope < 1.05;
}

static void
estimate_learn_rate(struct estimate *e, const struct estimate_report *r)
{
	struct estimate_report last = e->run[e->n - 1];
	double slope = estimate_middle_slope(&last, r);
	double rate = estimate_find_rate(&last, r);

	if (estimate_rate_is_back(e->rate, slope) && rate != 1)
		rate = 0;
	e->rate = rate ? rate : 1;
	e->n = 0;
	if (rate)
		estimate_run_begin(e, &last);
	estimate_run_push(e, r);
	e->follows_break = false;
	e->is_doubtful = true;
}

/* It barely fits: what began shortly before it will show in the next one. */
static bool
estimate_is_surprised(const struct estimate *e, const struct estimate_span *s,
    const struct estimate_span *all)
{
	double slip = SLIP_S * fmax(1, e->rate);

	return s->lo - all->hi > slip || all->lo - s->hi > slip;
}

void
estimate_add(struct estimate *e, const struct estimate_report *r)
{
	struct estimate_span s = estimate_report_span(r, e->rate), all;
	bool on_time = estimate_is_on_time(e, r);
	double spread, limit = on_time ? BREAK_S : SLIP_S;

	all = estimate_run_span(e, &spread);
	estimate_note_gap(e, r);
	if (s.lo - all.hi <= BREAK_S && all.lo - s.hi <= limit) {
		e->is_doubtful = estimate_is_surprised(e, &s, &all);
		estimate_run_push(e, r);
	} else if (on_time && !e->is_rate_reported) {
		estimate_learn_rate(e, r);
	} else {
		estimate_start(e, r);
	}
}

void
estimate_set_rate(struct estimate *e, double rate, double boot_s)
{
	double now = estimate_position(e, boot_s);

	if (e->n && rate != e->rate)
		estimate_run_begin(e, &(struct estimate_report){
		    now - rate * LATE_S / 2, boot_s, boot_s });
	e->rate = rate;
	e->is_rate_reported = true;
}

double
estimate_position(const struct estimate *e, double boot_s)
{
	return e->n ? estimate_run_offset(e) + e->rate * boot_s : 0;
}

double
estimate_accuracy(const struct estimate *e)
{
	double spread, blur = BLUR_S * fmax(1, e->rate);
	struct estimate_span s = estimate_run_span(e, &spread);

	if (estimate_span_is_unknown(e, &s))
		return s.hi - s.lo;
	return fmax((s.hi - s.lo) / 2 + blur, UNSEEN_S);
}

double
estimate_report_gap(const struct estimate *e)
{
	return e->is_doubtful ? 0 : estimate_longest_gap(e);
}
