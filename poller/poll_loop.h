/* Polls one source for ever: poll, write what changed, wait. */
#ifndef POLL_LOOP_H
#define POLL_LOOP_H

struct conf;
struct path_map;
struct media_server;

/* Returns an exit status, and only if the database cannot be opened. */
int	poll_loop_run(const struct conf *, const struct media_server *,
	    const struct path_map *);

#endif
