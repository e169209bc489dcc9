/* Signals as events for poll(2): no handler runs at an odd moment. */
#ifndef SIGNALS_H
#define SIGNALS_H

/* What signals_read() tells; bits. */
enum signal_news {
	SIGNAL_STOP	= 1,	/* SIGINT, SIGTERM */
	SIGNAL_RELOAD	= 2,	/* SIGHUP */
};

/*
 * A closed terminal, or a SIGHUP for all, ends no process of ours: called
 * first by every program.  Who has signals_open() is told of it all the same.
 */
void	signals_ignore_hangup(void);

/* Blocks SIGINT, SIGTERM, SIGHUP and SIGCHLD; a descriptor that tells them. */
int	signals_open(void);

/* Reads what has come, enum signal_news (SIGCHLD only wakes). */
int	signals_read(int fd);

#endif
