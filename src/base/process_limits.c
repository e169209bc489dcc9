#include "config.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cleanup.h"
#include "process_limits.h"

#define STACK_BYTES	(4 << 20)	/* per thread; counts as data */
#define DEPTH_MAX	4		/* levels: wrapper, shell, FFmpeg */
#define OOM_FIRST	"1000"		/* proc(5), oom_score_adj */

static void
process_limits_set(int resource, int64_t most)
{
	struct rlimit r;

	if (!most || getrlimit((__rlimit_resource_t)resource, &r))
		return;
	if (r.rlim_max == RLIM_INFINITY || (rlim_t)most < r.rlim_max)
		r.rlim_max = (rlim_t)most;
	if (r.rlim_cur == RLIM_INFINITY || r.rlim_cur > r.rlim_max)
		r.rlim_cur = r.rlim_max;
	setrlimit((__rlimit_resource_t)resource, &r);
}

/* Makes only calls that are safe between fork and exec. */
void
process_limits_apply(const struct process_limits *l)
{
	AUTO(fd_closep) int fd = open("/proc/self/oom_score_adj",
	    O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		(void)!write(fd, OOM_FIRST, sizeof(OOM_FIRST) - 1);
	if (l->data_bytes)
		process_limits_set(RLIMIT_STACK, STACK_BYTES);
	process_limits_set(RLIMIT_DATA, l->data_bytes);
	process_limits_set(RLIMIT_FSIZE, l->file_bytes);
	process_limits_set(RLIMIT_CPU, l->cpu_s);
}

/* The text of a small file of /proc, or "". */
static void
process_read_proc(char *text, size_t size, pid_t pid, const char *name)
{
	char path[64];
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/proc/%d/%s", (int)pid, name);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	n = fd < 0 ? 0 : read(fd, text, size - 1);
	text[n > 0 ? n : 0] = '\0';
	fd_closep(&fd);
}

/* Sums one() over a process and its descendants. */
static int64_t
process_tree_sum(pid_t pid, int depth, int64_t (*one)(pid_t, int64_t),
    int64_t arg)
{
	char text[1024], name[48], *s = text, *end;
	int64_t sum = one(pid, arg);
	long child;

	snprintf(name, sizeof(name), "task/%d/children", (int)pid);
	process_read_proc(text, sizeof(text), pid, name);
	for (; depth > 0 && (child = strtol(s, &end, 10)) > 0; s = end)
		sum += process_tree_sum((pid_t)child, depth - 1, one, arg);
	return sum;
}

static int64_t
process_memory_one(pid_t pid, int64_t unused)
{
	char text[128];
	long long pages = 0;

	(void)unused;
	process_read_proc(text, sizeof(text), pid, "statm");
	if (sscanf(text, "%*d %lld", &pages) != 1)
		return 0;
	return pages * sysconf(_SC_PAGESIZE);
}

int64_t
process_memory(pid_t pid)
{
	return process_tree_sum(pid, DEPTH_MAX, process_memory_one, 0);
}

/* Only the soft limit, which may be raised again. */
static int64_t
process_file_limit_one(pid_t pid, int64_t bytes)
{
	struct rlimit r;

	if (prlimit(pid, RLIMIT_FSIZE, NULL, &r))
		return 0;
	r.rlim_cur = (rlim_t)bytes < r.rlim_max ? (rlim_t)bytes : r.rlim_max;
	return prlimit(pid, RLIMIT_FSIZE, &r, NULL);
}

void
process_file_limit(pid_t pid, int64_t bytes)
{
	process_tree_sum(pid, DEPTH_MAX, process_file_limit_one, bytes);
}
