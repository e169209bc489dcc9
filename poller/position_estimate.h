/*
 * Estimates a player's position, rate and accuracy from its reports.  Pure: all
 * times come from outside.
 *
 * A report is late, never early: it gives the player's position some moments
 * before.  So each is a lower bound of position minus time, and over a steady
 * run (no pause, seek, stall or new rate) the largest bound is the best.  If
 * only the polls around a report are known, it is an upper bound too.
 */
#ifndef POSITION_ESTIMATE_H
#define POSITION_ESTIMATE_H

#include <stdbool.h>
#include <stddef.h>

#define ESTIMATE_REPORTS	6	/* of the run; older ones drift */
#define ESTIMATE_GAPS		4

struct estimate_report {
	double	value_s;	/* position of the player ... */
	double	early_s;	/* ... at a boot time between this */
	double	late_s;		/* and this */
};

struct estimate {
	struct estimate_report	 run[ESTIMATE_REPORTS];	/* oldest first */
	size_t			 n;		/* 0: it does not play */
	double			 gaps[ESTIMATE_GAPS];	/* between reports */
	size_t			 ngaps;
	double			 rate;
	bool			 is_rate_reported;	/* by the server */
	bool			 follows_break;	/* run[0] is after a jump */
	bool			 is_doubtful;	/* the rate may be another */
};

/* Not playing, at rate 1. */
void	estimate_init(struct estimate *);
/* The first report after a start, a pause or a seek. */
void	estimate_start(struct estimate *, const struct estimate_report *);
/* The next report, which continues the run or starts a new one. */
void	estimate_add(struct estimate *, const struct estimate_report *);
/* The server reports this rate, from now on. */
void	estimate_set_rate(struct estimate *, double rate, double boot_s);
/* A pause; keeps the rate. */
void	estimate_stop(struct estimate *);

double	estimate_position(const struct estimate *, double boot_s);
/* How far that can be off, in seconds, at the time of the last report. */
double	estimate_accuracy(const struct estimate *);
/* Seconds between two reports; 0: unknown or in doubt. */
double	estimate_report_gap(const struct estimate *);

#endif
