#include "config.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kill_check.h"
#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/process.h"

static struct arena a;
static char shell[] = "sh", flag[] = "-c", nowhere[] = "/nonexistent";
static char lines[256];
static volatile sig_atomic_t stop;

static int
join_lines(void *arg, const char *line)
{
	size_t n = strlen(lines);

	(void)arg;
	snprintf(lines + n, sizeof(lines) - n, "%s|", line);
	stop = !strcmp(line, "stop");
	return !strcmp(line, "enough");
}

static int
sh(struct process *r, const char *script, int timeout_ms)
{
	char *argv[] = { shell, flag, arena_strdup(&a, script), NULL };

	*r = (struct process){ .argv = argv, .timeout_ms = timeout_ms,
	    .out_max = 64, .line = join_lines, .stop = &stop };
	lines[0] = '\0';
	stop = 0;
	return process_run(r, &a);
}

static void
ends(void)
{
	char *missing[] = { nowhere, NULL };
	struct process r;

	is_int(sh(&r, "echo out; echo err >&2; exit 3", 5000), 0, "runs");
	is_int(r.status, 3, "  status");
	is_str(r.out, "out\n", "  stdout");
	is_str(r.err, "err\n", "  stderr");
	is_int(sh(&r, "exit 0", 5000), 0, "runs without a word");
	is_str(r.err, "", "  stderr");
	is_str(r.out, "", "  stdout");
	is_int(sh(&r, "trap 'sleep .1; echo bye; exit 7' TERM; echo stop;"
	    " while :; do sleep .02; done", 20000), -ECANCELED,
	    "is asked to end");
	is_int(r.status, 7, "  and has time to");
	is_str(r.out, "stop\nbye\n", "  say a last word");
	is_int(sh(&r, "exit 234", 5000), 0, "fails as FFmpeg 7 does");
	is_int(r.status, 234, "  which is no signal");
	is_int(sh(&r, "kill -9 $$", 5000), 0, "dies");
	is_int(r.status, PROCESS_SIGNAL + 9, "  signal");
	is_int(sh(&r, "sleep 60 & sleep 60", 100), -ETIMEDOUT, "is ended");
	is_int(r.status, PROCESS_SIGNAL + 15, "  by TERM");
	is_int(sh(&r, "trap '' TERM; echo stop; while :; do sleep 1; done",
	    5000), -ECANCELED, "is cancelled, though it will not");
	is_int(r.status, PROCESS_SIGNAL + 9, "  by KILL");
	is_int(sh(&r, "echo enough; sleep 60", 5000), -ECANCELED,
	    "has done enough");
	is_int(sh(&r, "sleep 60 & echo hi", 5000), 0,
	    "a grandchild with the pipe does not hold us");
	r = (struct process){ .argv = missing, .timeout_ms = 100 };
	is_int(process_run(&r, &a), -ENOENT, "no such program");
}

/* More than any buffer on the way holds, and all of it is kept. */
static void
much_output(void)
{
	char *argv[] = { shell, flag, arena_strdup(&a, "seq 1 60000"), NULL };
	struct process r = { .argv = argv, .timeout_ms = 60000,
	    .out_max = 1 << 20 };
	const char *s;
	char *end;
	long n = 0;

	is_int(process_run(&r, &a), 0, "much output");
	is_int((long long)r.out_len, (long long)strlen(r.out), "  is kept");
	for (s = r.out; strtol(s, &end, 10) == n + 1; s = end + 1)
		n++;
	is_int(n, 60000, "  every line of it");
}

static void
output(void)
{
	struct process r;

	is_int(sh(&r, "yes | head -c 1000000", 5000), 0, "long output");
	is_int((long long)r.out_len, 64, "  is cut");
	is_int(sh(&r, "printf 'a\\nbc\\n\\nd'", 5000), 0, "lines");
	is_str(lines, "a|bc||d|", "  each, the last unended one too");
	is_int(sh(&r, "yes | head -c 100000 >&2; echo end >&2", 5000), 0,
	    "long errors");
	is_int((long long)strlen(r.err), sizeof(r.err) - 1, "  are cut");
	is_str(r.err + strlen(r.err) - 5, "\nend\n", "  at the beginning");
}

static void
surroundings(void)
{
	struct process r;
	int fds[2];

	/* Our own stdin has something to read. */
	if (pipe(fds) < 0 || write(fds[1], "ours\n", 5) != 5)
		abort();
	dup2(fds[0], 0);
	setenv("PLEX_TOKEN", "secret", 1);
	setenv("TZ", "UTC", 1);
	sh(&r, "echo ${PLEX_TOKEN-none} $TZ; read x || echo empty", 5000);
	is_str(r.out, "none UTC\nempty\n", "a clean environment, no stdin");
	dup2(1, 99);
	sh(&r, "test -e /proc/$$/fd/99 || echo none", 5000);
	is_str(r.out, "none\n", "no other descriptor");
	close(99);
	close(fds[0]);
	close(fds[1]);
}

