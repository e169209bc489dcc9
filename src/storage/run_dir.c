#include "config.h"

#include <errno.h>
#include <string.h>
#include <sys/statvfs.h>

#include "run_dir.h"
#include "base/arena.h"
#include "base/conf.h"

/* Filmstrips and nginx's cache always leave more than this free. */
#define FULL_BYTES	(2 << 20)

int
run_dir_check(struct arena *a, const struct conf *conf, const char **why)
{
	struct statvfs s;
	int err = 0;

	if (statvfs(conf->run_dir, &s))
		err = -errno;
	else if (s.f_bavail * (unsigned long long)s.f_frsize < FULL_BYTES ||
	    (s.f_files && !s.f_favail))
		err = -ENOSPC;
	if (err)
		*why = run_dir_error(a, conf, conf->run_dir, -err);
	return err;
}

const char *
run_dir_error(struct arena *a, const struct conf *conf, const char *path,
    int error)
{
	if (error == ENOSPC || error == EDQUOT)
		return arena_printf(a, "RUN_DIR: \"%s\": is full; make room on "
		    "its file system, or set RUN_DIR to another folder",
		    conf->run_dir);
	return arena_printf(a, "RUN_DIR: \"%s\": %s", path, strerror(error));
}
