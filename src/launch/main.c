/* mediasnap: starts and stops all of MediaSnap, and runs single commands. */
#include "config.h"

#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "launch.h"
#include "notify.h"
#include "supervise.h"
#include "tls.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/host_name.h"
#include "base/http_client.h"
#include "base/log.h"
#include "base/parent_death.h"
#include "base/process.h"
#include "base/sandbox.h"
#include "base/signals.h"
#include "base/timestamp.h"
#include "servers/media_server.h"

#define ALWAYS	"1000000"	/* restarts after which multiwatch gives up */
#define FILES_MAX	20000	/* nginx: two for each of its connections */
#define PICTURE_WORKERS	3	/* for each media server */
#define TLS_LOOK_MS	10000	/* between two checks of the certificate */

static const char usage[] =
	"usage: mediasnap [run [nginx] [api] [poller] [jobs]]\n"
	"       mediasnap migrate | healthcheck | version\n"
	"\n"
	"run          start everything (or these parts) until Ctrl-C\n"
	"migrate      update the database to this version\n"
	"healthcheck  exit 0 if MediaSnap answers and can use its database\n"
	"\n"
	"The configuration is read from the environment and from .env;\n"
	"the README lists every variable.\n";

struct launcher {
	struct arena	*a;
	struct conf	*conf;
	int		 parts;
	bool		 is_demo;
	struct supervisor sv;
	struct tls_stamp tls_used;	/* what nginx was last told to load */
	struct tls_stamp tls_seen;	/* at the last check */
	int64_t		 tls_look_ms;	/* boot: when the next is due */
};

static char *const *
launch_main_build_argv(struct arena *a, const char *const *words, size_t n)
{
	char **argv = arena_alloc(a, (n + 1) * sizeof(*argv));
	size_t i;

	for (i = 0; i < n; i++)
		argv[i] = arena_strdup(a, words[i]);
	return argv;
}

/*
 * On SIGTERM, multiwatch lets its workers finish their requests, which may
 * wait for FFmpeg for minutes.  So if we are killed, it is killed too.
 */
static void
launch_main_add_pool(struct launcher *s, const char *name, int workers)
{
	const char *words[] = {
		"spawn-fcgi", "-n", "-s",
		arena_printf(s->a, "%s/%s.sock", s->conf->run_dir, name),
		"-M", "0600", "-b", "1024", "--",
		preflight_find_program(s->a, "multiwatch"), "-r", ALWAYS, "-f",
		arena_printf(s->a, "%d", workers), "--",
		arena_printf(s->a, "%s/mediasnap-api", s->conf->libexec_dir),
	};

	supervise_add(&s->sv, (struct supervise_child){ .name = name,
	    .argv = launch_main_build_argv(s->a, words, COUNT(words)),
	    .turn = 1, .stop_signal = SIGTERM, .death = SIGKILL });
}

static void
launch_main_add_daemon(struct launcher *s, const char *name)
{
	const char *words[] = { arena_printf(s->a, "%s/mediasnap-%s",
	    s->conf->libexec_dir, name) };

	supervise_add(&s->sv, (struct supervise_child){ .name = name,
	    .argv = launch_main_build_argv(s->a, words, 1), .turn = 1,
	    .stop_signal = SIGTERM });
}

/* The socket of the pool that answers everything but captures. */
static const char *
launch_main_quick_socket(const struct launcher *s)
{
	return arena_printf(s->a, "%s/quick.sock", s->conf->run_dir);
}

static void
launch_main_add_nginx(struct launcher *s)
{
	static struct supervise_output output = { .fd = -1 };
	const char *words[] = { "nginx", "-p", s->conf->run_dir, "-e",
	    "stderr", "-c", arena_printf(s->a, "%s/nginx.conf",
	    s->conf->run_dir) };

	supervise_add(&s->sv, (struct supervise_child){ .name = "nginx",
	    .argv = launch_main_build_argv(s->a, words, COUNT(words)),
	    .envp = process_clean_env(s->a), .turn = 0,
	    .output = &output, .stop_signal = SIGQUIT, .is_required = true,
	    .after = launch_main_quick_socket(s) });
}

