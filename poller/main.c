/*
 * mediasnap-poller: polls the media servers for what is playing.
 *
 * Each source has a process, so that one that hangs or dies does not affect
 * the others.  The parent restarts them and writes the heartbeat.
 */
#include "config.h"

#include <err.h>
#include <errno.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "poll_loop.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/log.h"
#include "base/path_map.h"
#include "base/process.h"
#include "base/sandbox.h"
#include "base/signals.h"
#include "base/timestamp.h"
#include "model/heartbeat.h"
#include "model/session.h"
#include "model/source.h"
#include "model/store.h"
#include "servers/media_server.h"

#define BEAT_MS		1000
#define RESTART_MS	1000
#define STOP_MS		2000
#define FORGET_MS	(INT64_C(24) * 3600 * 1000)
#define FORGET_EVERY_MS	600000
#define DOWN_MS		30000	/* longer without a poller: old sessions end */
#define CHILDREN_MAX	8
#define FILES_MAX	256

struct poller_child {
	const struct media_server	*server;
	pid_t			 pid;		/* 0: not running */
	int64_t			 start_ms;	/* boot: when to start it */
};

struct poller_parent {
	struct arena	 arena;
	struct conf	 conf;
	struct db	*db;
	struct poller_child	 children[CHILDREN_MAX];
	size_t		 n;
	int64_t		 beat_ms, forget_ms;	/* boot: when they are due */
	int		 beat_error;		/* the last that was logged */
};

static const char *
poller_main_own_path(struct arena *a)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);

	return n > 0 ? arena_strndup(a, path, (size_t)n) : "mediasnap-poller";
}

static void
poller_main_start_child(struct poller_child *c)
{
	AUTO(arena_reset) struct arena a = { 0 };
	char *argv[] = { arena_strdup(&a, poller_main_own_path(&a)),
	    arena_strdup(&a, "--source"),
	    arena_strdup(&a, c->server->name), NULL };
	int err = process_spawn(argv, NULL, SIGTERM, &c->pid);

	if (err) {
		c->pid = 0;
		c->start_ms = timestamp_boot_ms() + RESTART_MS;
		log_error("cannot start", "source", c->server->name, "error",
		    strerror(-err));
	}
}

/* The pid; 0: none has ended; -ECHILD: none is left.  *c: its child or NULL. */
static pid_t
poller_main_reap_one(struct poller_parent *p, struct poller_child **c,
    int *status)
{
	pid_t pid = process_reap(-1, status);
	size_t i;

	*c = NULL;
	for (i = 0; pid > 0 && i < p->n; i++)
		if (p->children[i].pid == pid) {
			*c = &p->children[i];
			(*c)->pid = 0;
		}
	return pid;
}

static void
poller_main_reap_children(struct poller_parent *p)
{
	struct poller_child *c;
	int status;

	while (poller_main_reap_one(p, &c, &status) > 0) {
		if (!c)
			continue;
		log_error("a source's process ended; restarting it",
		    "source", c->server->name, "by", WIFSIGNALED(status)
		    ? strsignal(WTERMSIG(status)) : "itself");
		c->start_ms = timestamp_boot_ms() + RESTART_MS;
	}
}

static void
poller_main_save_heartbeat(struct poller_parent *p)
{
	AUTO(arena_reset) struct arena a = { 0 };
	int err = heartbeat_save(p->db, "poller", timestamp_boot_ms(),
	    timestamp_wall_ms());

	if (err && err != p->beat_error)
		log_error("no heartbeat", "error", store_error(&a,
		    p->conf.db_path, err));
	p->beat_error = err;
}

/* Does what is due; returns the time until more is due. */
static int64_t
poller_main_do_due_work(struct poller_parent *p)
{
	int64_t now = timestamp_boot_ms(), next;
	size_t i;

	if (now >= p->beat_ms) {
		poller_main_save_heartbeat(p);
		p->beat_ms = now + BEAT_MS;
	}
	if (now >= p->forget_ms) {
		sessions_forget(p->db, timestamp_wall_ms() - FORGET_MS);
		p->forget_ms = now + FORGET_EVERY_MS;
	}
	next = p->beat_ms;
	for (i = 0; i < p->n; i++) {
		struct poller_child *c = &p->children[i];

		if (!c->pid && now >= c->start_ms)
			poller_main_start_child(c);
		if (!c->pid && c->start_ms < next)
			next = c->start_ms;
	}
	return next > now ? next - now : 0;
}

/* Waits for a child to end or the time to pass; false: we are to stop. */
static bool
poller_main_wait(const sigset_t *signals, int64_t ms)
{
	struct timespec t = { .tv_sec = ms / 1000,
	    .tv_nsec = ms % 1000 * 1000000 };
	int signal = sigtimedwait(signals, NULL, &t);

	return signal < 0 || signal == SIGCHLD;
}

