/*
 * The kinds of file that a capture can be: the one table of their extensions.
 * What nginx serves is rendered from it.
 */
#ifndef FILE_TYPE_H
#define FILE_TYPE_H

#include <stdbool.h>
#include <stddef.h>

struct file_type {
	const char	*extension;	/* "jpg" */
	const char	*media_type;	/* "image/jpeg" */
	bool		 has_picture;
};

extern const struct file_type	file_types[];
extern const size_t		file_types_count;

/* By the extension, without its dot; NULL: no capture is such a file. */
const struct file_type	*file_type_find(const char *extension);

#endif
