/*
 * Opening files whose names others gave: a pipe hangs whoever opens it, and
 * some devices act on being opened.
 */
#ifndef REGULAR_FILE_H
#define REGULAR_FILE_H

#include <stdbool.h>

/*
 * A descriptor to read a regular file by, or -errno: -EISDIR a folder, -EINVAL
 * a pipe, a device or a socket, which is then looked at and not opened.
 */
int	regular_file_open(const char *path);
/* There is one that can be read. */
bool	regular_file_is_readable(const char *path);

#endif
