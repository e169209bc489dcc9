/*
 * Handles that close themselves when the variable leaves its block.
 * Memory belongs to an arena; AUTO() is for what an arena cannot own.
 */
#ifndef CLEANUP_H
#define CLEANUP_H

#include <dirent.h>
#include <stdio.h>
#include <unistd.h>

#define AUTO(fn)	__attribute__((cleanup(fn)))

#define COUNT(a)	(sizeof(a) / sizeof(*(a)))

/* For int variables that hold a descriptor, or -1. */
static inline void
fd_closep(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* For a DIR pointer, or NULL. */
static inline void
dir_closep(DIR **dir)
{
	if (*dir)
		closedir(*dir);
	*dir = NULL;
}

/* For a FILE pointer, or NULL. */
static inline void
file_closep(FILE **f)
{
	if (*f)
		fclose(*f);
	*f = NULL;
}

#endif
