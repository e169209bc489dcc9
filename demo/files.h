/* File and folder helpers of the demo. */
#ifndef FILES_H
#define FILES_H

#include <stddef.h>

struct arena;

/* Creates the folders above a path; 0 or -errno. */
int	files_make_folders(struct arena *, const char *path);
/* Removes the files in a folder and then the folder, but no subfolders. */
void	files_clear_folder(const char *path);

#endif
