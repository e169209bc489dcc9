/* Reports our state to systemd, for Type=notify. */
#ifndef NOTIFY_H
#define NOTIFY_H

/*
 * Sends a state to $NOTIFY_SOCKET, if set, as sd_notify(3) does.  Failures are
 * ignored, since nothing depends on it.
 */
void	notify(const char *state);

/* "RELOADING=1" with the time that systemd wants; READY=1 ends it. */
void	notify_reloading(void);

#endif
