/*
 * A small HTTP server on the loopback address, with a table of routes.  Each
 * request has an arena, in which its answer may live.
 */
#ifndef SERVE_H
#define SERVE_H

#include <stdbool.h>
#include <stddef.h>

#include "stage.h"

struct MHD_Connection;
struct MHD_Daemon;
struct arena;
struct film;

struct serve_call {
	struct arena		*a;
	const struct stage	*stage;
	struct MHD_Connection	*connection;
	const char		*rest;	/* the path after the route's */
};

struct serve_answer {
	int		 status;
	const char	*type;
	const char	*body;		/* in the arena or constant; or NULL */
	const char	*file;		/* instead of a body */
};

struct serve_route {
	const char	*path;		/* with a slash at the end: a prefix */
	bool		 is_open;	/* needs no token, like the real one */
	struct serve_answer	(*answer)(struct serve_call *);
};

struct serve_server {
	const char		*name;
	const struct serve_route	*routes;
	size_t			 n;
	bool			(*is_authorized)(struct serve_call *);
	struct serve_answer		 refused;
};

/* NULL if absent. */
const char	*serve_header(struct serve_call *, const char *name);
const char	*serve_query(struct serve_call *, const char *name);

/* Port 0: any.  0 or -errno; runs in a thread until it is stopped. */
int	serve_start(const struct serve_server *, const struct stage *, int port,
	    struct MHD_Daemon **);
int	serve_port(struct MHD_Daemon *);
void	serve_stopp(struct MHD_Daemon **);	/* for AUTO() */

#endif
