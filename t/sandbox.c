#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/sandbox.h"

static struct arena a;

static int
writes(const char *dir, const char *name)
{
	AUTO(fd_closep) int fd = open(arena_printf(&a, "%s/%s", dir, name),
	    O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	return fd < 0 ? -errno : 0;
}

static int
executes(void)
{
	pid_t pid = fork();
	int status;

	if (!pid) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(errno);
	}
	waitpid(pid, &status, 0);
	return -WEXITSTATUS(status);
}

static void
folder_confined(const char *in, const char *out)
{
	AUTO(fd_closep) int before = open(arena_printf(&a, "%s/old", out),
	    O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	ok(!executes(), "programs run at first");
	sandbox_restrict_to(in);
	is_int(writes(in, "new"), 0, "writes where it may");
	is_int(mkdir(arena_printf(&a, "%s/dir", in), 0700), 0, "and makes");
	is_int(unlink(arena_printf(&a, "%s/new", in)), 0, "and removes");
	is_int(writes(out, "new"), -EACCES, "makes nothing elsewhere");
	is_int(writes(out, "old"), -EACCES, "nor writes what is there");
	ok(unlink(arena_printf(&a, "%s/old", out)) && errno == EACCES,
	    "nor removes it");
	is_int(access(arena_printf(&a, "%s/old", out), R_OK), 0, "but reads");
	is_int(executes(), -EACCES, "and runs no program");
	is_int(write(before, "x", 1), 1, "what was open stays open");
}

static int
confined(const char *in, const char *out)
{
	struct rlimit r;

	sandbox_enter(300);
	is_int(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0), 1, "no new privileges");
	getrlimit(RLIMIT_CORE, &r);
	is_int((long long)r.rlim_cur, 0, "no core files");
	getrlimit(RLIMIT_NOFILE, &r);
	is_int((long long)r.rlim_cur, 300, "so many descriptors");
	ok(r.rlim_max >= 300, "those that need more may ask for it");
	if (syscall(SYS_landlock_create_ruleset, NULL, 0, 1) > 0)
		folder_confined(in, out);
	else
		ok(1, "# SKIP this kernel has no Landlock");
	return done();
}

/* The sandboxed child cannot clean up: the parent does. */
int
main(void)
{
	char in[] = "/tmp/mediasnap-t-XXXXXX", out[] = "/tmp/mediasnap-t-XXXXXX";
	int status = 0;
	pid_t pid;

	if (!mkdtemp(in) || !mkdtemp(out) || (pid = fork()) < 0)
		abort();
	if (!pid)
		return confined(in, out);
	waitpid(pid, &status, 0);
	unlink(arena_printf(&a, "%s/new", in));
	rmdir(arena_printf(&a, "%s/dir", in));
	unlink(arena_printf(&a, "%s/old", out));
	unlink(arena_printf(&a, "%s/new", out));
	rmdir(in);
	rmdir(out);
	arena_reset(&a);
	return !WIFEXITED(status) || WEXITSTATUS(status);
}
