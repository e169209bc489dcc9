#include "config.h"

#include <string.h>

#include "file_type.h"
#include "base/cleanup.h"

const struct file_type file_types[] = {
	{ "jpg",	"image/jpeg",	true },
	{ "png",	"image/png",	true },
	{ "webp",	"image/webp",	true },
	{ "avif",	"image/avif",	true },
	{ "gif",	"image/gif",	true },
	{ "mp4",	"video/mp4",	true },
	{ "webm",	"video/webm",	true },
	{ "mp3",	"audio/mpeg",	false },
};

const size_t file_types_count = COUNT(file_types);

const struct file_type *
file_type_find(const char *extension)
{
	size_t i;

	for (i = 0; i < COUNT(file_types); i++)
		if (!strcmp(file_types[i].extension, extension))
			return &file_types[i];
	return NULL;
}
