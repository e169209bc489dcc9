/* One source, for ever: ask, write what changed, wait. */
#ifndef POLL_LOOP_H
#define POLL_LOOP_H

struct conf;
struct path_map;
struct media_server;

/* Returns only when the database cannot be opened: an exit status. */
int	poll_loop_run(const struct conf *, const struct media_server *,
	    const struct path_map *);

#endif
