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

struct serve_call {
	struct arena		*a;
	const struct stage	*stage;
	struct MHD_Connection	*connection;
	const char		*rest;	/* of the path, after the route's */
};

struct serve_answer {
	int		 status;
	const char	*type;
	const char	*body;		/* in the arena or constant; or NULL */
	const char	*file;		/* instead of a body */
};

struct serve_route {
	const char	*path;		/* with a slash at the end: a prefix */
	/* asks for no token, as the real one */
	bool		 is_open;
	struct serve_answer	(*answer)(struct serve_call *);
};

struct serve_server {
	const char		*name;
	const struct serve_route	*routes;
	size_t			 n;
	bool			(*is_authorized)(struct serve_call *);
	struct serve_answer		 refused;
};

/* NULL: absent. */
const char	*serve_header(struct serve_call *, const char *name);
const char	*serve_query(struct serve_call *, const char *name);

/* Port 0: any.  0 or -errno; the server answers until it is stopped. */
int	serve_start(const struct serve_server *, const struct stage *, int port,
	    struct MHD_Daemon **);
int	serve_port(struct MHD_Daemon *);
void	serve_stopp(struct MHD_Daemon **);	/* for AUTO() */

#endif
