/* Signals as events for poll(2): no handler runs at an odd moment. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/* Blocks SIGINT, SIGTERM, SIGHUP and SIGCHLD; a descriptor that tells them. */
int	signals_open(void);

/* Reads what has come: whether any was to stop (SIGCHLD only wakes). */
bool	signals_say_stop(int fd);

#endif
