/*
 * Drops rights that a program does not need before it reads untrusted data.
 * A second line of defence: what the kernel does not support is skipped.
 */
#ifndef SANDBOX_H
#define SANDBOX_H

/*
 * No privileges from set-user-ID programs, no core files (they contain our
 * secrets), at most `files` open descriptors.  Children inherit all three.
 */
void	sandbox_enter(int files);

/*
 * From now on this process cannot execute programs, and can create, write and
 * remove files only in this folder.
 */
void	sandbox_restrict_to(const char *folder);

#endif