/* The address to open in a browser. */
static const char *
launch_main_address(struct arena *a, const struct conf *conf)
{
	const char *host = host_name_to_connect(conf->host);

	return arena_printf(a, "http%s://%s:%d%s", *conf->tls_cert ? "s" : "",
	    strcmp(host, "127.0.0.1") ? host : "localhost", conf->port,
	    conf->base_path);
}

/* Without nginx there is nothing to ask: ready once started. */
static bool
launch_main_is_ready(void *arg)
{
	struct launcher *s = arg;
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(http_client_freep) struct http_client *fetcher = NULL;
	const char *none[] = { NULL }, *why;
	struct http_get f = { .url = arena_printf(&a, "%sapi/health",
	    launch_main_address(&a, s->conf)), .headers = none,
	    .max_bytes = 65536, .timeout_ms = 1000,
	    .takes_any_certificate = true };

	if (!(s->parts & PART_NGINX))
		return true;
	if (!supervise_socket_is_open(launch_main_quick_socket(s)))
		return false;
	fetcher = http_client_new();
	return !http_client_get(fetcher, &a, &f, &why) && f.status == 200;
}

static void
launch_main_announce(void *arg)
{
	struct launcher *s = arg;

	notify("READY=1");
	if (!(s->parts & PART_NGINX))
		return;
	if (s->is_demo)
		printf("This is the demo: it plays two films of its own. To "
		    "see yours, set %s, in the environment or in .env (see "
		    "the README), and restart MediaSnap.\n",
		    media_server_settings(s->a));
	printf("MediaSnap is ready: %s\n", launch_main_address(s->a, s->conf));
	fflush(stdout);
}

/* Logs once if nginx cannot use the new pair; the old one stays in use. */
static void
launch_main_reload_tls(struct launcher *s)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *error;

	s->tls_used = s->tls_seen = tls_stamp_take(s->conf);
	error = tls_error(&a, s->conf);
	if (error) {
		log_error("the certificate in use stays", "error", error);
		return;
	}
	log_info("reading the certificate again");
	supervise_signal(&s->sv, "nginx", SIGHUP);
}

static bool
launch_main_uses_tls(const struct launcher *s)
{
	return s->parts & PART_NGINX && *s->conf->tls_cert;
}

static void
launch_main_handle_reload(void *arg)
{
	struct launcher *s = arg;

	notify_reloading();
	if (launch_main_uses_tls(s))
		launch_main_reload_tls(s);
	notify("READY=1");
}

/* Certificate and key change one after the other: wait until both have. */
static void
launch_main_check_tls(void *arg)
{
	struct launcher *s = arg;
	struct tls_stamp before = s->tls_seen;

	if (!launch_main_uses_tls(s) || timestamp_boot_ms() < s->tls_look_ms)
		return;
	s->tls_look_ms = timestamp_boot_ms() + TLS_LOOK_MS;
	s->tls_seen = tls_stamp_take(s->conf);
	if (tls_stamp_is_equal(&s->tls_seen, &before) &&
	    !tls_stamp_is_equal(&s->tls_seen, &s->tls_used))
		launch_main_reload_tls(s);
}

static void
launch_main_handle_stop(void *arg)
{
	(void)arg;
	notify("STOPPING=1");
}

/* The demo is already running; from here on it is supervised too. */
static void
launch_main_add_demo(struct launcher *s)
{
	char *const *again;
	pid_t pid = demo_start(s->a, s->conf, &again);

	supervise_add(&s->sv, (struct supervise_child){ .name = "demo",
	    .pid = pid, .argv = again, .turn = 2, .stop_signal = SIGTERM });
	s->is_demo = true;
}

