/*
 * What the two viewers of the demo do: a list of beats that repeats for ever.
 * Where they are, and what their players last reported, is a pure function of
 * the time since the demo began.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

/* Players report when something changes and every ten seconds besides. */
#define REPORT_SECONDS	10

struct beat {
	int	film;		/* index into films[] */
	double	from_s;		/* where in the film it begins */
	double	lasts_s;
	bool	is_paused;
};

struct script {
	const struct beat	*beats;
	size_t			 n;
	double			 begins_s;	/* into the script, at time 0 */
};

struct moment {
	int	film;
	bool	is_paused;
	double	position_s;		/* where the viewer truly is */
	double	reported_s;		/* where the player last said it was */
	double	since_report_s;		/* how long ago that was */
};

extern const struct script plex_script;
extern const struct script jellyfin_script;

struct moment	script_at(const struct script *, double since_start_s);

#endif
