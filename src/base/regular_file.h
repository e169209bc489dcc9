/*
 * Files by name: reading them whole or in part, writing them whole.  The name
 * may come from a media server: opening a pipe can hang, and some devices act
 * on being opened, so only regular files are opened for reading.
 */
#ifndef REGULAR_FILE_H
#define REGULAR_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct arena;

/*
 * A descriptor for reading, or -errno: -EISDIR for a folder, -EINVAL for a
 * pipe, a device or a socket, which is not opened.
 */
int	regular_file_open(const char *path);
bool	regular_file_is_readable(const char *path);

int64_t	regular_file_size(const char *path);	/* 0 if there is none */

/* The whole file with a NUL after it; -EFBIG beyond max bytes, or -errno. */
int	regular_file_read(struct arena *, const char *path, size_t max,
	    char **text, size_t *len);
/* Its first n bytes, or all if it has fewer: their number, or -errno. */
ssize_t	regular_file_read_head(const char *path, void *, size_t n);
/* Its last n bytes; -EIO if it has fewer. */
int	regular_file_read_tail(const char *path, void *, size_t n);

/*
 * Creates the file or replaces its content, but not through a symbolic link.
 * 0 or -errno; on failure part of it may have been written.
 */
int	regular_file_write(const char *path, const void *, size_t len,
	    mode_t mode);

#endif
