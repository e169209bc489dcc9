/* Runs every input of the corpus, hand-written or found, through its target. */
#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fuzz.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "t/tap.h"

#define FILE_MAX_BYTES	(4u << 20)

static const struct {
	const char	*name;
	void		(*run)(const uint8_t *, size_t);
} targets[] = {
	{ "body",	fuzz_body },
	{ "jellyfin",	fuzz_jellyfin },
	{ "made",	fuzz_made },
	{ "pathmap",	fuzz_pathmap },
	{ "plex",	fuzz_plex },
	{ "probe",	fuzz_probe },
	{ "progress",	fuzz_progress },
	{ "query",	fuzz_query },
	{ "subtitles",	fuzz_subtitles },
};

/* In memory of its exact size, so that a read beyond its end is detected. */
static int
feed(void (*run)(const uint8_t *, size_t), const char *path)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	off_t size = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	uint8_t *data;
	ssize_t n;

	if (size < 0 || size > FILE_MAX_BYTES)
		return 0;
	data = malloc((size_t)size + !size);
	if (!data)
		abort();
	n = pread(fd, data, (size_t)size, 0);
	if (n == size)
		run(data, (size_t)n);
	free(data);
	return n == size;
}

static int
feed_all(void (*run)(const uint8_t *, size_t), const char *folder)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(dir_closep) DIR *d = opendir(folder);
	struct dirent *e;
	int n = 0;

	while (d && (e = readdir(d)))
		if (*e->d_name != '.')
			n += feed(run, arena_printf(&a, "%s/%s", folder,
			    e->d_name));
	return n;
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *src = getenv("srcdir");
	size_t i;
	int n;

	for (i = 0; i < COUNT(targets); i++) {
		targets[i].run((const uint8_t *)"", 0);
		n = feed_all(targets[i].run, arena_printf(&a,
		    "%s/t/fuzz/corpus/%s", src ? src : ".",
		    targets[i].name));
		ok(n > 0, "%s: %d inputs", targets[i].name, n);
	}
	return done();
}
