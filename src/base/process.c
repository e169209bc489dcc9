#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "process.h"
#include "process_launch.h"

#define GRACE_MS	2000	/* between TERM and KILL */
#define WATCH_MS	50	/* between memory checks; also how late we */
				/* notice a stop that is set just before poll */
#define LINES_BYTES	4096	/* of output that a program may be ahead by */
#define LINE_BYTES	1024	/* of a line that is passed on; more is cut */

/* A running child and its output so far. */
struct process_child {
	struct process	*r;
	struct arena	*a;
	pid_t		 pid;
	int		 pidfd, out, err;
	size_t		 room;		/* allocated for r->out */
	size_t		 err_len;
	char		 line[LINE_BYTES];
	size_t		 line_len;
	int64_t		 watch_ms, check_ms;	/* times of the next checks */
	bool		 is_done;	/* as line() returned */
};

static int64_t
process_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static void
process_keep_stdout(struct process_child *c, const char *s, size_t n)
{
	struct process *r = c->r;
	char *more;

	if (n > r->out_max - r->out_len)
		n = r->out_max - r->out_len;
	if (r->out_len + n >= c->room) {
		c->room = 2 * (r->out_len + n) + 4096;
		more = arena_alloc(c->a, c->room);
		memcpy(more, r->out, r->out_len);
		r->out = more;
	}
	memcpy(r->out + r->out_len, s, n);
	r->out_len += n;
	r->out[r->out_len] = '\0';
}

static void
process_emit_line(struct process_child *c)
{
	c->line[c->line_len] = '\0';
	c->line_len = 0;
	if (c->r->line(c->r->arg, c->line))
		c->is_done = true;
}

static void
process_split_lines(struct process_child *c, const char *s, size_t n)
{
	size_t i;

	for (i = 0; c->r->line && i < n; i++)
		if (s[i] == '\n')
			process_emit_line(c);
		else if (c->line_len < sizeof(c->line) - 1)
			c->line[c->line_len++] = s[i];
}

/* Keeps the end, which names the error, and drops the beginning. */
static void
process_keep_stderr(struct process_child *c, const char *s, size_t n)
{
	size_t max = sizeof(c->r->err) - 1;
	size_t drop = c->err_len + n > max ? c->err_len + n - max : 0;

	memmove(c->r->err, c->r->err + drop, c->err_len - drop);
	c->err_len -= drop;
	memcpy(c->r->err + c->err_len, s, n);
	c->err_len += n;
	c->r->err[c->err_len] = '\0';
}

/* One read.  1: there may be more, 0: none now, or end of file (*fd is -1). */
static int
process_read_pipe(struct process_child *c, int *fd)
{
	char buf[2048];
	ssize_t n = read(*fd, buf, sizeof(buf));

	if (n < 0 && errno == EINTR)
		return 1;
	if (n < 0 && errno == EAGAIN)
		return 0;
	if (n <= 0) {
		fd_closep(fd);
		return 0;
	}
	if (fd == &c->err)
		process_keep_stderr(c, buf, (size_t)n);
	else
		process_keep_stdout(c, buf, (size_t)n);
	if ((fd == &c->err) == c->r->line_err)
		process_split_lines(c, buf, (size_t)n);
	return 1;
}

/* 1: it has exited, 0: not within wait_ms, or -errno. */
static int
process_poll(struct process_child *c, int wait_ms)
{
	struct pollfd p[3] = {
		{ .fd = c->pidfd, .events = POLLIN },
		{ .fd = c->out, .events = POLLIN },
		{ .fd = c->err, .events = POLLIN },
	};

	if (poll(p, 3, wait_ms) < 0)
		return errno == EINTR ? 0 : -errno;
	if (p[1].revents)
		process_read_pipe(c, &c->out);
	if (p[2].revents)
		process_read_pipe(c, &c->err);
	/* Read the rest of its output first. */
	return p[0].revents && !p[1].revents && !p[2].revents;
}

bool
process_client_is_gone(int client)
{
	struct pollfd p = { .fd = client, .events = POLLRDHUP };

	return client && poll(&p, 1, 0) > 0;
}

/* 0 with the time until the next check in *wait_ms, or why it must end. */
static int
process_check_limits(struct process_child *c, int64_t now, int *wait_ms)
{
	int64_t most = c->r->limits.memory_bytes;
	int again = WATCH_MS, rc;

	if (c->is_done || (c->r->stop && *c->r->stop) ||
	    process_client_is_gone(c->r->client))
		return -ECANCELED;
	if (now >= c->watch_ms) {
		if (process_memory(c->pid) >
		    (most ? most : PROCESS_MEMORY_BYTES))
			return -ENOMEM;
		c->watch_ms = now + WATCH_MS;
	}
	if (c->r->check && now >= c->check_ms) {
		rc = c->r->check(c->r->arg, c->pid, &again);
		if (rc)
			return rc;
		c->check_ms = now + again;
	}
	*wait_ms = (int)((c->r->check && c->check_ms < c->watch_ms
	    ? c->check_ms : c->watch_ms) - now);
	return 0;
}

