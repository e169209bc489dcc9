/* mediasnap-demo: two stand-in media servers that play films made here. */
#include "config.h"

#include <err.h>
#include <errno.h>
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "demo_jellyfin.h"
#include "demo_plex.h"
#include "studio.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/number.h"
#include "base/signals.h"
#include "base/timestamp.h"

struct options {
	const char	*dir;
	const char	*token;
	int		 plex_port;
	int		 jellyfin_port;
};

static volatile sig_atomic_t stop;

static void
demo_main_handle_signal(int sig)
{
	(void)sig;
	stop = 1;
}

static void
demo_main_catch_signals(void)
{
	struct sigaction sa = { .sa_handler = demo_main_handle_signal };

	signals_ignore_hangup();
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
}

static void __attribute__((noreturn))
demo_main_usage(void)
{
	fputs("usage: mediasnap-demo --dir DIR --token T [--plex-port N] "
	    "[--jellyfin-port N]\n", stderr);
	exit(2);
}

static int
demo_main_read_port(const char *s)
{
	int64_t n;

	if (!number_read_whole(s, 0, 65535, &n))
		errx(2, "\"%s\": a port must be a number from 0 (any) to "
		    "65535", s);
	return (int)n;
}

static void
demo_main_read_options(struct options *o, int argc, char **argv)
{
	static const struct option known[] = {
		{ "dir",		required_argument, NULL, 'd' },
		{ "token",		required_argument, NULL, 't' },
		{ "plex-port",		required_argument, NULL, 'p' },
		{ "jellyfin-port",	required_argument, NULL, 'j' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		switch (c) {
		case 'd': o->dir = optarg; break;
		case 't': o->token = optarg; break;
		case 'p': o->plex_port = demo_main_read_port(optarg); break;
		case 'j': o->jellyfin_port = demo_main_read_port(optarg); break;
		default: demo_main_usage();
		}
	if (optind != argc || !o->dir || !o->token || !*o->token)
		demo_main_usage();
}

static const char *
demo_main_make_absolute(struct arena *a, const char *dir)
{
	char here[4096];

	if (*dir == '/')
		return dir;
	if (!getcwd(here, sizeof(here)))
		err(EXIT_FAILURE, "cannot read the working directory");
	return arena_printf(a, "%s/%s", here, dir);
}

static void
demo_main_make_films(struct arena *a, const char *dir)
{
	struct studio s = { dir, NULL, studio_font(), &stop };
	struct conf conf;
	const char *why;
	int rc;

	conf_start(&conf, a, "demo");
	s.ffmpeg = conf.ffmpeg_path;
	rc = studio_make(&s, a, &why);
	if (rc == -ECANCELED)
		exit(EXIT_SUCCESS);
	if (rc)
		errx(EXIT_FAILURE, "the demo's films cannot be made: %s", why);
}

static struct MHD_Daemon *
demo_main_start_server(const struct serve_server *server,
    const struct stage *stage, int port)
{
	struct MHD_Daemon *d;
	int rc = serve_start(server, stage, port, &d);

	if (rc)
		errx(EXIT_FAILURE, "%s: port %d on 127.0.0.1: %s",
		    server->name, port, strerror(-rc));
	return d;
}

int
main(int argc, char **argv)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(serve_stopp) struct MHD_Daemon *plex = NULL, *jellyfin = NULL;
	struct options o = { 0 };
	struct stage stage;
	sigset_t waiting, blocked;

	demo_main_read_options(&o, argc, argv);
	demo_main_catch_signals();
	stage = (struct stage){ demo_main_make_absolute(&a, o.dir), o.token,
		0 };
	demo_main_make_films(&a, stage.dir);
	stage.started_ms = timestamp_boot_ms();
	/* The servers' threads inherit this mask: only we receive signals. */
	sigfillset(&blocked);
	sigprocmask(SIG_BLOCK, &blocked, &waiting);
	plex = demo_main_start_server(&plex_server, &stage, o.plex_port);
	jellyfin = demo_main_start_server(&jellyfin_server, &stage,
	    o.jellyfin_port);
	printf("ready plex=http://127.0.0.1:%d jellyfin=http://127.0.0.1:%d\n",
	    serve_port(plex), serve_port(jellyfin));
	fflush(stdout);
	while (!stop)
		sigsuspend(&waiting);
	return EXIT_SUCCESS;
}
