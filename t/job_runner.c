/*
 * The job daemon's queue, with a script as its program: claims, tries, and
 * jobs that hang.
 */
#include "config.h"

#include <errno.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kill_check.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "jobs/job_runner.h"
#include "model/capture.h"
#include "model/change.h"
#include "model/job.h"
#include "model/store.h"

static struct arena a;
static char dir[] = "/tmp/mediasnap-queue-XXXXXX";
static struct conf conf = { .clip_jobs = 2 };
static struct job_runner q;

static const char *
in_dir(const char *name)
{
	return arena_printf(&a, "%s/%s", dir, name);
}

/* The script logs its arguments and does what they say. */
static const char *
program(const char *does)
{
	const char *path = in_dir("program");
	FILE *f = fopen(path, "w");

	fprintf(f, "#!/bin/sh\necho \"$*\" >>%s\n%s\n", in_dir("said"), does);
	fclose(f);
	chmod(path, 0755);
	return path;
}

static int
said(const char *option)
{
	FILE *f = fopen(in_dir("said"), "r");
	char line[200];
	int n = 0;

	while (f && fgets(line, sizeof(line), f))
		n += !strncmp(line, option, strlen(option));
	if (f)
		fclose(f);
	return n;
}

/* The arguments of its last call. */
static const char *
last_said(void)
{
	FILE *f = fopen(in_dir("said"), "r");
	char line[200] = "";

	while (f && fgets(line, sizeof(line), f))
		line[strcspn(line, "\n")] = '\0';
	if (f)
		fclose(f);
	return arena_strdup(&a, line);
}

static int
running(const char *option)
{
	int i, n = 0;

	for (i = 0; i < RUNNING_MAX; i++)
		n += q.running[i].pid && !strcmp(q.running[i].option, option);
	return n;
}

static void
wait_until_ended(const char *option)
{
	while (running(option)) {
		poll(NULL, 0, 5);
		job_runner_reap(&q);
	}
}

static void
add_clip(const char *id)
{
	struct capture c = { .id = id, .source = "plex", .media_title = "t",
	    .media_path = "/f", .type = "clip", .created_at = "2026",
	    .file_name = arena_printf(&a, "%s.mp4", id) };

	is_int(capture_insert(q.db, &conf, &c), 0, "a clip");
	is_int(job_add_clip(q.db, id), 0, "  is queued");
	is_int(job_add_clip(q.db, id), 0, "  once, however often it is asked");
}

static const char *
status(const char *id)
{
	struct capture c;

	return capture_by_id(q.db, &a, id, &c) ? "absent" : c.status;
}

static int64_t
jobs(bool claimed)
{
	int64_t n = -1;

	jobs_count(q.db, claimed, "clip", &n);
	return n;
}

static void
test_claims(void)
{
	struct job old, new;

	add_clip("c1");
	is_int(job_claim(q.db, &a, "probe", &old), 0, "none of another kind");
	is_int(job_claim(q.db, &a, "clip", &old), 1, "claimed");
	is_int(old.tries, 1, "  the first try");
	is_int(job_claim(q.db, &a, "clip", &new), 0, "  by one alone");
	is_int(job_release(q.db, &old, false), CHANGE_DONE, "given back");
	is_int(job_claim(q.db, &a, "clip", &new), 1, "claimed again");
	is_int(new.tries, 1, "  a polite stop is no try");
	ok(new.claim != old.claim, "  by another claim");
	is_int(job_by_claim(q.db, &a, old.id, old.claim, &old), -ENOENT,
	    "the former one has it no longer");
	is_int(job_release(q.db, &old, true), CHANGE_LATE, "  cannot release");
	is_int(job_delete(q.db, &old), CHANGE_LATE, "  nor delete it");
	is_int(capture_set_progress(q.db, "c1", old.claim, 0.5), CHANGE_LATE,
	    "  nor tell of progress");
	is_int(capture_set_note(q.db, "c1", old.claim, "x"), CHANGE_LATE,
	    "  nor note");
	is_int(capture_set_progress(q.db, "c1", new.claim, 0.5), CHANGE_DONE,
	    "the new one can");
	is_int(jobs(true), 1, "  and has it");
	is_int(job_release(q.db, &new, true), CHANGE_DONE, "interrupted");
	is_int(job_claim(q.db, &a, "clip", &new), 1, "claimed again");
	is_int(new.tries, 2, "  the second try");
	old = new;
	is_int(capture_delete(q.db, "c1"), CHANGE_DONE, "the clip is deleted");
	is_int(job_delete(q.db, &old), CHANGE_ABSENT, "  its job with it");
	is_int(capture_delete(q.db, "c1"), CHANGE_ABSENT, "  once");
	add_clip("c2");
	is_int(job_claim(q.db, &a, "clip", &new), 1, "the next one");
	ok(new.id > old.id, "  has an id that none had before");
	is_int(job_delete(q.db, &new), CHANGE_DONE, "done");
	is_int(job_delete(q.db, &new), CHANGE_ABSENT, "  once");
}

