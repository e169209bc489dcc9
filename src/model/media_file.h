/* ffprobe's facts about a file, stored by its path, size and time stamp. */
#ifndef MEDIA_FILE_H
#define MEDIA_FILE_H

#include <stdint.h>

struct arena;
struct db;

struct media_file {
	const char	*path;
	int64_t		 size;
	int64_t		 mtime_ns;	/* nanoseconds since the epoch */
};

/* Fills in size and time stamp of path; 0, or -errno. */
int	media_file_stat(struct media_file *);

/* The facts stored for exactly this file: 0 and *json, or -ENOENT. */
int	media_file_get(struct db *, struct arena *, const struct media_file *,
	    const char **json);
/* The size of the file last seen at this path: 0, or -ENOENT. */
int	media_file_size(struct db *, const char *path, int64_t *size);
int	media_file_put(struct db *, const struct media_file *,
	    const char *json);

#endif
