#include "config.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "cleanup.h"
#include "sandbox.h"

/* The write accesses of Landlock's first version; others stay allowed. */
#define WRITES	(LANDLOCK_ACCESS_FS_EXECUTE | \
		LANDLOCK_ACCESS_FS_WRITE_FILE | \
		LANDLOCK_ACCESS_FS_REMOVE_DIR | \
		LANDLOCK_ACCESS_FS_REMOVE_FILE | \
		LANDLOCK_ACCESS_FS_MAKE_CHAR | \
		LANDLOCK_ACCESS_FS_MAKE_DIR | \
		LANDLOCK_ACCESS_FS_MAKE_REG | \
		LANDLOCK_ACCESS_FS_MAKE_SOCK | \
		LANDLOCK_ACCESS_FS_MAKE_FIFO | \
		LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
		LANDLOCK_ACCESS_FS_MAKE_SYM)

static void
sandbox_set_limit(int resource, rlim_t soft)
{
	struct rlimit r;

	if (getrlimit((__rlimit_resource_t)resource, &r))
		return;
	r.rlim_cur = soft < r.rlim_max ? soft : r.rlim_max;
	setrlimit((__rlimit_resource_t)resource, &r);
}

void
sandbox_enter(int files)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	sandbox_set_limit(RLIMIT_CORE, 0);
	sandbox_set_limit(RLIMIT_NOFILE, (rlim_t)files);
}

static void
sandbox_allow_folder(int ruleset, const char *folder, __u64 what)
{
	AUTO(fd_closep) int fd = open(folder, O_PATH | O_CLOEXEC);
	struct landlock_path_beneath_attr rule = { .allowed_access = what,
	    .parent_fd = fd };

	if (fd >= 0)
		syscall(SYS_landlock_add_rule, ruleset,
		    LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

void
sandbox_restrict_to(const char *folder)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = WRITES };
	AUTO(fd_closep) int ruleset = (int)syscall(SYS_landlock_create_ruleset,
	    &attr, sizeof(attr.handled_access_fs), 0);

	if (ruleset < 0)
		return;
	sandbox_allow_folder(ruleset, folder,
	    WRITES & ~LANDLOCK_ACCESS_FS_EXECUTE);
	syscall(SYS_landlock_restrict_self, ruleset, 0);
}
