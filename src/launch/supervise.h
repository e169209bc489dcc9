/*
 * Keeps processes running: whoever dies is started again after a second.
 * Ends them in turns when told to.
 */
#ifndef SUPERVISE_H
#define SUPERVISE_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#define CHILDREN_MAX	8

/* What a program says there becomes lines of our log. */
struct supervise_output {
	int		 fd;		/* -1: nothing yet */
	char		 line[2048];
	size_t		 len;
};

struct supervise_child {
	const char	*name;
	char *const	*argv;
	char *const	*envp;		/* NULL: ours */
	/* of its stderr; or NULL: ours */
	struct supervise_output	*output;
	int		 turn;		/* to stop: 0 first */
	int		 stop_signal;
	int		 death;		/* when we are killed; 0: SIGTERM */
	bool		 is_required;	/* its first start must not fail */
	const char	*after;		/* a socket to wait for, a while */
	pid_t		 pid;		/* 0: not running */
	int64_t		 start_ms;	/* when to start it (again) */
};

struct supervisor {
	struct supervise_child	 children[CHILDREN_MAX];
	int		 n;
};

void	supervise_add(struct supervisor *, struct supervise_child);

/* Whether somebody listens on this Unix socket. */
bool	supervise_socket_is_open(const char *path);

/* Whose supervisor it is hears of this. */
struct supervisor_events {
	bool	(*is_ready)(void *);	/* asked until it is true */
	void	(*ready)(void *);	/* then, once */
	void	(*reload)(void *);	/* SIGHUP came, later than that */
	void	(*idle)(void *);	/* about once a second from then on */
	void	(*stop)(void *);	/* before all are ended */
	void	*arg;
};

/*
 * Until SIGINT or SIGTERM, then all are ended: 0.  1 when a required one
 * failed at its first start.
 */
int	supervise_run(struct supervisor *, const struct supervisor_events *);

/* Sends a signal to the child of this name, if it runs. */
void	supervise_signal(struct supervisor *, const char *name, int signal);

#endif