static void
poller_main_stop_children(struct poller_parent *p, const sigset_t *signals)
{
	int64_t end = timestamp_boot_ms() + STOP_MS, now;
	struct poller_child *c;
	int status;
	pid_t pid;
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->children[i].pid)
			kill(p->children[i].pid, SIGTERM);
	/* One SIGCHLD may mean that several children ended. */
	while ((pid = poller_main_reap_one(p, &c, &status)) >= 0 &&
	    (now = timestamp_boot_ms()) < end)
		if (!pid)
			poller_main_wait(signals, end - now);
	for (i = 0; i < p->n; i++)
		if (p->children[i].pid)
			kill(p->children[i].pid, SIGKILL);
}

/* Ends the sessions of a source that was not polled. */
static int
poller_main_end_sessions(struct poller_parent *p, const char *source,
    int64_t wall_ms)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct session *v;
	size_t i, n;
	int err = sessions_live(p->db, &a, source, &v, &n);

	for (i = 0; !err && i < n; i++) {
		/* Its anchor may be of another boot: no time is added. */
		v[i].position.until_ms = v[i].position.anchor_ms;
		err = session_end(p->db, &v[i], wall_ms);
	}
	return err;
}

static int
poller_main_enable_source(struct poller_parent *p,
    const struct media_server *server, bool on)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct source s = { .name = server->name };
	int err = source_by_name(p->db, &a, server->name, &s);

	if (err && err != -ENOENT)
		return err;
	s.is_enabled = on;
	if (!on) {
		s.is_ok = false;
		s.failing_ms = 0;
		s.error = NULL;
	}
	return source_save(p->db, &s);
}

/* Sets up the sources; ends sessions of a poller that stopped long ago. */
static int
poller_main_take_over(struct poller_parent *p)
{
	int64_t age = INT64_MAX, seen = timestamp_wall_ms();
	size_t i;
	int err = heartbeat_age(p->db, "poller", timestamp_boot_ms(), &age,
	    &seen);

	if (err == -ENOENT)
		err = 0;
	for (i = 0; !err && i < media_servers_count; i++) {
		bool on = media_server_is_set_up(media_servers[i], &p->conf);

		if (on)
			p->children[p->n++].server = media_servers[i];
		err = poller_main_enable_source(p, media_servers[i], on);
		if (!err && (!on || age > DOWN_MS))
			err = poller_main_end_sessions(p,
			    media_servers[i]->name, seen);
	}
	return err;
}

static int
poller_main_run_parent(struct poller_parent *p)
{
	const char *path = p->conf.db_path;
	sigset_t signals;
	int err;

	sigemptyset(&signals);
	sigaddset(&signals, SIGCHLD);
	sigaddset(&signals, SIGTERM);
	sigaddset(&signals, SIGINT);
	sigprocmask(SIG_BLOCK, &signals, NULL);

	err = store_open(&p->db, path, DB_NORMAL);
	if (!err)
		err = poller_main_take_over(p);
	if (err) {
		log_error("cannot start", "error",
		    store_error(&p->arena, path, err));
		return EXIT_FAILURE;
	}
	while (poller_main_wait(&signals, poller_main_do_due_work(p)))
		poller_main_reap_children(p);
	poller_main_stop_children(p, &signals);
	db_close(p->db);
	return EXIT_SUCCESS;
}

/* A source parses data from the network; it writes only the database. */
static void
poller_main_sandbox_source(struct poller_parent *p)
{
	char *path = realpath(p->conf.db_path, NULL);

	if (path)
		sandbox_restrict_to(dirname(path));
	free(path);
}

int
main(int argc, char **argv)
{
	struct poller_parent p = { 0 };
	const struct media_server *server = NULL;
	struct path_map map;
	const char *error;
	int status;

	signals_ignore_hangup();
	if (argc == 3 && !strcmp(argv[1], "--source"))
		server = media_server_by_name(argv[2]);
	if (argc != 1 && !server)
		errx(2, "usage: mediasnap-poller [--source NAME]");
	sandbox_enter(FILES_MAX);
	conf_start(&p.conf, &p.arena, "poller");
	if (path_map_parse(&p.arena, p.conf.path_map, &map, &error))
		errx(EXIT_FAILURE, "%s", error);
	if (server)
		poller_main_sandbox_source(&p);
	status = server ? poll_loop_run(&p.conf, server, &map)
	    : poller_main_run_parent(&p);
	arena_reset(&p.arena);
	return status;
}
