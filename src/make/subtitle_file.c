#include "config.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "subtitle_file.h"
#include "base/arena.h"
#include "base/regular_file.h"
#include "media/text_decode.h"

static int
subtitle_file_fail(struct arena *a, const char *what, int err, const char **why)
{
	*why = arena_printf(a, "the subtitles cannot be %s: %s", what,
	    strerror(err));
	return -err;
}

static int
subtitle_file_fail_size(struct arena *a, int64_t size, const char **why)
{
	*why = arena_printf(a, "subtitles: the file has %lld MB; at most %u "
	    "MB can be read", (long long)size >> 20, SUBTITLE_FILE_MAX >> 20);
	return -EFBIG;
}

int
subtitle_file_read(struct arena *a, const char *path, char **text,
    size_t *len, const char **why)
{
	int rc = regular_file_read(a, path, SUBTITLE_FILE_MAX, text, len);

	if (rc == -EFBIG)
		return subtitle_file_fail_size(a, regular_file_size(path), why);
	return rc ? subtitle_file_fail(a, "read", -rc, why) : 0;
}

int
subtitle_file_write(struct arena *a, const char *path, const char *text,
    size_t len, const char **why)
{
	int rc = regular_file_write(path, text, len, 0600);

	return rc ? subtitle_file_fail(a, "saved", -rc, why) : 0;
}

int
subtitle_file_convert(struct arena *a, const char *path, const char *language,
    const char **why)
{
	const char *mended;
	char *text = NULL;
	size_t len = 0, n;
	int rc = subtitle_file_read(a, path, &text, &len, why);

	if (rc)
		return rc;
	mended = text_decode(a, text, len, language, &n);
	return mended == text ? 0
	    : subtitle_file_write(a, path, mended, n, why);
}
