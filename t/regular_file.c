#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/regular_file.h"

static int
tried(const char *path)
{
	AUTO(fd_closep) int fd = regular_file_open(path);

	return fd < 0 ? fd : 0;
}

int
main(void)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char dir[] = "/tmp/mediasnap-t-XXXXXX";
	const char *file, *pipe, *link, *loop;

	if (!mkdtemp(dir))
		return 1;
	file = arena_printf(&a, "%s/file", dir);
	pipe = arena_printf(&a, "%s/pipe", dir);
	link = arena_printf(&a, "%s/link", dir);
	loop = arena_printf(&a, "%s/loop", dir);
	close(open(file, O_WRONLY | O_CREAT, 0600));
	ok(!mkfifo(pipe, 0600) && !symlink(file, link) && !symlink(pipe, loop),
	    "there are files");
	is_int(tried(file), 0, "a file is opened");
	is_int(tried(link), 0, "by a link too");
	is_int(tried(pipe), -EINVAL, "a pipe is not, and hangs nobody");
	is_int(tried(loop), -EINVAL, "nor by a link");
	is_int(tried("/dev/zero"), -EINVAL, "nor a device");
	is_int(tried(dir), -EISDIR, "nor a folder");
	is_int(tried(arena_printf(&a, "%s/none", dir)), -ENOENT, "nor nothing");
	ok(regular_file_is_readable(file) && !regular_file_is_readable(pipe),
	    "so it is there");
	unlink(file);
	unlink(pipe);
	unlink(link);
	unlink(loop);
	rmdir(dir);
	return done();
}
