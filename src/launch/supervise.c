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

#include "supervise.h"
#include "base/cleanup.h"
#include "base/log.h"
#include "base/process.h"
#include "base/signals.h"
#include "base/timestamp.h"

#define AGAIN_MS	1000	/* pause before a restart */
#define OLD_MS		10000	/* no pause after a process ran so long */
#define YOUNG_MS	1500	/* a required one that ends sooner has failed */
#define AFTER_MS	10000	/* longest wait for the socket in after */
#define TICK_MS		50	/* between checks while starting or stopping */
#define TURN_MS		1200	/* for each turn to end before it is killed */
#define TURNS		3

void
supervise_add(struct supervisor *s, struct supervise_child c)
{
	assert(s->n < CHILDREN_MAX);
	c.start_ms = timestamp_boot_ms();
	s->children[s->n++] = c;
}

bool
supervise_socket_is_open(const char *path)
{
	struct sockaddr_un at = { .sun_family = AF_UNIX };
	AUTO(fd_closep) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC |
	    SOCK_NONBLOCK, 0);

	if (fd < 0 || strlen(path) >= sizeof(at.sun_path))
		return false;
	memcpy(at.sun_path, path, strlen(path) + 1);
	return !connect(fd, (struct sockaddr *)&at, sizeof(at));
}

/* Started too early, nginx would log that it reaches no worker. */
static bool
supervise_is_due(const struct supervise_child *c)
{
	int64_t now = timestamp_boot_ms();

	return !c->pid && now >= c->start_ms &&
	    (!c->after || now >= c->start_ms + AFTER_MS ||
		supervise_socket_is_open(c->after));
}

static int
supervise_start_child(struct supervise_child *c)
{
	int death = c->death ? c->death : SIGTERM;

	if (!c->output)
		return process_spawn(c->argv, c->envp, death, &c->pid);
	fd_closep(&c->output->fd);
	return process_spawn_piped(c->argv, c->envp, death, STDERR_FILENO,
	    &c->output->fd, &c->pid);
}

static void
supervise_start_due(struct supervisor *s)
{
	struct supervise_child *c;
	int err;

	for (c = s->children; c < s->children + s->n; c++) {
		if (!supervise_is_due(c))
			continue;
		err = supervise_start_child(c);
		if (err) {
			log_error("start failed", "process", c->name, "error",
			    strerror(-err));
			c->pid = 0;
		}
		c->start_ms = timestamp_boot_ms() + (err ? AGAIN_MS : 0);
	}
}

/* "2026/11/28 19:00:00 [error] 7#7: text", as nginx writes it. */
static void
supervise_log_line(const char *name, const char *line)
{
	static const struct {
		const char	*mark;
		enum log_level	 level;
	} levels[] = {
		{ "[emerg] ", LOG_ERROR }, { "[alert] ", LOG_ERROR },
		{ "[crit] ", LOG_ERROR }, { "[error] ", LOG_ERROR },
		{ "[notice] ", LOG_INFO }, { "[info] ", LOG_INFO },
	};
	size_t i;

	for (i = 0; i < COUNT(levels); i++)
		if (strstr(line, levels[i].mark)) {
			log_write(levels[i].level, name, "says",
			    strstr(line, levels[i].mark), (char *)NULL);
			return;
		}
	log_warn(name, "says", line);
}

static void
supervise_read_output(const char *name, struct supervise_output *h)
{
	char buf[4096];
	ssize_t n, i;

	while (h->fd >= 0 && (n = read(h->fd, buf, sizeof(buf))) > 0)
		for (i = 0; i < n; i++) {
			if (buf[i] != '\n' && h->len < sizeof(h->line) - 1) {
				h->line[h->len++] = buf[i] ? buf[i] : ' ';
				continue;
			}
			h->line[h->len] = '\0';
			if (buf[i] == '\n' && h->len)
				supervise_log_line(name, h->line);
			if (buf[i] == '\n')
				h->len = 0;
		}
}

