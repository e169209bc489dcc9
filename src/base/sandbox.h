/*
 * Giving up what a program does not need, before it reads what strangers
 * wrote.  What the kernel does not have is left out: a net beneath the rest.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

/*
 * No privileges by way of set-user-id programs, no core files (they hold our
 * secrets), at most so many descriptors.  Children inherit it.
 */
void	sandbox_enter(int files);

/*
 * From now on this process runs no program, and makes, writes and removes
 * files in this folder alone.
 */
void	sandbox_restrict_to(const char *folder);

#endif
