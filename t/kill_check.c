/*
 * kill(2) for test programs: first checks that the process, or the leader of
 * the group, is a child that has not been reaped.  Otherwise its number may
 * belong to another process by now.
 */
#include "config.h"

#include <signal.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kill_check.h"

int kills_astray;

int
kill(pid_t pid, int sig)
{
	siginfo_t si = { 0 };

	if (waitid(P_PID, (id_t)(pid < 0 ? -pid : pid), &si,
	    WEXITED | WNOHANG | WNOWAIT)) {
		printf("# signal %d to %d, which is no child of ours\n", sig,
		    (int)pid);
		kills_astray++;
	}
	return (int)syscall(SYS_kill, pid, sig);
}
