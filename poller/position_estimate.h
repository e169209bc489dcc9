/*
 * Where a player is, from what it reports: reports in, position, rate and
 * accuracy out.  Pure: all times come from outside.
 *
 * A report is late, never early: it says where the player was some moments
 * before.  So each bounds position less time from below, and over a steady
 * run, with no pause, seek, stall or new rate, the largest bound is the best.
 * Where only the polls around a report are known it bounds from above too.
 */
#ifndef POSITION_ESTIMATE_H
#define POSITION_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#define ESTIMATE_REPORTS	6	/* of the run; older ones drift */
#define ESTIMATE_GAPS		4

struct estimate_report {
	double	value_s;	/* the player was here ... */
	double	early_s;	/* ... at a boot time not before this */
	double	late_s;		/* and not after that */
};

struct estimate {
	struct estimate_report	 run[ESTIMATE_REPORTS];	/* oldest first */
	size_t			 n;		/* 0: not under way */
	double			 gaps[ESTIMATE_GAPS];	/* between reports */
	size_t			 ngaps;
	double			 rate;
	bool			 is_rate_reported;	/* the server says it */
	bool			 follows_break;	/* run[0] follows a jump */
	bool			 is_doubtful;	/* the rate may be another */
};

/* Not under way, at the usual rate. */
void	estimate_init(struct estimate *);
/* The first report after a start, a pause or a seek. */
void	estimate_start(struct estimate *, const struct estimate_report *);
/* The next report: it goes on with the run, or ends it and begins another. */
void	estimate_add(struct estimate *, const struct estimate_report *);
/* A rate that the server says, from now on. */
void	estimate_set_rate(struct estimate *, double rate, double boot_s);
/* A pause: it keeps its rate. */
void	estimate_stop(struct estimate *);

double	estimate_position(const struct estimate *, double boot_s);
/* So far can that be off, at the time of the last report. */
double	estimate_accuracy(const struct estimate *);
/* Time between two reports; 0: not known, or the next may say otherwise. */
double	estimate_report_gap(const struct estimate *);

#endif
