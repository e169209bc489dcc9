#include "config.h"

#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "conf.h"
#include "dotenv.h"
#include "host_name.h"
#include "number.h"
#include "path_map.h"

enum conf_kind {
	TEXT,		/* any one line */
	SECRET,		/* as TEXT, or read from NAME_FILE; never shown */
	NUMBER,
	URL,		/* http:// or https:// and a host */
	FOLDER,		/* made absolute; "" stays */
	BASE,		/* a path that starts and ends with a slash */
	CHOICE,
	HOST,
	HOSTS,		/* host_name.h */
	PATHS,		/* path_map.h */
};

#define AT(member)	offsetof(struct conf, member)

static const struct conf_setting {
	const char	*name;
	const char	*fallback;
	size_t		 at;
	enum conf_kind	 kind;
	int		 min, max;	/* NUMBER */
	const char	*choices;	/* CHOICE: "a|b|c" */
} settings[] = {
	{ "PLEX_URL",		"", AT(plex_url), URL, 0, 0, NULL },
	{ "PLEX_TOKEN",		"", AT(plex_token), SECRET, 0, 0, NULL },
	{ "JELLYFIN_URL",	"", AT(jellyfin_url), URL, 0, 0, NULL },
	{ "JELLYFIN_API_KEY",	"", AT(jellyfin_api_key), SECRET, 0, 0, NULL },
	{ "DATA_DIR",		NULL, AT(data_dir), FOLDER, 0, 0, NULL },
	{ "CAPTURE_DIR",	NULL, AT(capture_dir), FOLDER, 0, 0, NULL },
	{ "DB_PATH",		NULL, AT(db_path), FOLDER, 0, 0, NULL },
	{ "FFMPEG_PATH",	"ffmpeg", AT(ffmpeg_path), TEXT, 0, 0, NULL },
	{ "FFPROBE_PATH",	"ffprobe", AT(ffprobe_path), TEXT, 0, 0, NULL },
	{ "SCREENSHOT_QUALITY",	"2", AT(screenshot_quality), NUMBER, 1, 31,
				NULL },
	{ "HOST",		"0.0.0.0", AT(host), HOST, 0, 0, NULL },
	{ "PORT",		"8787", AT(port), NUMBER, 1, 65535, NULL },
	{ "PATH_MAP",		"", AT(path_map), PATHS, 0, 0, NULL },
	{ "POLL_INTERVAL_MS",	"1000", AT(poll_interval_ms), NUMBER, 200,
				60000, NULL },
	{ "API_WORKERS",	"4", AT(api_workers), NUMBER, 1, 64, NULL },
	{ "SLOW_WORKERS",	"8", AT(slow_workers), NUMBER, 1, 64, NULL },
	{ "CLIP_JOBS",		NULL, AT(clip_jobs), NUMBER, 1, 64, NULL },
	{ "BASE_PATH",		"/", AT(base_path), BASE, 0, 0, NULL },
	{ "TLS_CERT",		"", AT(tls_cert), FOLDER, 0, 0, NULL },
	{ "TLS_KEY",		"", AT(tls_key), FOLDER, 0, 0, NULL },
	{ "MAX_CLIP_SECONDS",	"900", AT(max_clip_seconds), NUMBER, 1, 86400,
				NULL },
	{ "MAX_QUEUE",		"100", AT(max_queue), NUMBER, 1, 100000,
				NULL },
	{ "MIN_FREE_MB",	"512", AT(min_free_mb), NUMBER, 0, 1000000000,
				NULL },
	{ "RUN_DIR",		NULL, AT(run_dir), FOLDER, 0, 0, NULL },
	{ "ALLOWED_HOSTS",	"", AT(allowed_hosts), HOSTS, 0, 0, NULL },
	{ "TRUSTED_PROXIES",	"", AT(trusted_proxies), TEXT, 0, 0, NULL },
	{ "HWACCEL",		"none", AT(hwaccel), CHOICE, 0, 0,
				"none|auto|vaapi|nvenc|qsv" },
	{ "LOG_LEVEL",		"info", AT(log_level_name), CHOICE, 0, 0,
				"error|warn|info|debug" },
	{ "MEDIASNAP_LIBEXEC_DIR", LIBEXECDIR, AT(libexec_dir), FOLDER, 0, 0,
				NULL },
	{ "MEDIASNAP_SHARE_DIR", SHAREDIR, AT(share_dir), FOLDER, 0, 0, NULL },
};

/* One setting while it is read. */
struct conf_reading {
	struct arena		*a;
	const struct conf_setting	*s;
	const char		*value;
	const char		*error;		/* out */
	struct conf		*conf;
};

/* A URL can contain a password or a token too. */
static bool
conf_is_secret(const struct conf_reading *r)
{
	return r->s->kind == SECRET ||
	    (r->s->kind == URL && strpbrk(r->value, "@?#"));
}

static int
conf_fail(struct conf_reading *r, const char *allowed)
{
	r->error = arena_printf(r->a, "%s: %s: must be %s", r->s->name,
	    conf_is_secret(r) ? "this value"
	    : arena_printf(r->a, "\"%s\"", r->value), allowed);
	return -EINVAL;
}

