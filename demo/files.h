/* The few things that the demo does with files and folders. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>

struct arena;

/* Makes the folders above a path. */
int	files_make_folders(struct arena *, const char *path);
/* Removes the files of a folder and then the folder: none below it. */
void	files_clear_folder(const char *path);

#endif
