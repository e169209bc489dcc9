/* The few things that the demo does with files and folders. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <stdio.h>

struct arena;

/* Makes the folders above a path. */
int	folder_make_for(struct arena *, const char *path);
/* Removes the files of a folder and then the folder: none below it. */
void	folder_clear(const char *path);

/* The whole file, of at most 256 MiB. */
int	file_read(struct arena *, const char *path, char **out, size_t *len);
void	file_closep(FILE **);		/* for AUTO() */

#endif
