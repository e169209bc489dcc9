/* Linked into a test, kill(2) counts the signals that may hit a stranger. */
#ifndef KILL_CHECK_H
#define KILL_CHECK_H

extern int	kills_astray;

#endif
