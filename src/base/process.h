/*
 * Run a program to its end, or to a limit.  No shell; a clean environment;
 * its own process group, which is ended with it; it dies with us.
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
	const volatile sig_atomic_t	*stop;	/* not 0: end it; or NULL */
	int		 client;	/* a connection whose end ends it; 0: none */
	/*
	 * Asked while it runs, or NULL: 0 and when again, or an errno to end
	 * it with.
	 */
	int		(*check)(void *arg, pid_t, int *again_ms);

	/*
	 * Each line of its stdout, without the newline; or NULL.  Not 0: it
	 * has done enough, end it.
	 */
	int		(*line)(void *arg, const char *line);
	bool		 line_err;	/* lines of its stderr instead */
	void		*arg;

	size_t		 out_max;	/* keep this much of stdout */
	char		*out;		/* out: what was kept, NUL follows */
	size_t		 out_len;
	char		 err[4096];	/* out: the end of its stderr */
	/* out: exit status, or PROCESS_SIGNAL + it */
	int		 status;
};

/* More than any exit status: FFmpeg 7 exits with 234 for a bad argument. */
#define PROCESS_SIGNAL	256

/*
 * Runs at a lower priority than ours (nice).
 * 0 when it ended by itself (look at status); -ETIMEDOUT, -ECANCELED, -ENOMEM
 * (beyond limits.memory_bytes) or what check said when we ended it; else -errno:
 * it could not be started.  out lives in the arena.
 */
int	process_run(struct process *, struct arena *);

/* Whether the other side of a connection has closed it; 0 is none. */
bool	process_client_is_gone(int client);

/* The last line of err that tells a person something, or "". */
const char	*process_last_error(const struct process *, struct arena *);

/*
 * Start a program that lives beside us until either ends (daemons and pools);
 * when we die it gets the signal `death`.  envp NULL: our own.  Returns 0 or
 * -errno.  The caller reaps it.
 */
int	process_spawn(char *const *argv, char *const *envp, int death, pid_t *);
/* The same; *heard: what it says on stderr, which never waits for us. */
int	process_spawn_piped(char *const *argv, char *const *envp, int death,
	    int *heard, pid_t *);
/*
 * process_run() beside us: *pid is who watches it, and exits with 0 when it ended
 * well.  SIGTERM to *pid ends both, as does our end.
 */
int	process_run_async(struct process *, struct arena *, pid_t *);

/*
 * Takes notice of a program that process_spawn() started and that has ended: this
 * one, or any (-1).  What it left in its process group is killed, before its
 * number can be another's.  Its pid; 0: none has ended; or -ECHILD.
 */
pid_t	process_reap(pid_t, int *status);

/* What children are allowed to see of our environment. */
char *const	*process_clean_env(struct arena *);

#endif
