#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <unistd.h>

#include "cleanup.h"
#include "parent_death.h"

#define LAUNCHER "MEDIASNAP_LAUNCHER_PID"

void
parent_death_export_pid(void)
{
	char pid[16];

	snprintf(pid, sizeof(pid), "%d", (int)getpid());
	setenv(LAUNCHER, pid, 1);
}

/* A zombie counts as ended. */
static bool
parent_death_has_ended(pid_t pid)
{
	AUTO(fd_closep) int fd = pidfd_open(pid, 0);
	struct pollfd p = { .fd = fd, .events = POLLIN };

	return fd < 0 || poll(&p, 1, 0) > 0;
}

void
parent_death_set_signal(int signal)
{
	const char *launcher = getenv(LAUNCHER);

	prctl(PR_SET_PDEATHSIG, signal);
	if (launcher &&
	    parent_death_has_ended((pid_t)strtol(launcher, NULL, 10)))
		raise(signal);
}
