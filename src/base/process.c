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
#define WATCH_MS	50	/* between two looks at its memory; a stop is */
				/* seen by then, even one set just before poll */
#define LINES_BYTES	4096	/* that a program may be ahead of us by */
#define LINE_BYTES	1024	/* of a line that is handed on; more is cut */

/* A child under way: what we read of it, and what we keep. */
struct child {
	struct run	*r;
	struct arena	*a;
	pid_t		 pid;
	int		 pidfd, out, err;
	size_t		 room;		/* allocated for r->out */
	size_t		 err_len;
	char		 line[LINE_BYTES];
	size_t		 line_len;
	int64_t		 watch_ms, check_ms;	/* when to look again */
	int		 enough;	/* said the one who reads the lines */
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static void
keep_out(struct child *c, const char *s, size_t n)
{
	struct run *r = c->r;
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
line_end(struct child *c)
{
	c->line[c->line_len] = '\0';
	c->line_len = 0;
	c->enough |= c->r->line(c->r->arg, c->line);
}

static void
split_lines(struct child *c, const char *s, size_t n)
{
	size_t i;

	for (i = 0; c->r->line && i < n; i++)
		if (s[i] == '\n')
			line_end(c);
		else if (c->line_len < sizeof(c->line) - 1)
			c->line[c->line_len++] = s[i];
}

/* The end is what tells: the beginning gives way. */
static void
keep_err(struct child *c, const char *s, size_t n)
{
	size_t max = sizeof(c->r->err) - 1;
	size_t drop = c->err_len + n > max ? c->err_len + n - max : 0;

	memmove(c->r->err, c->r->err + drop, c->err_len - drop);
	c->err_len -= drop;
	memcpy(c->r->err + c->err_len, s, n);
	c->err_len += n;
	c->r->err[c->err_len] = '\0';
}

/* One read.  1: there may be more, 0: not now, or at its end (*fd is -1). */
static int
drain(struct child *c, int *fd)
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
	if (fd == &c->err) {
		keep_err(c, buf, (size_t)n);
		return 1;
	}
	keep_out(c, buf, (size_t)n);
	split_lines(c, buf, (size_t)n);
	return 1;
}

/* 1: it has exited, 0: not within wait_ms, or -errno. */
static int
attend(struct child *c, int wait_ms)
{
	struct pollfd p[3] = {
		{ .fd = c->pidfd, .events = POLLIN },
		{ .fd = c->out, .events = POLLIN },
		{ .fd = c->err, .events = POLLIN },
	};

	if (poll(p, 3, wait_ms) < 0)
		return errno == EINTR ? 0 : -errno;
	if (p[1].revents)
		drain(c, &c->out);
	if (p[2].revents)
		drain(c, &c->err);
	/* Its last words first. */
	return p[0].revents && !p[1].revents && !p[2].revents;
}

bool
run_client_is_gone(int client)
{
	struct pollfd p = { .fd = client, .events = POLLRDHUP };

	return client && poll(&p, 1, 0) > 0;
}

/* 0, or why it has to end, and in *wait_ms when to look again at the latest. */
static int
watch(struct child *c, int64_t now, int *wait_ms)
{
	int64_t most = c->r->limits.memory_bytes;
	int again = WATCH_MS, rc;

	if (c->enough || (c->r->stop && *c->r->stop) ||
	    run_client_is_gone(c->r->client))
		return -ECANCELED;
	if (now >= c->watch_ms) {
		if (run_memory(c->pid) > (most ? most : RUN_MEMORY_BYTES))
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
follow(struct child *c, int64_t limit_ms)
{
	int64_t now = now_ms(), end = now + limit_ms;
	int rc = 0, why, wait_ms;

	while (!rc) {
		why = watch(c, now, &wait_ms);
		if (why)
			return why;
		if (now >= end)
			return -ETIMEDOUT;
		rc = attend(c, end - now < wait_ms ? (int)(end - now)
		    : wait_ms);
		now = now_ms();
	}
	return rc < 0 ? rc : 0;
}

static void
end_politely(struct child *c)
{
	int64_t end = now_ms() + GRACE_MS;

	kill(-c->pid, SIGTERM);
	while (now_ms() < end && attend(c, 50) == 0)
		;
}

static int
child_pipe(int *ours, int *its)
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
child_start(struct child *c)
{
	AUTO(fd_closep) int out = -1;
	AUTO(fd_closep) int err = -1;
	int rc;

	rc = child_pipe(&c->out, &out);
	/* Who tells lines waits for us: it may be stopped by what it told. */
	if (!rc && c->r->line)
		fcntl(c->out, F_SETPIPE_SZ, LINES_BYTES);
	if (!rc)
		rc = child_pipe(&c->err, &err);
	if (!rc)
		rc = run_launch(&(struct run_launch){ c->r->argv, run_clean_env(c->a),
		    SIGKILL, out, err, &c->r->limits }, &c->pid);
	return rc;
}

/* Not yet reaped, so that its number still names its group. */
static void
child_end(struct child *c)
{
	siginfo_t si = { 0 };

	kill(-c->pid, SIGKILL);
	run_wait(c->pid, &si);
	while (c->out >= 0 && drain(c, &c->out))
		;
	while (c->err >= 0 && drain(c, &c->err))
		;
	if (c->line_len)
		line_end(c);
	c->r->status = si.si_code == CLD_EXITED ? si.si_status
	    : RUN_SIGNAL + si.si_status;
}

static void
child_close(struct child *c)
{
	fd_closep(&c->pidfd);
	fd_closep(&c->out);
	fd_closep(&c->err);
}

int
run(struct run *r, struct arena *a)
{
	AUTO(child_close) struct child c = { .r = r, .a = a, .pidfd = -1,
	    .out = -1, .err = -1 };
	int rc;

	r->out = arena_strdup(a, "");
	r->out_len = 0;
	r->err[0] = '\0';
	rc = child_start(&c);
	if (rc)
		return rc;
	c.pidfd = pidfd_open(c.pid, 0);
	rc = c.pidfd < 0 ? -errno : follow(&c, r->timeout_ms);
	if (rc == -ETIMEDOUT || rc == -ECANCELED)
		end_politely(&c);
	child_end(&c);
	return rc;
}

static volatile sig_atomic_t aside_stop;

static void
on_term(int sig)
{
	(void)sig;
	aside_stop = 1;
}

/* Of what is open only the three: locks of ours must not outlive us. */
static _Noreturn void
aside(struct run *r, struct arena *a, pid_t parent)
{
	struct sigaction sa = { .sa_handler = on_term };

	sigaction(SIGTERM, &sa, NULL);
	setpgid(0, 0);
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(EXIT_FAILURE);
	close_range(3, UINT_MAX, 0);
	r->stop = &aside_stop;
	_exit(run(r, a) || r->status ? EXIT_FAILURE : EXIT_SUCCESS);
}

int
run_aside(struct run *r, struct arena *a, pid_t *pid)
{
	pid_t parent = getpid();

	*pid = fork();
	if (*pid < 0)
		return -errno;
	if (*pid == 0)
		aside(r, a, parent);
	setpgid(*pid, *pid);	/* whoever comes first */
	return 0;
}