/* Waits for a signal, output of a child, or the end of wait_ms. */
static void
supervise_wait(struct supervisor *s, int signals, int wait_ms)
{
	struct pollfd p[CHILDREN_MAX + 1] = { { .fd = signals,
	    .events = POLLIN } };
	int i;

	for (i = 0; i < s->n; i++)
		p[i + 1] = (struct pollfd){ .fd = s->children[i].output
		    ? s->children[i].output->fd : -1, .events = POLLIN };
	poll(p, (nfds_t)s->n + 1, wait_ms);
	for (i = 0; i < s->n; i++) {
		struct supervise_child *c = &s->children[i];

		if (c->output && p[i + 1].revents)
			supervise_read_output(c->name, c->output);
		if (c->output && p[i + 1].revents & POLLHUP)
			fd_closep(&c->output->fd);
	}
}

/* The pause keeps a child that dies at once from filling the log. */
static int64_t
supervise_restart_ms(const struct supervise_child *c, int64_t now_ms)
{
	return now_ms - c->start_ms < OLD_MS ? now_ms + AGAIN_MS : now_ms;
}

/* Returns a required child that ended right after its start, or NULL. */
static struct supervise_child *
supervise_reap(struct supervisor *s, bool stopping)
{
	struct supervise_child *c, *failed = NULL;
	char text[32];
	int status;
	pid_t pid;

	while ((pid = process_reap(-1, &status)) > 0) {
		for (c = s->children; c < s->children + s->n; c++)
			if (c->pid == pid)
				break;
		if (c == s->children + s->n)
			continue;
		c->pid = 0;
		if (c->output)
			supervise_read_output(c->name, c->output);
		if (stopping)
			continue;
		snprintf(text, sizeof(text), "%s %d", WIFSIGNALED(status)
		    ? "signal" : "exit", WIFSIGNALED(status)
		    ? WTERMSIG(status) : WEXITSTATUS(status));
		log_error("process ended; starting it again", "process",
		    c->name, "how", text);
		if (c->is_required &&
		    timestamp_boot_ms() - c->start_ms < YOUNG_MS)
			failed = c;
		c->is_required = false;
		c->start_ms = supervise_restart_ms(c, timestamp_boot_ms());
	}
	return failed;
}

static int
supervise_count_running(const struct supervisor *s, int turn)
{
	int i, n = 0;

	for (i = 0; i < s->n; i++)
		n += s->children[i].pid && s->children[i].turn <= turn;
	return n;
}

static void
supervise_signal_turn(struct supervisor *s, int turn, int sig)
{
	struct supervise_child *c;

	for (c = s->children; c < s->children + s->n; c++) {
		if (!c->pid || c->turn != turn)
			continue;
		if (sig == SIGKILL)
			kill(-c->pid, SIGKILL);
		else
			kill(c->pid, c->stop_signal);
	}
}

/* nginx first, so that no more requests arrive; then the others. */
static void
supervise_stop_all(struct supervisor *s)
{
	int64_t end;
	int turn;

	for (turn = 0; turn < TURNS; turn++) {
		supervise_signal_turn(s, turn, 0);
		end = timestamp_boot_ms() + TURN_MS;
		while (supervise_count_running(s, turn) &&
		    timestamp_boot_ms() < end) {
			poll(NULL, 0, TICK_MS / 5);
			supervise_reap(s, true);
		}
		supervise_signal_turn(s, turn, SIGKILL);
	}
	while (supervise_count_running(s, TURNS)) {
		poll(NULL, 0, TICK_MS / 5);
		supervise_reap(s, true);
	}
}

void
supervise_signal(struct supervisor *s, const char *name, int sig)
{
	struct supervise_child *c;

	for (c = s->children; c < s->children + s->n; c++)
		if (c->pid && !strcmp(c->name, name))
			kill(c->pid, sig);
}

int
supervise_run(struct supervisor *s, const struct supervisor_events *on)
{
	AUTO(fd_closep) int fd = signals_open();
	struct supervise_child *failed = NULL;
	bool is_ready = false;
	int news;

	while (!failed) {
		supervise_start_due(s);
		supervise_wait(s, fd, is_ready ? AGAIN_MS : TICK_MS);
		news = signals_read(fd);
		if (news & SIGNAL_STOP)
			break;
		if (news & SIGNAL_RELOAD && is_ready)
			on->reload(on->arg);
		failed = supervise_reap(s, false);
		if (is_ready)
			on->idle(on->arg);
		else if ((is_ready = on->is_ready(on->arg)))
			on->ready(on->arg);
	}
	on->stop(on->arg);
	supervise_stop_all(s);
	return failed != NULL;
}
