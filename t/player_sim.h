/*
 * Simulates, in steps of 5 ms and without a real clock, a player whose position
 * is known, the media server that it reports to, and the poller.
 */
#ifndef PLAYER_SIM_H
#define PLAYER_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "poller/playhead.h"

enum sim_server { SIM_JELLYFIN, SIM_PLEX, SIM_PLEX_EVENTS, SIM_EMBY };

/* Parameters, in seconds; 0: the default of sim_fill(). */
struct sim {
	enum sim_server	 server;
	double		 poll_s;
	double		 report_s;	/* interval of its timer */
	double		 late_s;	/* largest age of a value */
	double		 net_s;		/* largest delay each way */
	double		 ahead_s;	/* of the server's clock */
	double		 tick_s;	/* delay of the server's timer */
	double		 busy_s;	/* time to store a report */
	bool		 no_time;	/* the server does not tell the time */
	bool		 no_date;	/* and sends no Date */
	double		 date_off_s;	/* of the clock that Date is from */
	double		 others_s;	/* interval of other requests, or 0 */
	double		 seek_s, pause_s, stall_s, rate_s; /* intervals, or 0 */
	double		 pause_for_s;	/* at most */
	bool		 counts;	/* as an Emby that counts on */
	double		 lasts_s;
};

/* One look at the published position. */
struct sim_look {
	double	off_s;		/* published minus true */
	double	accuracy_s;
	int	reports;	/* since the last jump, stall or new rate */
	double	since_report_s;	/* since the last report arrived */
	double	since_first_s;	/* since the first after that */
	double	poll_s;		/* between two polls */
	bool	playing;
	bool	rate_run;	/* the last break was a new rate */
};

/* Sets parameters that are 0 to typical values. */
struct sim	sim_fill(const struct sim *);

void	sim_run(const struct sim *, unsigned seed,
	    void (*look)(void *, const struct sim_look *), void *,
	    int *writes);

#endif
