/*
 * A small HTTP server on the loopback address: a table of routes, answers
 * from an arena that lasts as long as the request.
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

struct call {
	struct arena		*a;
	const struct stage	*stage;
	struct MHD_Connection	*connection;
	const char		*rest;	/* of the path, after the route's */
};

struct answer {
	int		 status;
	const char	*type;
	const char	*body;		/* in the arena or constant; or NULL */
	const char	*file;		/* instead of a body */
};

struct route {
	const char	*path;		/* with a slash at the end: a prefix */
	bool		 open;		/* asks for no token, as the real one */
	struct answer	(*answer)(struct call *);
};

struct server {
	const char		*name;
	const struct route	*routes;
	size_t			 n;
	bool			(*knows)(struct call *);
	struct answer		 refused;
};

/* NULL: absent. */
const char	*call_header(struct call *, const char *name);
const char	*call_query(struct call *, const char *name);

/* Port 0: any.  0 or -errno; the server answers until it is stopped. */
int	serve_start(const struct server *, const struct stage *, int port,
	    struct MHD_Daemon **);
int	serve_port(struct MHD_Daemon *);
void	serve_stopp(struct MHD_Daemon **);	/* for AUTO() */

#endif
