#include "config.h"

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "signals.h"

void
signals_ignore_hangup(void)
{
	signal(SIGHUP, SIG_IGN);
}

int
signals_open(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGHUP);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

int
signals_read(int fd)
{
	struct signalfd_siginfo si;
	int news = 0;

	while (read(fd, &si, sizeof(si)) == sizeof(si)) {
		if (si.ssi_signo == SIGHUP)
			news |= SIGNAL_RELOAD;
		else if (si.ssi_signo != SIGCHLD)
			news |= SIGNAL_STOP;
	}
	return news;
}
