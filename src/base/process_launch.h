/* From fork to exec: shared by process_run() and process_spawn(). */
#ifndef PROCESS_LAUNCH_H
#define PROCESS_LAUNCH_H

#include <signal.h>
#include <sys/types.h>

struct process_limits;

struct process_launch {
	char *const	*argv, *const *envp;
	int		 death;		/* the signal it gets when we die */
	int		 out, err;	/* pipes to write to; -1: inherited */
	const struct process_limits *limits;	/* NULL: a daemon, no limits */
};

/* 0, or why it could not be started; then there is no process. */
int	process_launch(const struct process_launch *, pid_t *);

/* Waits for its exit and reaps it. */
void	process_wait(pid_t, siginfo_t *);

#endif
