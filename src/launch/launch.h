/*
 * The launcher: checks before a start, nginx's files, the demo and the health
 * check.
 */
#ifndef LAUNCH_H
#define LAUNCH_H

#include <stdbool.h>

struct arena;
struct conf;

/* Our services: all by default, or one in each container of compose. */
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
 * Makes the folders and checks that they are writable, the tools are installed,
 * the port is free, and no other MediaSnap uses the database or RUN_DIR.  Exits
 * with one line if not.
 */
void	preflight_run(struct arena *, const struct conf *, int parts);

/* The program's path by PATH, or NULL. */
const char	*preflight_find_program(struct arena *, const char *program);

/*
 * Migrates the database, unless others use it, and marks the capture folder;
 * or exits.
 */
void	preflight_prepare_data(struct arena *, const struct conf *, int parts);

/* Renders nginx's files and the app's page into RUN_DIR, or exits. */
void	nginx_render(struct arena *, const struct conf *, bool demo);

/*
 * Starts the demo's media servers, points our environment at them and reads
 * *conf again.  *again is the command to restart it.  Returns its pid or exits.
 */
int	demo_start(struct arena *, struct conf *, char *const **again);

/* Exit status for `mediasnap healthcheck`. */
int	healthcheck_run(struct arena *, const struct conf *);

#endif
