/*
 * Keeps processes running: restarts those that end, after a pause of a second
 * if they had not run for long.  Stops them in turns.
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define CHILDREN_MAX	8

/* Output of a program, which becomes lines of our log. */
struct supervise_output {
	int		 fd;		/* -1: not open */
	char		 line[2048];
	size_t		 len;
};

struct supervise_child {
	const char	*name;
	char *const	*argv;
	char *const	*envp;		/* NULL: ours */
	struct supervise_output *output; /* of its stderr; NULL: to ours */
	int		 turn;		/* order of stopping: 0 first */
	int		 stop_signal;
	int		 death;		/* signal if we die; 0: SIGTERM */
	bool		 is_required;	/* if its first start fails, we end */
	const char	*after;		/* a socket to wait for first */
	pid_t		 pid;		/* 0: not running */
	int64_t		 start_ms;	/* when to start it (again) */
};

struct supervisor {
	struct supervise_child	 children[CHILDREN_MAX];
	int		 n;
};

void	supervise_add(struct supervisor *, struct supervise_child);

/* Whether a process listens on this Unix socket. */
bool	supervise_socket_is_open(const char *path);

/* Callbacks. */
struct supervisor_events {
	bool	(*is_ready)(void *);	/* called until it returns true */
	void	(*ready)(void *);	/* then, once */
	void	(*reload)(void *);	/* on SIGHUP, once ready */
	void	(*idle)(void *);	/* once ready, about every second */
	void	(*stop)(void *);	/* before the children are stopped */
	void	*arg;
};

/*
 * Runs until SIGINT or SIGTERM, then stops all children and returns 0.  1 if a
 * required one failed at its first start.
 */
int	supervise_run(struct supervisor *, const struct supervisor_events *);

/* Sends a signal to the child of this name, if it runs. */
void	supervise_signal(struct supervisor *, const char *name, int signal);

#endif
