/* Signals as events for poll(2): no handler runs at an odd moment. */
#ifndef SIGNALS_H
#define SIGNALS_H

/* Flags that signals_read() returns. */
enum signal_news {
	SIGNAL_STOP	= 1,	/* SIGINT, SIGTERM */
	SIGNAL_RELOAD	= 2,	/* SIGHUP */
};

/*
 * Keeps SIGHUP, such as of a closed terminal, from ending a program; each
 * calls this first.  signals_open() still reports the signal.
 */
void	signals_ignore_hangup(void);

/* Blocks SIGINT, SIGTERM, SIGHUP, SIGCHLD; a descriptor that reports them. */
int	signals_open(void);

/* Reads what is pending: enum signal_news (SIGCHLD only wakes). */
int	signals_read(int fd);

#endif
