#include "config.h"

#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "launch.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/parent_death.h"
#include "model/capture.h"

/* Returns its stdout, on which it reports that it is ready. */
static FILE *
demo_spawn(char *const *argv, pid_t *pid)
{
	int fds[2];

	if (pipe2(fds, O_CLOEXEC))
		err(EXIT_FAILURE, "demo");
	*pid = fork();
	if (*pid < 0)
		err(EXIT_FAILURE, "demo");
	if (!*pid) {
		setpgid(0, 0);
		parent_death_set_signal(SIGTERM);
		dup2(fds[1], STDOUT_FILENO);
		execv(argv[0], argv);
		_exit(127);
	}
	close(fds[1]);
	return fdopen(fds[0], "r");
}

static void
demo_set_environment(struct arena *a, const char *plex, const char *jellyfin,
    const char *token, struct conf *conf)
{
	const char *error;

	setenv("PLEX_URL", plex, 1);
	setenv("PLEX_TOKEN", token, 1);
	setenv("JELLYFIN_URL", jellyfin, 1);
	setenv("JELLYFIN_API_KEY", token, 1);
	if (conf_load(conf, a, &error))
		errx(EXIT_FAILURE, "%s", error);
}

/* Port "0": any.  A restart must use the same ports again. */
static char *const *
demo_build_argv(struct arena *a, const struct conf *conf, const char *token,
    const char *plex_port, const char *jellyfin_port)
{
	const char *words[] = {
		arena_printf(a, "%s/mediasnap-demo", conf->libexec_dir),
		"--dir", arena_printf(a, "%s/demo", conf->data_dir),
		"--token", token, "--plex-port", plex_port,
		"--jellyfin-port", jellyfin_port,
	};
	char **argv = arena_alloc(a, (COUNT(words) + 1) * sizeof(*argv));
	size_t i;

	for (i = 0; i < COUNT(words); i++)
		argv[i] = arena_strdup(a, words[i]);
	return argv;
}

static const char *
demo_port(const char *url)
{
	return strrchr(url, ':') + 1;
}

int
demo_start(struct arena *a, struct conf *conf, char *const **again)
{
	AUTO(file_closep) FILE *out = NULL;
	const char *token = capture_new_id(a);
	char line[512], plex[200], jellyfin[200];
	pid_t pid;

	log_info("no media server is set up: starting the demo");
	out = demo_spawn(demo_build_argv(a, conf, token, "0", "0"), &pid);
	while (out && fgets(line, sizeof(line), out)) {
		if (sscanf(line, "ready plex=%199s jellyfin=%199s", plex,
		    jellyfin) != 2)
			continue;
		demo_set_environment(a, plex, jellyfin, token, conf);
		*again = demo_build_argv(a, conf, token, demo_port(plex),
		    demo_port(jellyfin));
		return pid;
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	errx(EXIT_FAILURE, "the demo could not start; see the reason above. "
	    "To do without it, set PLEX_URL and PLEX_TOKEN, or JELLYFIN_URL "
	    "and JELLYFIN_API_KEY");
}
