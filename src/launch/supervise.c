#include "config.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "auto.h"
#include "log.h"
#include "run.h"
#include "signals.h"
#include "supervise.h"
#include "when.h"

#define AGAIN_MS	1000	/* pause before a dead one is started again */
#define YOUNG_MS	1500	/* a required one that dies so young failed */
#define AFTER_MS	10000	/* to wait for what it needs; then without */
#define TICK_MS		50	/* while not yet ready, or stopping */
#define TURN_MS		1200	/* for each turn to end by itself */
#define TURNS		3

void
supervise_add(struct supervisor *s, struct child c)
{
	assert(s->n < CHILDREN_MAX);
	c.start_ms = when_boot_ms();
	s->children[s->n++] = c;
}

bool
socket_is_open(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	AUTO(fd_closep) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC |
	    SOCK_NONBLOCK, 0);

	if (fd < 0 || strlen(path) >= sizeof(at.sun_path))
		return false;
	memcpy(at.sun_path, path, strlen(path) + 1);
	return !connect(fd, (struct sockaddr *)&at, sizeof(at));
}

/* Started too early it would but log that it reaches nobody. */
static bool
is_due(const struct child *c)
{
	int64_t now = when_boot_ms();

	return !c->pid && now >= c->start_ms && (!c->after ||
	    now >= c->start_ms + AFTER_MS || socket_is_open(c->after));
}

static void
start_due(struct supervisor *s)
{
	struct child *c;
	int err;

	for (c = s->children; c < s->children + s->n; c++) {
		if (!is_due(c))
			continue;
		err = run_spawn(c->argv, c->envp, c->death ? c->death : SIGTERM,
		    &c->pid);
		if (err) {
			log_error("start failed", "process", c->name, "error",
			    strerror(-err));
			c->pid = 0;
		}
		c->start_ms = when_boot_ms() + (err ? AGAIN_MS : 0);
	}
}

/* Returns the child that ended so young that there is no point, or NULL. */
static struct child *
reap(struct supervisor *s, bool stopping)
{
	struct child *c, *failed = NULL;
	char text[32];
	int status;
	pid_t pid;

	while ((pid = run_reap(-1, &status)) > 0) {
		for (c = s->children; c < s->children + s->n; c++)
			if (c->pid == pid)
				break;
		if (c == s->children + s->n)
			continue;
		c->pid = 0;
		if (stopping)
			continue;
		snprintf(text, sizeof(text), "%s %d", WIFSIGNALED(status)
		    ? "signal" : "exit", WIFSIGNALED(status)
		    ? WTERMSIG(status) : WEXITSTATUS(status));
		log_error("process ended; starting it again", "process",
		    c->name, "how", text);
		if (c->required && when_boot_ms() - c->start_ms < YOUNG_MS)
			failed = c;
		c->required = false;
		c->start_ms = when_boot_ms() + AGAIN_MS;
	}
	return failed;
}

static int
running(const struct supervisor *s, int turn)
{
	int i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->children[i].pid && s->children[i].turn <= turn;
	return n;
}

static void
signal_turn(struct supervisor *s, int turn, int sig)
{
	struct child *c;

	for (c = s->children; c < s->children + s->n; c++) {
		if (!c->pid || c->turn != turn)
			continue;
		if (sig == SIGKILL)
			kill(-c->pid, SIGKILL);
		else
			kill(c->pid, c->stop_signal);
	}
}

/* nginx first, so that no request comes any more; then the others. */
static void
stop_all(struct supervisor *s)
{
	int64_t end;
	int turn;

	for (turn = 0; turn < TURNS; turn++) {
		signal_turn(s, turn, 0);
		end = when_boot_ms() + TURN_MS;
		while (running(s, turn) && when_boot_ms() < end) {
			poll(NULL, 0, TICK_MS / 5);
			reap(s, true);
		}
		signal_turn(s, turn, SIGKILL);
	}
	while (running(s, TURNS)) {
		poll(NULL, 0, TICK_MS / 5);
		reap(s, true);
	}
}

int
supervise(struct supervisor *s, bool (*ready_when)(void *),
    void (*ready)(void *), void *arg)
{
	AUTO(fd_closep) int fd = signals_open();
	struct pollfd p = { .fd = fd, .events = POLLIN };
	struct child *failed = NULL;
	bool is_ready = false;

	while (!failed) {
		start_due(s);
		poll(&p, 1, is_ready ? AGAIN_MS : TICK_MS);
		if (signals_say_stop(fd))
			break;
		failed = reap(s, false);
		if (!is_ready && (is_ready = ready_when(arg)))
			ready(arg);
	}
	stop_all(s);
	return failed != NULL;
}
