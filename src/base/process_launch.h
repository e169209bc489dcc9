/* From fork to exec: what process_run() and process_spawn() have in common. */
#ifndef PROCESS_LAUNCH_H
#define PROCESS_LAUNCH_H

#include <signal.h>
#include <sys/types.h>

struct process_limits;

struct process_launch {
	char *const	*argv, *const *envp;
	int		 death;		/* its signal when we die */
	int		 out, err;	/* its ends of pipes, or -1: ours */
	const struct process_limits *limits;	/* a tool's; NULL: a daemon */
};

/* 0, or why it could not be started; then there is no process. */
int	process_launch(const struct process_launch *, pid_t *);

/* Waits for its end. */
void	process_wait(pid_t, siginfo_t *);

#endif
