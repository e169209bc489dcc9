/*
 * A player whose position is known, the media server that it reports to, and
 * the poller that asks that server; in steps of 5 ms, without a real clock.
 */
#ifndef PLAYER_SIM_H
#define PLAYER_SIM_H

#include <stdbool.h>
#include <stdint.h>

#include "poller/playhead.h"

enum sim_server { SIM_JELLYFIN, SIM_PLEX, SIM_PLEX_EVENTS, SIM_EMBY };

/* What there is to vary, in seconds; 0: see sim_fill(). */
struct sim {
	enum sim_server	 server;
	double		 poll_s;
	double		 report_s;	/* by its timer */
	double		 late_s;	/* a value is up to so old */
	double		 net_s;		/* each way takes up to that */
	double		 ahead_s;	/* the server's clock */
	double		 tick_s;	/* the server's timer is so late */
	double		 busy_s;	/* it stores a report so long */
	bool		 no_time;	/* it cannot be asked for the time */
	bool		 no_date;	/* and sends no Date */
	double		 date_off_s;	/* what sends Date has another clock */
	double		 others_s;	/* other requests come so often, or 0 */
	double		 seek_s, pause_s, stall_s, rate_s; /* so often, or 0 */
	double		 pause_for_s;	/* up to */
	bool		 counts;	/* Emby that counts on */
	double		 lasts_s;
};

/* One look at what is published. */
struct sim_look {
	double	off_s;		/* published less true */
	double	accuracy_s;
	int	reports;	/* since the last jump, stall or new rate */
	double	since_report_s;	/* since the last report was there */
	double	since_first_s;	/* since the first after that */
	double	poll_s;		/* between two polls */
	bool	playing;
	bool	rate_run;	/* the last break was a new rate */
};

/* What is usual, where nothing is said. */
struct sim	sim_fill(const struct sim *);

void	sim_run(const struct sim *, unsigned seed,
	    void (*look)(void *, const struct sim_look *), void *,
	    int *writes);

#endif
