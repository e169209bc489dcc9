#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "process.h"
#include "process_launch.h"

#define TOOL_NICE	5	/* serving the gallery has priority */

static const char *const allowed_env[] = {
	"PATH", "HOME", "TZ", "LANG", "LD_LIBRARY_PATH", "LIBVA_DRIVER_NAME",
	"XDG_RUNTIME_DIR",
};

static void
process_reset_signals(void)
{
	sigset_t none;
	int i;

	for (i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

/* In the child: makes only calls that are safe after fork; never returns. */
static _Noreturn void
process_exec(char *const *argv, char *const *envp, int death, pid_t parent,
    int tell)
{
	int err;

	process_reset_signals();
	prctl(PR_SET_PDEATHSIG, death);
	if (getppid() != parent)
		_exit(127);		/* it died before prctl() */
	close_range(3, UINT_MAX, CLOSE_RANGE_CLOEXEC);
	execvpe(argv[0], argv, envp);
	err = errno;
	(void)!write(tell, &err, sizeof(err));
	_exit(127);
}

/* The errno of a failed exec, or 0: a successful exec closed the pipe. */
static int
process_exec_error(int fd)
{
	int err = 0;
	ssize_t n;

	do
		n = read(fd, &err, sizeof(err));
	while (n < 0 && errno == EINTR);
	return n == sizeof(err) ? -err : 0;
}

void
process_wait(pid_t pid, siginfo_t *si)
{
	while (waitid(P_PID, (id_t)pid, si, WEXITED) < 0 && errno == EINTR)
		;
}

/* In the child: /dev/null becomes stdin, the pipes stdout and stderr. */
static void
process_redirect(int out, int err)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	dup2(null, 0);
	if (out >= 0)
		dup2(out, 1);
	if (err >= 0)
		dup2(err, 2);
}

int
process_launch(const struct process_launch *l, pid_t *pid)
{
	AUTO(fd_closep) int heard = -1;
	AUTO(fd_closep) int tell = -1;
	pid_t parent = getpid();
	siginfo_t si;
	int fds[2], rc;

	if (pipe2(fds, O_CLOEXEC) < 0)
		return -errno;
	heard = fds[0];
	tell = fds[1];
	*pid = fork();
	if (*pid < 0)
		return -errno;
	if (*pid == 0) {
		setpgid(0, 0);
		process_redirect(l->out, l->err);
		if (l->limits) {
			(void)!nice(TOOL_NICE);
			process_limits_apply(l->limits);
		}
		process_exec(l->argv, l->envp, l->death, parent, tell);
	}
	setpgid(*pid, *pid);	/* here too: either may run first */
	fd_closep(&tell);
	rc = process_exec_error(heard);
	if (rc)
		process_wait(*pid, &si);
	return rc;
}

int
process_spawn(char *const *argv, char *const *envp, int death, pid_t *pid)
{
	return process_launch(&(struct process_launch){ argv,
	    envp ? envp : environ, death, -1, -1, NULL }, pid);
}

/* A full pipe loses lines: better than a server that blocks. */
int
process_spawn_piped(char *const *argv, char *const *envp, int death, int stream,
    int *end, pid_t *pid)
{
	AUTO(fd_closep) int its_end = -1;
	int fds[2], rc;

	if (pipe2(fds, O_CLOEXEC | O_NONBLOCK) < 0)
		return -errno;
	its_end = fds[1];
	rc = process_launch(&(struct process_launch){ argv,
	    envp ? envp : environ, death,
	    stream == STDOUT_FILENO ? its_end : -1,
	    stream == STDERR_FILENO ? its_end : -1, NULL }, pid);
	if (rc)
		close(fds[0]);
	else
		*end = fds[0];
	return rc;
}

pid_t
process_reap(pid_t pid, int *status)
{
	siginfo_t si = { 0 };

	if (waitid(pid > 0 ? P_PID : P_ALL, (id_t)pid, &si,
	    WEXITED | WNOHANG | WNOWAIT))
		return -errno;
	if (!si.si_pid)
		return 0;
	kill(-si.si_pid, SIGKILL);
	return waitpid(si.si_pid, status, 0);
}

char *const *
process_clean_env(struct arena *a)
{
	char **env = arena_alloc(a, (COUNT(allowed_env) + 1) * sizeof(*env));
	size_t i, n = 0;

	for (i = 0; i < COUNT(allowed_env); i++) {
		const char *value = getenv(allowed_env[i]);

		if (value)
			env[n++] = arena_printf(a, "%s=%s", allowed_env[i],
			    value);
	}
	return env;
}
