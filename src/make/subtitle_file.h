/* Files of text in the work folder, in UTF-8 whatever they were. */
#ifndef SUBTITLE_FILE_H
#define SUBTITLE_FILE_H

#include <stddef.h>

struct arena;

#define SUBTITLE_FILE_MAX	(10u << 20)	/* bytes; films have 200 KB */

/*
 * A whole file; -EFBIG: it is larger than that; else 0 or -errno, with *why.
 * A NUL follows its bytes.
 */
int	subtitle_file_read(struct arena *, const char *path, char **text,
	    size_t *len, const char **why);

/* Writes a file anew.  0 or -errno, with *why. */
int	subtitle_file_write(struct arena *, const char *path,
	    const char *text, size_t len, const char **why);

/* Makes a file of ours UTF-8; language as text_decode() takes it. */
int	subtitle_file_convert(struct arena *, const char *path,
	    const char *language, const char **why);

#endif
