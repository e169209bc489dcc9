#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
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

static void
read_and_write(struct arena *a, const char *file)
{
	char *text, part[8] = "";
	size_t len;

	is_int(regular_file_write(file, "longer than that", 16, 0600), 0,
	    "a file is written");
	is_int(regular_file_write(file, "four\0more", 9, 0600), 0,
	    "  and written again");
	is_int(regular_file_size(file), 9,
	    "  without the rest of its old content");
	ok(!regular_file_read(a, file, 9, &text, &len) && len == 9 &&
	    !memcmp(text, "four\0more", 10),
	    "it is read whole, with a NUL after it");
	is_int(regular_file_read(a, file, 8, &text, &len), -EFBIG,
	    "  but not beyond the limit");
	is_int(regular_file_read_head(file, part, 4), 4, "its first bytes");
	is_str(part, "four", "  their content");
	is_int(regular_file_read_head(file, part, 8), 8, "  as many as it has");
	is_int(regular_file_read_tail(file, part, 4), 0, "its last bytes");
	ok(!memcmp(part, "more", 4), "  their content");
	is_int(regular_file_read_tail(file, part, 10), -EIO,
	    "  but not more than it has");
	is_int(regular_file_write("/dev/full", "x", 1, 0600), -ENOSPC,
	    "a full disk is reported");
}

static void
refuse(struct arena *a, const char *dir, const char *pipe, const char *link)
{
	const char *none = arena_printf(a, "%s/none", dir);
	char *text, part[4];
	size_t len;

	is_int(regular_file_read(a, pipe, 9, &text, &len), -EINVAL,
	    "a pipe is not read");
	is_int(regular_file_read_head(pipe, part, 4), -EINVAL, "  nor in part");
	is_int(regular_file_write(link, "x", 1, 0600), -ELOOP,
	    "nothing is written through a link");
	is_int(regular_file_read(a, none, 9, &text, &len), -ENOENT,
	    "a missing file is not read");
	is_int(regular_file_size(none), 0, "  and has no size");
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
	    "test files are made");
	is_int(tried(file), 0, "a file is opened");
	is_int(tried(link), 0, "  by a link too");
	is_int(tried(pipe), -EINVAL, "a pipe is refused without waiting");
	is_int(tried(loop), -EINVAL, "  by a link too");
	is_int(tried("/dev/zero"), -EINVAL, "a device is refused");
	is_int(tried(dir), -EISDIR, "a folder is refused");
	is_int(tried(arena_printf(&a, "%s/none", dir)), -ENOENT,
	    "a missing file is reported");
	ok(regular_file_is_readable(file) && !regular_file_is_readable(pipe),
	    "only the file is readable");
	read_and_write(&a, file);
	refuse(&a, dir, pipe, link);
	unlink(file);
	unlink(pipe);
	unlink(link);
	unlink(loop);
	rmdir(dir);
	return done();
}