static void
test_changes(void)
{
	struct capture c = { .id = "c2" };

	is_int(capture_restart(q.db, "c2"), CHANGE_LATE, "pending: no restart");
	is_int(capture_finish(q.db, &c), CHANGE_DONE, "it is finished");
	is_int(capture_finish(q.db, &c), CHANGE_LATE, "  once");
	is_int(capture_fail(q.db, "c2", "x"), CHANGE_LATE, "  cannot fail");
	is_int(capture_restart(q.db, "c2"), CHANGE_LATE, "  nor restart");
	is_int(capture_drop(q.db, "c2"), CHANGE_LATE, "  nor be dropped");
	is_str(status("c2"), "complete", "  and is complete");
	is_int(capture_fail(q.db, "none", "x"), CHANGE_ABSENT, "none: fail");
	is_int(capture_restart(q.db, "none"), CHANGE_ABSENT, "none: restart");
	is_int(capture_drop(q.db, "none"), CHANGE_ABSENT, "none: drop");
	c.id = "none";
	is_int(capture_finish(q.db, &c), CHANGE_ABSENT, "none: finish");
	is_int(capture_set_progress(q.db, "none", 1, 1), CHANGE_ABSENT,
	    "none: progress");
}

/* After three tries the row has failed and the job is gone. */
static void
test_crashes(void)
{
	const char *want;
	struct capture c;
	int i;

	q.program = program("kill -9 $$");
	add_clip("c3");
	for (i = 1; i <= JOB_TRIES_MAX; i++) {
		is_str(status("c3"), "pending", "pending");
		is_int(job_runner_fill(&q), 0, "it is started");
		is_int(job_runner_fill(&q), 0, "  and not twice");
		want = arena_printf(&a, "--clip %lld %lld",
		    (long long)q.running[0].job,
		    (long long)q.running[0].claim);
		wait_until_ended("--clip");
		is_int(said("--clip"), i, "  as a process");
		is_str(last_said(), want, "  that is told its job and claim");
		is_int(jobs(true), 0, "  its end is noticed");
	}
	is_int(job_runner_fill(&q), 0, "nothing waits");
	is_int(said("--clip"), JOB_TRIES_MAX, "  nor is started");
	is_int(jobs(false), 0, "  the job is done with");
	is_str(status("c3"), "failed", "  the row has failed");
	capture_by_id(q.db, &a, "c3", &c);
	ok(strstr(c.error, "three times") != NULL, "  and says: %s", c.error);
	is_int(capture_restart(q.db, "c3"), CHANGE_DONE, "  it can be retried");
}

/* A job that cannot be started stays queued, and no try is counted. */
static void
test_no_program(void)
{
	struct job job;

	q.program = in_dir("none");
	is_int(job_add_clip(q.db, "c3"), 0, "asked for again");
	is_int(job_runner_fill(&q), -ENOENT, "no program");
	is_int(jobs(true), 1, "  keeps its place");
	is_int(job_runner_reap(&q), 0, "  until the next turn");
	is_int(jobs(false), 1, "  then it waits again");
	is_int(job_claim(q.db, &a, "clip", &job), 1, "claimed");
	is_int(job.tries, 1, "  no try was counted");
	is_int(job_delete(q.db, &job), 0, "done");
}

/* Jobs that were running when the daemon died. */
static void
test_recovery(void)
{
	struct job job;
	int i;

	add_clip("c4");
	for (i = 1; i <= JOB_TRIES_MAX; i++) {
		is_int(job_claim(q.db, &a, "clip", &job), 1, "claimed");
		is_int(job.tries, i, "  as many tries");
		is_int(job_runner_recover(&q), 0, "the daemon died");
		is_int(job_release(q.db, &job, false), i < JOB_TRIES_MAX
		    ? CHANGE_LATE : CHANGE_ABSENT, "  its process is late");
	}
	is_str(status("c4"), "failed", "three times is enough");
}