static void
last_words(void)
{
	static const struct {
		const char	*err, *want;
	} cases[] = {
		{ "", "" },
		{ "\n\n", "" },
		{ "one\ntwo\n", "two" },
		{ "why\nConversion failed!\n", "why" },
		{ "[matroska,webm @ 0x55d0] broken\n", "broken" },
		{ "[out#0 @ 0x1] [x @ 0x2] deep", "deep" },
		{ "[x] kept\n", "[x] kept" },
		{ "Conversion failed!\n", "" },
		{ "[dec:webp @ 0x5566] Decoding error: Invalid data\n"
		    "[vist#0:0/webp @ 0x55ab] [dec:webp @ 0x5566] Task "
		    "finished with error code: -22 (Invalid argument)\n"
		    "[vost#0:0/mjpeg @ 0x55cd] Could not open encoder before "
		    "EOF\n[out#0/image2 @ 0x55ef] Nothing was written into "
		    "output file, because at least one of its streams "
		    "received no packets.\n",
		    "Decoding error: Invalid data" },
	};
	struct process r;
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		snprintf(r.err, sizeof(r.err), "%s", cases[i].err);
		is_str(process_last_error(&r, &a), cases[i].want, "last words");
	}
}

static void
spawn(void)
{
	char *argv[] = { shell, flag, arena_strdup(&a, "sleep 60"), NULL };
	char *missing[] = { nowhere, NULL };
	pid_t pid;
	int status = 0;

	is_int(process_spawn(missing, NULL, SIGTERM, &pid), -ENOENT,
	    "spawns nothing");
	is_int(process_spawn(argv, NULL, SIGTERM, &pid), 0, "spawns");
	is_int(getpgid(pid), pid, "  in its own group");
	kill(-pid, SIGTERM);
	is_int(waitpid(pid, &status, 0), pid, "  ours to reap");
	is_int(WTERMSIG(status), SIGTERM, "  ended");
}

/* Waits until every process has closed the pipe's other end. */
static int
is_closed(int fd)
{
	char c;
	ssize_t n;

	while ((n = read(fd, &c, 1)) > 0)
		;
	return n == 0;
}

/* A process that it left behind holds the pipe, and is killed with it. */
static void
reaps(void)
{
	char *argv[] = { shell, flag, NULL, NULL };
	int fds[2], status = -1;
	pid_t pid, none = -1, got;

	if (pipe(fds) < 0)
		abort();
	argv[2] = arena_printf(&a, "exec 9>/proc/%d/fd/%d; sleep 600 & exit 3",
	    getpid(), fds[1]);
	is_int(process_reap(none, &status), -ECHILD, "no child: none to reap");
	is_int(process_spawn(argv, NULL, SIGTERM, &pid), 0, "one that forks");
	while ((got = process_reap(pid, &status)) == 0)
		poll(NULL, 0, 5);
	close(fds[1]);
	is_int(got, pid, "  is reaped");
	is_int(WEXITSTATUS(status), 3, "  with its status");
	ok(is_closed(fds[0]), "  and what it left is ended");
	close(fds[0]);
	argv[2] = arena_strdup(&a, "exec sleep 600");
	is_int(process_spawn(argv, NULL, SIGTERM, &pid), 0, "one that runs");
	is_int(process_reap(-1, &status), 0, "  is not reaped");
	is_int(kill(pid, 0), 0, "  nor ended");
	kill(pid, SIGKILL);
	while ((got = process_reap(-1, &status)) == 0)
		poll(NULL, 0, 5);
	is_int(got, pid, "  until it ends");
}

/* The same with process_run(): it kills what is left of the group. */
static void
ends_the_group(void)
{
	static const struct {
		const char	*what, *script;
		int		 timeout_ms;
	} cases[] = {
		{ "ends by itself", "sleep 600 & exit 0", 20000 },
		{ "has a deaf child", "(trap '' TERM; while :; do sleep 600; "
		    "done) & exit 0", 20000 },
		{ "is ended, its child is deaf", "(trap '' TERM; echo stop; "
		    "while :; do sleep 600; done) & wait", 20000 },
		{ "is too slow", "sleep 600 & wait", 50 },
	};
	struct process r;
	int fds[2];
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		if (pipe(fds) < 0)
			abort();
		sh(&r, arena_printf(&a, "exec 9>/proc/%d/fd/%d; %s", getpid(),
		    fds[1], cases[i].script), cases[i].timeout_ms);
		close(fds[1]);
		ok(is_closed(fds[0]), "%s: its group ends", cases[i].what);
		close(fds[0]);
	}
}

static _Noreturn void
run_for_ever(int fd)
{
	char *argv[] = { shell, flag, arena_printf(&a, "exec >/proc/%d/fd/%d;"
	    " echo x; exec sleep 60", getpid(), fd), NULL };
	struct process r = { .argv = argv, .timeout_ms = 60000 };

	process_run(&r, &a);
	_exit(0);
}