static void
conf_store(struct conf_reading *r, const char *value)
{
	memcpy((char *)r->conf + r->s->at, &value, sizeof(value));
}

/* A value that is written to nginx.conf must stay within its line. */
static bool
conf_has_control(const char *s)
{
	for (; *s; s++)
		if (iscntrl((unsigned char)*s))
			return true;
	return false;
}

static int
conf_read_text(struct conf_reading *r)
{
	if (conf_has_control(r->value))
		return conf_fail(r, "one line without control characters");
	conf_store(r, r->value);
	return 0;
}

static int
conf_read_number(struct conf_reading *r)
{
	int64_t v;
	int n;

	if (!number_read_whole(r->value, r->s->min, r->s->max, &v))
		return conf_fail(r, arena_printf(r->a,
		    "a whole number from %d to %d", r->s->min, r->s->max));
	n = (int)v;
	memcpy((char *)r->conf + r->s->at, &n, sizeof(n));
	return 0;
}

static int
conf_read_url(struct conf_reading *r)
{
	const char *host = strstr(r->value, "://");
	size_t len = strlen(r->value);

	if (!len) {
		conf_store(r, "");
		return 0;
	}
	if ((strncmp(r->value, "http://", 7) &&
	    strncmp(r->value, "https://", 8)) ||
	    !host[3] || host[3] == '/' || strpbrk(r->value, " \"<>\\?#@") ||
	    conf_has_control(r->value))
		return conf_fail(r,
		    "an address such as http://192.168.1.5:32400, "
		    "without user name, query or spaces");
	while (len && r->value[len - 1] == '/')
		len--;
	conf_store(r, arena_strndup(r->a, r->value, len));
	return 0;
}

/* nginx expands $ in paths and has no way to escape it. */
static int
conf_read_folder(struct conf_reading *r)
{
	char here[4096];

	if (conf_has_control(r->value) || strpbrk(r->value, "$\"\\"))
		return conf_fail(r, "a path without $, \" or \\");
	if (*r->value == '/' || !*r->value)
		conf_store(r, r->value);
	else if (getcwd(here, sizeof(here)))
		conf_store(r, arena_printf(r->a, "%s/%s", here, r->value));
	else
		return conf_fail(r, "an absolute path, as the current folder "
		    "cannot be read");
	return 0;
}