/* Wait for the exit, not for the pipes: a grandchild may hold them open. */
static int
process_supervise(struct process_child *c, int64_t limit_ms)
{
	int64_t now = process_now_ms(), end = now + limit_ms;
	int rc = 0, why, wait_ms;

	while (!rc) {
		why = process_check_limits(c, now, &wait_ms);
		if (why)
			return why;
		if (now >= end)
			return -ETIMEDOUT;
		rc = process_poll(c, end - now < wait_ms ? (int)(end - now)
		    : wait_ms);
		now = process_now_ms();
	}
	return rc < 0 ? rc : 0;
}

static void
process_terminate(struct process_child *c)
{
	int64_t end = process_now_ms() + GRACE_MS;

	kill(-c->pid, SIGTERM);
	while (process_now_ms() < end && process_poll(c, 50) == 0)
		;
}

static int
process_open_pipe(int *ours, int *its)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC) < 0)
		return -errno;
	*ours = fds[0];
	*its = fds[1];
	fcntl(*ours, F_SETFL, O_NONBLOCK);
	return 0;
}

static int
process_child_start(struct process_child *c)
{
	AUTO(fd_closep) int out = -1;
	AUTO(fd_closep) int err = -1;
	int rc;

	rc = process_open_pipe(&c->out, &out);
	/* A line may stop the program: do not let it run far ahead. */
	if (!rc && c->r->line)
		fcntl(c->out, F_SETPIPE_SZ, LINES_BYTES);
	if (!rc)
		rc = process_open_pipe(&c->err, &err);
	if (!rc)
		rc = process_launch(&(struct process_launch){ c->r->argv,
		    process_clean_env(c->a), SIGKILL, out, err,
		    &c->r->limits }, &c->pid);
	return rc;
}

/* Kills the group before reaping, while its number cannot be reused. */
static void
process_child_finish(struct process_child *c)
{
	siginfo_t si = { 0 };

	kill(-c->pid, SIGKILL);
	process_wait(c->pid, &si);
	while (c->out >= 0 && process_read_pipe(c, &c->out))
		;
	while (c->err >= 0 && process_read_pipe(c, &c->err))
		;
	if (c->line_len)
		process_emit_line(c);
	c->r->status = si.si_code == CLD_EXITED ? si.si_status
	    : PROCESS_SIGNAL + si.si_status;
}

static void
process_child_close(struct process_child *c)
{
	fd_closep(&c->pidfd);
	fd_closep(&c->out);
	fd_closep(&c->err);
}

int
process_run(struct process *r, struct arena *a)
{
	AUTO(process_child_close) struct process_child c = { .r = r, .a = a,
	    .pidfd = -1, .out = -1, .err = -1 };
	int rc;

	r->out = arena_strdup(a, "");
	r->out_len = 0;
	r->err[0] = '\0';
	rc = process_child_start(&c);
	if (rc)
		return rc;
	c.pidfd = pidfd_open(c.pid, 0);
	rc = c.pidfd < 0 ? -errno : process_supervise(&c, r->timeout_ms);
	if (rc == -ETIMEDOUT || rc == -ECANCELED)
		process_terminate(&c);
	process_child_finish(&c);
	return rc;
}

static volatile sig_atomic_t aside_stop;

static void
process_handle_term(int sig)
{
	(void)sig;
	aside_stop = 1;
}

/* Closes all but stdin, stdout and stderr: our locks must not outlive us. */
static _Noreturn void
process_run_in_child(struct process *r, struct arena *a, pid_t parent)
{
	struct sigaction sa = { .sa_handler = process_handle_term };

	sigaction(SIGTERM, &sa, NULL);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	close_range(3, UINT_MAX, 0);
	r->stop = &aside_stop;
	_exit(process_run(r, a) || r->status ? EXIT_FAILURE : EXIT_SUCCESS);
}

int
process_run_async(struct process *r, struct arena *a, pid_t *pid)
{
	pid_t parent = getpid();

	*pid = fork();
	if (*pid < 0)
		return -errno;
	if (*pid == 0)
		process_run_in_child(r, a, parent);
	setpgid(*pid, *pid);	/* here too: either may run first */
	return 0;
}