/* If its job is deleted, a process ends, with its children. */
static void
test_cancel(void)
{
	q.program = program("sleep 600 & wait");
	add_clip("c5");
	add_clip("c6");
	add_clip("c7");
	is_int(job_runner_fill(&q), 0, "three wait");
	is_int(running("--clip"), 2, "  two run (CLIP_JOBS)");
	is_int(job_runner_cancel(&q), 0, "nothing is cancelled");
	is_int(job_runner_reap(&q), 0, "  nobody ends");
	is_int(running("--clip"), 2, "  both run");
	capture_delete(q.db, "c5");
	is_int(job_runner_cancel(&q), 0, "one is deleted");
	while (running("--clip") > 1) {
		poll(NULL, 0, 5);
		job_runner_reap(&q);
	}
	is_int(job_runner_fill(&q), 0, "  its place is free");
	is_int(running("--clip"), 2, "  for the next one");
	job_runner_stop(&q);
	is_int(running("--clip"), 0, "a stop ends both");
	is_int(job_runner_recover(&q), 0, "  they wait");
	is_int(jobs(false), 2, "  both");
}

static void
test_errands(void)
{
	struct job_process *r = q.running;

	q.program = program("sleep 600 & wait");
	is_int(job_runner_start_errand(&q, "--sweep"), 0, "a sweep");
	is_int(job_runner_start_errand(&q, "--sweep"), -EALREADY,
	    "hangs: no second one");
	is_int(job_runner_start_errand(&q, "--report"), 0,
	    "  another errand may run");
	is_int(running("--sweep"), 1, "  one sweep runs");
	while (strcmp(r->option ? r->option : "", "--sweep"))
		r++;
	r->since_ms -= ERRAND_MAX_MS - 5000;
	is_int(job_runner_start_errand(&q, "--sweep"), -EALREADY, "for long");
	is_int(job_runner_reap(&q), 0, "  it may");
	is_int(running("--sweep"), 1, "  run on");
	r->since_ms -= 6000;
	is_int(job_runner_start_errand(&q, "--sweep"), -EALREADY,
	    "for too long");
	wait_until_ended("--sweep");
	is_int(job_runner_start_errand(&q, "--sweep"), 0,
	    "  it was ended: the next one");
	job_runner_stop(&q);
}

/* The wake-up datagram to the daemon, which may not be running. */
static void
test_wake(void)
{
	static struct conf far;
	char word[8];
	int fd;

	conf.run_dir = dir;
	job_wake(&conf);
	fd = job_wake_socket(&conf);
	ok(fd >= 0, "a socket");
	is_int(read(fd, word, sizeof(word)), -1, "  nobody has asked");
	job_wake(&conf);
	is_int(read(fd, word, sizeof(word)), 1, "a word is heard");
	close(fd);
	fd = job_wake_socket(&conf);
	ok(fd >= 0, "the next daemon takes its place");
	job_wake(&conf);
	is_int(read(fd, word, sizeof(word)), 1, "  and is the one that hears");
	close(fd);
	far.run_dir = arena_printf(&a, "%s/%0120d", dir, 0);
	is_int(job_wake_socket(&far), -ENAMETOOLONG, "RUN_DIR is too long");
	job_wake(&far);
}

static int
take_away(const char *path, const struct stat *st, int kind, struct FTW *at)
{
	(void)st, (void)kind, (void)at;
	return remove(path);
}

int
main(void)
{
	const char *why = "";

	if (!mkdtemp(dir))
		return 99;
	conf.capture_dir = dir;
	conf.db_path = in_dir("db");
	if (store_migrate(conf.db_path, &a, &why) ||
	    store_open(&q.db, conf.db_path, DB_NORMAL))
		return 99;
	q.conf = &conf;
	test_claims();
	test_changes();
	test_crashes();
	test_no_program();
	test_recovery();
	test_cancel();
	test_errands();
	test_wake();
	is_int(kills_astray, 0, "no signal to a process that was reaped");
	db_close(q.db);
	nftw(dir, take_away, 4, FTW_DEPTH | FTW_PHYS);
	arena_reset(&a);
	return done();
}
