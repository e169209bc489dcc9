#include "config.h"

#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "launch.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/log.h"
#include "base/process.h"
#include "model/capture.h"

/* Returns its stdout, on which it reports that it is ready. */
static FILE *
demo_spawn(char *const *argv, pid_t *pid)
{
	int fd, rc = process_spawn_piped(argv, NULL, SIGTERM, STDOUT_FILENO,
	    &fd, pid);

	if (rc)
		errx(EXIT_FAILURE, "demo: %s", strerror(-rc));
	fcntl(fd, F_SETFL, 0);		/* we do wait for its lines */
	return fdopen(fd, "r");
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
	/* It ends with us. */
	errx(EXIT_FAILURE, "the demo could not start; see the reason above. "
	    "To do without it, set PLEX_URL and PLEX_TOKEN, or JELLYFIN_URL "
	    "and JELLYFIN_API_KEY");
}
