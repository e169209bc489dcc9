/*
 * No process outlives the launcher.  Each asks the kernel for a signal when
 * its parent dies.  If the parent died before that, the launcher's pid, which
 * all its descendants inherit in the environment, reveals it.
 */
#ifndef PARENT_DEATH_H
#define PARENT_DEATH_H

/* In the launcher: puts its pid into the environment. */
void	parent_death_export_pid(void);

/* Sends us this signal when the parent dies; at once if it already has. */
void	parent_death_set_signal(int signal);

#endif
