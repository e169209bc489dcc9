/*
 * Runs programs, with limits on time, memory and output.  No shell; a clean
 * environment; a process group of its own, which is killed at the end; the
 * program dies with us.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "process_limits.h"

struct arena;

struct process {
	char *const	*argv;		/* argv[0] is looked up in PATH */
	int		 timeout_ms;	/* then TERM, and KILL 2 s later */
	struct process_limits limits;
	const volatile sig_atomic_t	*stop;	/* non-zero: end it; or NULL */
	int		 client;	/* a socket whose close ends it; or 0 */
	/*
	 * Called while it runs, or NULL.  Returns 0 and the time until the
	 * next call, or a negative errno, with which it is ended.
	 */
	int		(*check)(void *arg, pid_t, int *again_ms);

	/*
	 * Called with each line of its stdout, without the newline; or NULL.
	 * Non-zero ends it.
	 */
	int		(*line)(void *arg, const char *line);
	bool		 line_err;	/* lines of its stderr instead */
	void		*arg;

	size_t		 out_max;	/* keep this much of stdout */
	char		*out;		/* out: what was kept, NUL follows */
	size_t		 out_len;
	char		 err[4096];	/* out: the end of its stderr */
	/* out: exit status, or PROCESS_SIGNAL + signal */
	int		 status;
};

/* More than any exit status: FFmpeg 7 exits with 234 for a bad argument. */
#define PROCESS_SIGNAL	256

/*
 * Runs a program at a lower priority than ours (nice).  0 if it exited by
 * itself (see status); -ETIMEDOUT, -ECANCELED, -ENOMEM (beyond
 * limits.memory_bytes) or the result of check if we ended it; otherwise the
 * -errno for which it could not be started.  out lives in the arena.
 */
int	process_run(struct process *, struct arena *);

/* Whether the peer has closed this socket; never for 0 (no socket). */
bool	process_client_is_gone(int client);

/* The last line of err that explains the failure, or "". */
const char	*process_last_error(const struct process *, struct arena *);

/*
 * Starts a program in the background (daemons and pools); when we die it gets
 * the signal `death`.  envp NULL: our own.  Returns 0 or -errno.  The caller
 * reaps it.
 */
int	process_spawn(char *const *argv, char *const *envp, int death, pid_t *);
/*
 * The same; its stdout or stderr (stream) is read from *end, which is ours to
 * close.  Neither side blocks: if we are slow, it loses lines.
 */
int	process_spawn_piped(char *const *argv, char *const *envp, int death,
	    int stream, int *end, pid_t *);
/*
 * process_run() in the background: *pid supervises the program and exits with
 * 0 if it succeeded.  SIGTERM to *pid ends both, and so does our exit.
 */
int	process_run_async(struct process *, struct arena *, pid_t *);

/*
 * Reaps a program that process_spawn() started: this one, or any (-1).  First
 * kills what is left of its process group, before the number can be reused.
 * Returns its pid, 0 if none has exited, or -ECHILD.
 */
pid_t	process_reap(pid_t, int *status);

/* The part of our environment that children may see. */
char *const	*process_clean_env(struct arena *);

#endif
