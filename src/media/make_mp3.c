#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "make_run.h"

static int
write_list(struct arena *a, const struct work *w, const char *file,
    const char **why)
{
	const char *list = mp3_join_list(a, w->out);
	size_t n = strlen(list);
	AUTO(fd_closep) int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC |
	    O_CLOEXEC, 0600);

	if (fd >= 0 && write(fd, list, n) == (ssize_t)n)
		return 0;
	*why = arena_printf(a, "a work file cannot be written: %s",
	    strerror(errno));
	return errno == ENOSPC ? -ENOSPC : -EIO;
}

int
mp3_join(struct arena *a, const struct work *w, const struct clip_plan *plan,
    const char **why)
{
	const char *list = arena_printf(a, "%s.list", w->out);
	struct run ffmpeg = {
		.argv = mp3_join_argv(a, w->conf->ffmpeg_path, list, w->out),
		.timeout_ms = plan->timeout_ms,
		.stop = w->stop,
	};
	int rc;

	make_limits(w, ffmpeg.timeout_ms, file_size(mp3_part_path(a, w->out,
	    0)) + file_size(mp3_part_path(a, w->out, 1)) + (1 << 20),
	    &ffmpeg.limits);
	if (file_size(mp3_part_path(a, w->out, 1)) <
	    mp3_part_bytes_min(&plan->mp3, 1))
		return -ENODATA;
	rc = write_list(a, w, list, why);
	return rc ? rc : make_run(a, w, &ffmpeg, why);
}
