/*
 * mediasnap-jobs: the daemon that works off the queue.  It starts itself
 * again for each job: --clip ID CLAIM, --probe ID CLAIM, --sweep, --report.
 */
#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "clip_job.h"
#include "job_runner.h"
#include "probe_job.h"
#include "sweep.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/parent_death.h"
#include "base/sandbox.h"
#include "base/signals.h"
#include "base/timestamp.h"
#include "make/hwaccel_find.h"
#include "model/job.h"
#include "model/source.h"
#include "model/store.h"
#include "plan/hwaccel.h"

#define BEAT_MS		2000
#define ERRAND_NICE	5
#define SWEEP_MS	60000
#define FILES_MAX	256

static volatile sig_atomic_t stop;

static void
on_stop(int sig)
{
	(void)sig;
	stop = 1;
}

static int
errand(struct arena *a, struct db *db, const struct conf *conf, char **argv)
{
	bool has_job = argv[2] && argv[3];
	int64_t id = has_job ? strtoll(argv[2], NULL, 10) : 0;
	int64_t claim = has_job ? strtoll(argv[3], NULL, 10) : 0;

	if (has_job && !strcmp(argv[1], "--clip"))
		return clip_job(a, db, conf, id, claim, &stop);
	if (has_job && !strcmp(argv[1], "--probe"))
		return probe_job(a, db, conf, id, claim, &stop);
	if (!strcmp(argv[1], "--sweep"))
		return sweep(a, db, conf);
	if (!strcmp(argv[1], "--report"))
		return sweep_report(a, db, conf);
	return -EINVAL;
}

/* Nobody waits for an errand as one waits for a page or a screenshot. */
static int
run_errand(struct arena *a, const struct conf *conf, char **argv)
{
	AUTO(db_closep) struct db *db = NULL;
	struct sigaction sa = { .sa_handler = on_stop };
	int err;

	(void)!nice(ERRAND_NICE);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	err = store_open(&db, conf->db_path, DB_FULL);
	if (!err)
		err = errand(a, db, conf, argv);
	if (err && err != -ECANCELED)
		log_error("errand failed", "errand", argv[1], "error",
		    strerror(-err));
	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}

static void
drain(int fd)
{
	char scrap[256];

	while (read(fd, scrap, sizeof(scrap)) > 0)
		;
}

/* One turn; an error of the database is said, and the next turn tries again. */
static void
turn(struct queue *q, int64_t *next_sweep)
{
	int64_t now = when_boot_ms();
	int err = heartbeat_save(q->db, "jobs", now, when_wall_ms());

	if (!err)
		err = queue_reap(q);
	if (!err)
		err = queue_cancel(q);
	if (!err)
		err = queue_fill(q);
	if (err)
		log_error("the queue cannot be worked off", "error",
		    strerror(-err));
	if (now >= *next_sweep && !queue_errand(q, "--sweep"))
		*next_sweep = now + SWEEP_MS;
}

static void
loop(struct queue *q, int wake, int signals)
{
	struct pollfd p[2] = {
		{ .fd = wake, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
	};
	int64_t next_sweep = 0;

	queue_errand(q, "--report");
	while (!stop) {
		turn(q, &next_sweep);
		if (db_moved(q->db))
			return;		/* started again, it opens anew */
		poll(p, 2, BEAT_MS);
		drain(wake);
		if (signals_take(signals) & SIGNAL_STOP)
			stop = 1;
	}
}

/* Tried once, here; the jobs are told the result by their environment. */
static void
try_hwaccel(struct arena *a, struct conf *conf)
{
	const char *note = NULL;
	const struct hwaccel *hw = hwaccel_find(a, conf, &note);

	if (note)
		log_warn("hardware encoding", "note", note);
	setenv("HWACCEL", hw ? hw->name : "none", 1);
}

static int
run_daemon(struct arena *a, struct conf *conf, const char *program)
{
	AUTO(db_closep) struct db *db = NULL;
	AUTO(fd_closep) int wake = job_wake_socket(conf);
	AUTO(fd_closep) int signals = signals_open();
	struct queue q = { .conf = conf, .program = program };
	int err = store_open(&db, conf->db_path, DB_NORMAL);

	if (!err && wake < 0)
		err = wake;
	q.db = db;
	if (!err)
		err = queue_recover(&q);
	if (err) {
		log_error("cannot start", "error", store_error(a,
		    conf->db_path, err));
		return EXIT_FAILURE;
	}
	try_hwaccel(a, conf);
	loop(&q, wake, signals);
	queue_stop(&q);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct conf conf;

	signals_ignore_hangup();
	lifeline_take(SIGTERM);
	confine(FILES_MAX);
	conf_start(&conf, &a, "jobs");
	if (argc > 1)
		return run_errand(&a, &conf, argv);
	return run_daemon(&a, &conf, argv[0]);
}