/* The process between us and a sleeper is killed; the sleeper holds a pipe. */
static void
dies_with_us(void)
{
	int fds[2];
	pid_t middle;
	char c[2];

	if (pipe(fds) < 0)
		abort();
	middle = fork();
	if (middle == 0)
		run_for_ever(fds[1]);
	close(fds[1]);
	is_int(read(fds[0], c, 2), 2, "a child of a child runs");
	kill(middle, SIGKILL);
	waitpid(middle, NULL, 0);
	is_int(read(fds[0], c, 2), 0, "  and dies with its parent");
	close(fds[0]);
}

#define GROWS	"dd if=/dev/zero of=/dev/null bs=256M"

static int
run_within(const char *script, int64_t memory_bytes)
{
	char *argv[] = { shell, flag, arena_strdup(&a, script), NULL };
	struct process r = { .argv = argv, .timeout_ms = 60000,
	    .limits = { .memory_bytes = memory_bytes } };

	return process_run(&r, &a);
}

/* dd allocates its whole block at once, and would then never end. */
static void
memory(void)
{
	is_int(run_within("exec " GROWS, 64 << 20), -ENOMEM,
	    "more memory than it may have");
	is_int(run_within(GROWS " & wait", 64 << 20), -ENOMEM,
	    "  or a child of it");
	is_int(run_within("exec " GROWS " count=8", 1 << 30), 0,
	    "no more than it may have");
	is_int(run_within("exec dd if=/dev/zero of=/dev/null bs=2000M", 0),
	    -ENOMEM, "nothing is said: there is a limit all the same");
}

#define LOOKS	20	/* by then it has started its child */
static int looks;

/* The child has the limit too, and it can be raised again. */
static int
limit_files(void *arg, pid_t pid, int *again_ms)
{
	*again_ms = 5;
	if (++looks == LOOKS) {
		process_file_limit(pid, 10);
		process_file_limit(pid, *(int64_t *)arg);
	}
	return 0;
}

#define LIMITED	"until [ $(ulimit -f) != unlimited ]; do sleep .01; done; "

static void
files(void)
{
	static char out[] = "/tmp/mediasnap-process-XXXXXX";
	int64_t most = 0;
	char *argv[] = { shell, flag, NULL, NULL };
	struct process r = { .argv = argv, .timeout_ms = 60000,
	    .check = limit_files, .arg = &most };
	int fd = mkstemp(out);

	argv[2] = arena_printf(&a, "(" LIMITED "exec head -c 40000 /dev/zero "
	    ">%s) & wait $!", out);
	most = 8192;
	is_int(process_run(&r, &a), 0, "a file larger than it may be");
	is_int(lseek(fd, 0, SEEK_END), 8192, "  ends there");
	ok(r.status, "  and so does who writes it: %d", r.status);
	most = 40000;
	looks = 0;
	is_int(process_run(&r, &a), 0, "one that is as large as it may be");
	is_int(lseek(fd, 0, SEEK_END), 40000, "  is written");
	is_int(r.status, 0, "  whole");
	unlink(out);
	close(fd);
}

static pid_t
begin_aside(const char *script, int64_t memory_bytes)
{
	char *argv[] = { shell, flag, arena_strdup(&a, script), NULL };
	struct process r = { .argv = argv, .timeout_ms = 60000,
	    .limits = { .memory_bytes = memory_bytes } };
	pid_t pid = 0;

	is_int(process_run_async(&r, &a, &pid), 0, "runs aside");
	return pid;
}

static int
end_aside(pid_t pid)
{
	int status = -1;

	while (process_reap(pid, &status) == 0)
		poll(NULL, 0, 5);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* The process that supervises it has none of our descriptors. */
static void
runs_aside(void)
{
	int fds[2];
	pid_t pid;

	is_int(end_aside(begin_aside("exit 0", 0)), 0, "  well");
	is_int(end_aside(begin_aside("exit 3", 0)), 1, "  badly");
	is_int(end_aside(begin_aside("kill -9 $$", 0)), 1, "  killed");
	is_int(end_aside(begin_aside(GROWS " & wait", 64 << 20)), 1,
	    "  it may not grow either");
	if (pipe(fds) < 0)
		abort();
	pid = begin_aside(arena_printf(&a, "exec 9>/proc/%d/fd/%d; sleep 600 &"
	    " echo x >&9; sleep 600", getpid(), fds[1]), 0);
	is_int(read(fds[0], lines, 2), 2, "  it runs");
	close(fds[1]);
	kill(pid, SIGTERM);
	is_int(end_aside(pid), 1, "  it is ended");
	ok(is_closed(fds[0]), "  and all that it began");
	close(fds[0]);
}

int
main(void)
{
	alarm(300);		/* a process that is not ended would hang us */
	ends();
	output();
	much_output();
	surroundings();
	last_words();
	spawn();
	dies_with_us();
	reaps();
	ends_the_group();
	memory();
	files();
	runs_aside();
	is_int(kills_astray, 0, "no signal to a process that was reaped");
	arena_reset(&a);
	return done();
}