static void
launch_main_add_pools(struct launcher *s)
{
	const struct media_server *m;
	size_t i;

	launch_main_add_pool(s, "quick", s->conf->api_workers);
	launch_main_add_pool(s, "slow", s->conf->slow_workers);
	for (i = 0; i < media_servers_count; i++) {
		m = media_servers[i];
		if (media_server_is_set_up(m, s->conf))
			launch_main_add_pool(s, m->pictures, PICTURE_WORKERS);
	}
}

static void
launch_main_remove_socket(const struct launcher *s, const char *name)
{
	unlink(arena_printf(s->a, "%s/%s.sock", s->conf->run_dir, name));
}

static void
launch_main_remove_sockets(const struct launcher *s)
{
	size_t i;

	if (s->parts & PART_JOBS)
		launch_main_remove_socket(s, "jobs");
	if (!(s->parts & PART_API))
		return;
	launch_main_remove_socket(s, "quick");
	launch_main_remove_socket(s, "slow");
	for (i = 0; i < media_servers_count; i++)
		launch_main_remove_socket(s, media_servers[i]->pictures);
}

static int
launch_main_run_parts(struct arena *a, struct conf *conf, int parts)
{
	struct launcher s = { .a = a, .conf = conf, .parts = parts };
	struct supervisor_events events = { launch_main_is_ready,
		launch_main_announce, launch_main_handle_reload,
		launch_main_check_tls, launch_main_handle_stop, &s };
	int failed;

	signals_ignore_hangup();
	s.tls_used = s.tls_seen = tls_stamp_take(conf);
	preflight_run(a, conf, parts);
	preflight_prepare_data(a, conf, parts);
	if (parts == PART_ALL && !media_server_any_is_set_up(conf))
		launch_main_add_demo(&s);
	if (parts & PART_API)
		launch_main_add_pools(&s);
	if (parts & PART_POLLER)
		launch_main_add_daemon(&s, "poller");
	if (parts & PART_JOBS)
		launch_main_add_daemon(&s, "jobs");
	if (parts & PART_NGINX) {
		nginx_render(a, conf, s.is_demo);
		launch_main_add_nginx(&s);
	}
	failed = supervise_run(&s.sv, &events);
	launch_main_remove_sockets(&s);
	return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

static int
launch_main_parse_parts(char **names)
{
	int parts = 0, i;

	for (; *names; names++) {
		for (i = 0; i < PARTS; i++)
			if (!strcmp(part_names[i], *names))
				break;
		if (i == PARTS)
			errx(EXIT_FAILURE, "there is no part %s\n%s", *names,
			    usage);
		parts |= 1 << i;
	}
	return parts ? parts : PART_ALL;
}

static int
launch_main_run_command(struct arena *a, struct conf *conf, char **argv)
{
	const char *word = argv[0] ? argv[0] : "run";

	if (!strcmp(word, "run"))
		return launch_main_run_parts(a, conf,
		    launch_main_parse_parts(argv + (argv[0] != NULL)));
	if (!strcmp(word, "migrate")) {
		preflight_run(a, conf, 0);
		preflight_prepare_data(a, conf, 0);
		return EXIT_SUCCESS;
	}
	if (!strcmp(word, "healthcheck"))
		return healthcheck_run(a, conf);
	fputs(usage, stderr);
	return EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
	AUTO(arena_reset) struct arena a = { 0 };
	struct conf conf;

	if (argc > 1 && (!strcmp(argv[1], "version") ||
	    !strcmp(argv[1], "--version"))) {
		puts("mediasnap " PACKAGE_VERSION);
		return EXIT_SUCCESS;
	}
	if (argc > 1 && (!strcmp(argv[1], "help") ||
	    !strcmp(argv[1], "--help"))) {
		fputs(usage, stdout);
		return EXIT_SUCCESS;
	}
	sandbox_enter(FILES_MAX);
	parent_death_export_pid();
	conf_start(&conf, &a, "mediasnap");
	return launch_main_run_command(&a, &conf, argv + 1);
}
