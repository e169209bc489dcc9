/*
 * mediasnap-jobs: the daemon that runs queued jobs.  It starts its own program
 * for each: --clip ID CLAIM, --probe ID CLAIM, --sweep, --report.
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
#include "model/heartbeat.h"
#include "model/job.h"
#include "model/store.h"
#include "plan/hwaccel.h"

#define BEAT_MS		2000
#define ERRAND_NICE	5
#define SWEEP_MS	60000
#define FILES_MAX	256

static volatile sig_atomic_t stop;

static void
jobs_main_handle_stop(int sig)
{
	(void)sig;
	stop = 1;
}

static int
jobs_main_dispatch(struct arena *a, struct db *db, const struct conf *conf,
    char **argv)
{
	bool has_job = argv[2] && argv[3];
	int64_t id = has_job ? strtoll(argv[2], NULL, 10) : 0;
	int64_t claim = has_job ? strtoll(argv[3], NULL, 10) : 0;

	if (has_job && !strcmp(argv[1], "--clip"))
		return clip_job_run(a, db, conf, id, claim, &stop);
	if (has_job && !strcmp(argv[1], "--probe"))
		return probe_job_run(a, db, conf, id, claim, &stop);
	if (!strcmp(argv[1], "--sweep"))
		return sweep_run(a, db, conf);
	if (!strcmp(argv[1], "--report"))
		return sweep_report(a, db, conf);
	return -EINVAL;
}

/* At lower priority: nobody waits for a job as for a page or screenshot. */
static int
jobs_main_run_errand(struct arena *a, const struct conf *conf, char **argv)
{
	AUTO(db_closep) struct db *db = NULL;
	struct sigaction sa = { .sa_handler = jobs_main_handle_stop };
	int err;

	(void)!nice(ERRAND_NICE);
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	err = store_open(&db, conf->db_path, DB_FULL);
	if (!err)
		err = jobs_main_dispatch(a, db, conf, argv);
	if (err && err != -ECANCELED)
		log_error("errand failed", "errand", argv[1], "error",
		    strerror(-err));
	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}

static void
jobs_main_drain(int fd)
{
	char scrap[256];

	while (read(fd, scrap, sizeof(scrap)) > 0)
		;
}

/* One turn.  A database error is logged, and the next turn retries. */
static void
jobs_main_run_turn(struct job_runner *q, int64_t *next_sweep)
{
	int64_t now = timestamp_boot_ms();
	int err = heartbeat_save(q->db, "jobs", now, timestamp_wall_ms());

	if (!err)
		err = job_runner_reap(q);
	if (!err)
		err = job_runner_cancel(q);
	if (!err)
		err = job_runner_fill(q);
	if (err)
		log_error("cannot run queued jobs", "error",
		    strerror(-err));
	if (now >= *next_sweep && !job_runner_start_errand(q, "--sweep"))
		*next_sweep = now + SWEEP_MS;
}

static void
jobs_main_run_loop(struct job_runner *q, int wake, int signals)
{
	struct pollfd p[2] = {
		{ .fd = wake, .events = POLLIN },
		{ .fd = signals, .events = POLLIN },
	};
	int64_t next_sweep = 0;

	job_runner_start_errand(q, "--report");
	while (!stop) {
		jobs_main_run_turn(q, &next_sweep);
		if (db_has_moved(q->db))
			return;		/* the restarted daemon opens it anew */
		poll(p, 2, BEAT_MS);
		jobs_main_drain(wake);
		if (signals_read(signals) & SIGNAL_STOP)
			stop = 1;
	}
}

/* Tried once, here; the jobs get the result in their environment. */
static void
jobs_main_try_hwaccel(struct arena *a, struct conf *conf)
{
	const char *note = NULL;
	const struct hwaccel *hw = hwaccel_find(a, conf, &note);

	if (note)
		log_warn("hardware encoding", "note", note);
	setenv("HWACCEL", hw ? hw->name : "none", 1);
}

static int
jobs_main_run_daemon(struct arena *a, struct conf *conf, const char *program)
{
	AUTO(db_closep) struct db *db = NULL;
	AUTO(fd_closep) int wake = job_wake_socket(conf);
	AUTO(fd_closep) int signals = signals_open();
	struct job_runner q = { .conf = conf, .program = program };
	int err = store_open(&db, conf->db_path, DB_NORMAL);

	if (!err && wake < 0)
		err = wake;
	q.db = db;
	if (!err)
		err = job_runner_recover(&q);
	if (err) {
		log_error("cannot start", "error", store_error(a,
		    conf->db_path, err));
		return EXIT_FAILURE;
	}
	jobs_main_try_hwaccel(a, conf);
	jobs_main_run_loop(&q, wake, signals);
	job_runner_stop(&q);
	return EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct conf conf;

	signals_ignore_hangup();
	parent_death_set_signal(SIGTERM);
	sandbox_enter(FILES_MAX);
	conf_start(&conf, &a, "jobs");
	if (argc > 1)
		return jobs_main_run_errand(&a, &conf, argv);
	return jobs_main_run_daemon(&a, &conf, argv[0]);
}
