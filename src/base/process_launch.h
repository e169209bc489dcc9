/* From fork to exec: what run() and run_spawn() have in common. */
#ifndef PROCESS_LAUNCH_H
#define PROCESS_LAUNCH_H

#include <signal.h>
#include <sys/types.h>

struct run_limits;

struct run_launch {
	char *const	*argv, *const *envp;
	int		 death;		/* its signal when we die */
	int		 out, err;	/* its ends of pipes, or -1: ours */
	const struct run_limits *limits;	/* a tool's; NULL: a daemon */
};

/* 0, or why it could not be started; then there is no process. */
int	run_launch(const struct run_launch *, pid_t *);

/* Waits for its end. */
void	run_wait(pid_t, siginfo_t *);

#endif
