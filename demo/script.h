/*
 * What the two viewers of the demo do: an endlessly repeating list of beats.
 * Their positions and their players' last reports are pure functions of the
 * time since the demo began.
 */
#ifndef SCRIPT_H
#define SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

/* Players report at every change, and otherwise every ten seconds. */
#define REPORT_SECONDS	10

struct beat {
	int	film;		/* index into films[] */
	double	from_s;		/* its position in the film */
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
	double	position_s;		/* the true position */
	double	reported_s;		/* the player's last report */
	double	since_report_s;		/* the age of that report */
};

extern const struct script plex_script;
extern const struct script jellyfin_script;

struct moment	script_at(const struct script *, double since_start_s);

#endif
