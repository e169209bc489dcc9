/* Tells systemd how far we are: what Type=notify waits for. */
#ifndef NOTIFY_H
#define NOTIFY_H

/*
 * Sends it to $NOTIFY_SOCKET, as sd_notify(3) does; without one there is
 * nobody to tell.  Nothing depends on it: a failure is left at that.
 */
void	notify(const char *state);

/* "RELOADING=1" with the time that systemd wants; notify("READY=1") ends it. */
void	notify_reloading(void);

#endif