static int
conf_read_base(struct conf_reading *r)
{
	const char *s = r->value;
	size_t len = strlen(s);

	if (*s != '/' || strstr(s, "//") || strstr(s, "..") ||
	    s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._~-")])
		return conf_fail(r, "a path such as / or /mediasnap, of "
		    "letters, digits and / . _ ~ -");
	conf_store(r, s[len - 1] == '/' ? s : arena_printf(r->a, "%s/", s));
	return 0;
}

/* Compares whole words: "error|warn" is not a choice. */
static int
conf_read_choice(struct conf_reading *r)
{
	char *list = arena_strdup(r->a, r->s->choices), *one;

	while ((one = strsep(&list, "|")))
		if (!strcmp(one, r->value)) {
			conf_store(r, r->value);
			return 0;
		}
	return conf_fail(r, arena_printf(r->a, "one of %s", r->s->choices));
}

static int
conf_read_host(struct conf_reading *r)
{
	const char *host = host_name_normalize(r->a, r->value);

	if (!host)
		return conf_fail(r,
		    "an address of this machine, such as 0.0.0.0, "
		    "127.0.0.1 or [::] (IPv4 and IPv6)");
	conf_store(r, host);
	return 0;
}

/* The error names the host that is wrong, not the whole list. */
static int
conf_read_hosts(struct conf_reading *r)
{
	const char *list = r->value, *item;
	size_t len;

	if (conf_has_control(r->value))
		return conf_fail(r, "one line without control characters");
	while ((item = host_name_list_next(&list, &len)))
		if (!host_name_is_item(item, len)) {
			r->value = arena_strndup(r->a, item, len);
			return conf_fail(r, "a name such as snap.example.org, "
			    ".example.org for all names under it, or *, with "
			    "commas between several");
		}
	conf_store(r, r->value);
	return 0;
}

/* The error names the pair that is wrong, not the whole map. */
static int
conf_read_paths(struct conf_reading *r)
{
	struct path_map map;

	conf_store(r, r->value);
	return path_map_parse(r->a, r->value, &map, &r->error);
}

static int (*const read_kind[])(struct conf_reading *) = {
	[TEXT] = conf_read_text,
	[SECRET] = conf_read_text,
	[NUMBER] = conf_read_number,
	[URL] = conf_read_url,
	[FOLDER] = conf_read_folder,
	[BASE] = conf_read_base,
	[CHOICE] = conf_read_choice,
	[HOST] = conf_read_host,
	[HOSTS] = conf_read_hosts,
	[PATHS] = conf_read_paths,
};

/* Defaults that depend on the machine or on other settings. */
static const char *
conf_compute_default(struct conf_reading *r)
{
	const char *base;
	long cores;

	/* A run from the build tree keeps its data there. */
	if (r->s->at == AT(data_dir))
		return getenv("MEDIASNAP_SHARE_DIR") ? "data" : "/data";
	if (r->s->at == AT(capture_dir))
		return arena_printf(r->a, "%s/captures", r->conf->data_dir);
	if (r->s->at == AT(db_path))
		return arena_printf(r->a, "%s/mediasnap.db",
		    r->conf->data_dir);
	if (r->s->at == AT(clip_jobs)) {
		cores = sysconf(_SC_NPROCESSORS_ONLN);
		return arena_printf(r->a, "%ld", cores > 3 ? cores / 2 : 1);
	}
	if (!getuid())
		return "/run/mediasnap";
	base = getenv("XDG_RUNTIME_DIR");
	if (base && *base == '/')
		return arena_printf(r->a, "%s/mediasnap", base);
	base = getenv("TMPDIR");
	return arena_printf(r->a, "%s/mediasnap-%u",
	    base && *base == '/' ? base : "/tmp", (unsigned)getuid());
}

/* An empty variable counts as unset: compose files pass unset ones so. */
static const char *
conf_find_value(const struct dotenv *file, const char *name)
{
	const char *v = getenv(name);

	if (!v || !*v)
		v = dotenv_get(file, name);
	return v && *v ? v : NULL;
}

static int
conf_find_setting(struct conf_reading *r, const struct dotenv *file)
{
	const char *path;

	r->value = conf_find_value(file, r->s->name);
	if (r->value || r->s->kind != SECRET)
		return 0;
	path = conf_find_value(file, arena_printf(r->a, "%s_FILE", r->s->name));
	if (!path)
		return 0;
	r->value = dotenv_read_secret(r->a, path);
	if (r->value) {
		/* Compose mounts an empty file for a secret not in use. */
		r->value = *r->value ? r->value : NULL;
		return 0;
	}
	r->error = arena_printf(r->a, "%s_FILE: \"%s\": must be a readable "
	    "file with the value on its first line", r->s->name, path);
	return -EINVAL;
}

/* Settings that need each other: one alone would only fail later. */
static const struct conf_pair {
	size_t		 at, other_at;
	const char	*name, *other;
	const char	*what;		/* what needs them */
} pairs[] = {
	{ AT(tls_cert), AT(tls_key), "TLS_CERT", "TLS_KEY", "HTTPS" },
	{ AT(plex_url), AT(plex_token), "PLEX_URL", "PLEX_TOKEN", "Plex" },
	{ AT(jellyfin_url), AT(jellyfin_api_key), "JELLYFIN_URL",
		"JELLYFIN_API_KEY", "Jellyfin" },
};

static bool
conf_is_set(const struct conf *c, size_t at)
{
	const char *value;

	memcpy(&value, (const char *)c + at, sizeof(value));
	return *value;
}

/* An empty NAME_FILE counts as unset; if there is one, name that mistake. */
static const char *
conf_explain_half(struct arena *a, const struct dotenv *file,
    const struct conf_pair *p, const char *missing)
{
	const char *path = conf_find_value(file,
	    arena_printf(a, "%s_FILE", missing));

	if (path)
		return arena_printf(a, "%s_FILE: \"%s\": is empty: %s needs "
		    "both %s and %s", missing, path, p->what, p->name,
		    p->other);
	return arena_printf(a, "%s: \"\": must be set too: %s needs both %s "
	    "and %s", missing, p->what, p->name, p->other);
}

static int
conf_check_pairs(const struct conf *c, struct arena *a,
    const struct dotenv *file, const char **error)
{
	size_t i;

	for (i = 0; i < COUNT(pairs); i++) {
		const struct conf_pair *p = &pairs[i];
		bool has_one = conf_is_set(c, p->at);

		if (has_one == conf_is_set(c, p->other_at))
			continue;
		*error = conf_explain_half(a, file, p,
		    has_one ? p->other : p->name);
		return -EINVAL;
	}
	return 0;
}

int
conf_load(struct conf *c, struct arena *a, const char **error)
{
	struct dotenv file = { 0 };
	size_t i;

	if (dotenv_read(&file, a, ".env", error))
		return -EINVAL;
	*c = (struct conf){ 0 };
	for (i = 0; i < COUNT(settings); i++) {
		struct conf_reading r = { .a = a, .s = &settings[i],
		    .conf = c };
		int err = conf_find_setting(&r, &file);

		if (!err && !r.value)
			r.value = r.s->fallback ? r.s->fallback
			    : conf_compute_default(&r);
		if (!err)
			err = read_kind[r.s->kind](&r);
		if (err) {
			*error = r.error;
			return err;
		}
	}
	return conf_check_pairs(c, a, &file, error);
}

enum log_level
conf_log_level(const struct conf *c)
{
	static const char *const names[] = { "error", "warn", "info", "debug" };
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (!strcmp(names[i], c->log_level_name))
			return (enum log_level)i;
	return LOG_INFO;
}

void
conf_start(struct conf *c, struct arena *a, const char *program)
{
	const char *error;

	if (conf_load(c, a, &error))
		errx(EXIT_FAILURE, "%s", error);
	log_init(program, conf_log_level(c));
}
