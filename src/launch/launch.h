/*
 * The launcher's parts: what is checked before a start, nginx's files, and
 * the processes that are kept running.
 */
#ifndef LAUNCH_H
#define LAUNCH_H

#include <stdbool.h>

struct arena;
struct conf;

/* Which of our processes: all by default, one a container in compose. */
enum part {
	PART_NGINX	= 1,
	PART_API	= 2,
	PART_POLLER	= 4,
	PART_JOBS	= 8,
	PART_ALL	= 15,
};

#define PARTS	4

/* The name of part 1 << i. */
extern const char *const part_names[PARTS];

/*
 * Folders made and writable, tools there, the port free, the database and
 * RUN_DIR ours alone.
 * Ends the process with one line when something is not as it must be.
 */
void	preflight_run(struct arena *, const struct conf *, int parts);

/* Where PATH has a program, or NULL. */
const char	*preflight_find_program(struct arena *, const char *program);

/*
 * The database brought up to date, unless others use it, and the capture
 * folder marked; or exits.
 */
void	preflight_prepare_data(struct arena *, const struct conf *, int parts);

/* Renders nginx's files and the app's page into RUN_DIR; or exits. */
void	nginx_render(struct arena *, const struct conf *, bool demo);

/*
 * Starts the demo's media servers and points our environment at them; *conf
 * is read again, and *again is how to start it anew.  Returns its pid; or exits.
 */
int	demo_start(struct arena *, struct conf *, char *const **again);

/* Exit status for `mediasnap healthcheck`. */
int	healthcheck_run(struct arena *, const struct conf *);

#endif
