/*
 * Nothing outlives the launcher.  A process asks the kernel to be ended with
 * its parent; a parent that died before that was asked is found by the
 * launcher's id, which everything below it inherits.
 */
#ifndef PARENT_DEATH_H
#define PARENT_DEATH_H

/* In the launcher: writes its id into the environment. */
void	parent_death_export_pid(void);

/* Ends with the parent from now on, by this signal; at once if it is late. */
void	parent_death_set_signal(int signal);

#endif
