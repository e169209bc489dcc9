/* Text files for subtitles: reading, and converting to UTF-8. */
#ifndef SUBTITLE_FILE_H
#define SUBTITLE_FILE_H

#include <stddef.h>

struct arena;

#define SUBTITLE_FILE_MAX	(10u << 20)	/* bytes; most have 200 KB */

/*
 * Reads a whole file, with a NUL after it.  0 or -errno, with *why; -EFBIG if
 * it is larger than SUBTITLE_FILE_MAX.
 */
int	subtitle_file_read(struct arena *, const char *path, char **text,
	    size_t *len, const char **why);

/* Creates or replaces a file.  0 or -errno, with *why. */
int	subtitle_file_write(struct arena *, const char *path,
	    const char *text, size_t len, const char **why);

/* Converts a work file to UTF-8; language: as for text_decode(). */
int	subtitle_file_convert(struct arena *, const char *path,
	    const char *language, const char **why);

#endif
