/* Every way to set a variable, and every way to get it wrong. */
#include "config.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"

static struct arena a;

static const struct {
	const char	*name;
	const char	*value;
	const char	*error;		/* its start; NULL: accepted */
} cases[] = {
	{ "PORT", "8080", NULL },
	{ "PORT", "", NULL },
	{ "PORT", "abc", "PORT: \"abc\": must be a whole number from 1 to "
			"65535" },
	{ "PORT", "80x", "PORT: \"80x\"" },
	{ "PORT", "0", "PORT: \"0\"" },
	{ "PORT", "+80", "PORT: \"+80\"" },
	{ "PORT", " 80", "PORT: \" 80\"" },
	{ "PORT", "0x50", "PORT: \"0x50\"" },
	{ "PORT", "99999999999999999999", "PORT: " },
	{ "SCREENSHOT_QUALITY", "99", "SCREENSHOT_QUALITY: \"99\": must be a "
			"whole number from 1 to 31" },
	{ "PLEX_URL", "plex:32400", "PLEX_URL: \"plex:32400\": must be an "
			"address" },
	{ "PLEX_URL", "ftp://plex", "PLEX_URL: " },
	{ "PLEX_URL", "http://", "PLEX_URL: " },
	{ "PLEX_URL", "http://u:p@plex", "PLEX_URL: " },
	{ "PLEX_TOKEN", "bad\nline", "PLEX_TOKEN: this value: must be" },
	{ "CAPTURE_DIR", "/a b/c", NULL },
	{ "CAPTURE_DIR", "/a$b", "CAPTURE_DIR: \"/a$b\": must be a path" },
	{ "PATH_MAP", "D:\\TV=/tv; /data=/media", NULL },
	{ "PATH_MAP", "/a=/b;/data", "PATH_MAP: \"/data\": must be from=to" },
	{ "BASE_PATH", "/snap", NULL },
	{ "BASE_PATH", "snap", "BASE_PATH: " },
	{ "BASE_PATH", "/a//b", "BASE_PATH: " },
	{ "BASE_PATH", "/a b", "BASE_PATH: " },
	{ "HWACCEL", "auto", NULL },
	{ "HWACCEL", "aut", "HWACCEL: \"aut\": must be one of none|auto" },
	{ "HWACCEL", "none|auto", "HWACCEL: \"none|auto\"" },
	{ "HWACCEL", "|", "HWACCEL: \"|\"" },
	{ "LOG_LEVEL", "loud", "LOG_LEVEL: \"loud\"" },
	{ "LOG_LEVEL", "warn", NULL },
	{ "LOG_LEVEL", "debug", NULL },
	{ "LOG_LEVEL", "error|warn", "LOG_LEVEL: \"error|warn\": must be one "
			"of error|warn|info|debug" },
	{ "LOG_LEVEL", "warn|info|debug", "LOG_LEVEL: " },
	{ "LOG_LEVEL", "warn|", "LOG_LEVEL: " },
	{ "LOG_LEVEL", "WARN", "LOG_LEVEL: " },
	{ "HOST", "[::]", NULL },
	{ "HOST", "::1", NULL },
	{ "HOST", "[", "HOST: \"[\": must be an address of this machine" },
	{ "HOST", "a;b", "HOST: \"a;b\"" },
	{ "ALLOWED_HOSTS", "a.org, .b.org *", NULL },
	{ "ALLOWED_HOSTS", "a.org,b.org:80", "ALLOWED_HOSTS: \"b.org:80\": "
			"must be a name such as snap.example.org" },
	{ "ALLOWED_HOSTS", "*.a.org", "ALLOWED_HOSTS: \"*.a.org\"" },
	{ "TLS_CERT", "/c.pem", "TLS_KEY: \"\": must be set too: HTTPS needs "
			"both TLS_CERT and TLS_KEY" },
	{ "TLS_KEY", "/k.pem", "TLS_CERT: \"\": must be set too" },
	{ "PLEX_URL", "http://plex:32400/", "PLEX_TOKEN: \"\": must be set "
			"too: Plex needs both PLEX_URL and PLEX_TOKEN" },
	{ "PLEX_TOKEN", "t", "PLEX_URL: \"\": must be set too: Plex needs" },
	{ "JELLYFIN_URL", "http://j", "JELLYFIN_API_KEY: \"\": must be set "
			"too: Jellyfin needs both JELLYFIN_URL and "
			"JELLYFIN_API_KEY" },
	{ "JELLYFIN_API_KEY", "k", "JELLYFIN_URL: \"\": must be set too" },
};

static void
write_file(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");

	fputs(text, f);
	fclose(f);
}

static void
test_cases(void)
{
	const char *error;
	struct conf c;
	size_t i;
	int err;

	for (i = 0; i < COUNT(cases); i++) {
		error = "";
		setenv(cases[i].name, cases[i].value, 1);
		err = conf_load(&c, &a, &error);
		unsetenv(cases[i].name);
		ok(cases[i].error ? err && !strncmp(error, cases[i].error,
		    strlen(cases[i].error)) : !err, "%s=%s: %s",
		    cases[i].name, cases[i].value,
		    error);
	}
}

#define AT(member)	offsetof(struct conf, member)

static const struct {
	const char	*name, *fallback, *value, *want;
	size_t		 at;
	const char	*with;		/* what must be set beside it */
} texts[] = {
	{ "PLEX_URL", "", "https://p:1/x/", "https://p:1/x", AT(plex_url),
	    "PLEX_TOKEN" },
	{ "PLEX_TOKEN", "", "t 1", "t 1", AT(plex_token), "PLEX_URL" },
	{ "JELLYFIN_URL", "", "http://j", "http://j", AT(jellyfin_url),
	    "JELLYFIN_API_KEY" },
	{ "JELLYFIN_API_KEY", "", "k", "k", AT(jellyfin_api_key),
	    "JELLYFIN_URL" },
	{ "DATA_DIR", "/data", "/d", "/d", AT(data_dir), NULL },
	{ "CAPTURE_DIR", "/data/captures", "/c", "/c", AT(capture_dir), NULL },
	{ "DB_PATH", "/data/mediasnap.db", "/x.db", "/x.db", AT(db_path),
	    NULL },
	{ "FFMPEG_PATH", "ffmpeg", "/f", "/f", AT(ffmpeg_path), NULL },
	{ "FFPROBE_PATH", "ffprobe", "/p", "/p", AT(ffprobe_path), NULL },
	{ "HOST", "0.0.0.0", "::1", "[::1]", AT(host), NULL },
	{ "PATH_MAP", "", "/a=/b", "/a=/b", AT(path_map), NULL },
	{ "BASE_PATH", "/", "/s", "/s/", AT(base_path), NULL },
	{ "RUN_DIR", NULL, "/r", "/r", AT(run_dir), NULL },
	{ "ALLOWED_HOSTS", "", "a.org, b", "a.org, b", AT(allowed_hosts),
	    NULL },
	{ "HWACCEL", "none", "qsv", "qsv", AT(hwaccel), NULL },
	{ "LOG_LEVEL", "info", "debug", "debug", AT(log_level_name), NULL },
};

static const struct {
	const char	*name;
	int		 fallback, min, max;
	size_t		 at;
} numbers[] = {
	{ "SCREENSHOT_QUALITY", 2, 1, 31, AT(screenshot_quality) },
	{ "PORT", 8787, 1, 65535, AT(port) },
	{ "POLL_INTERVAL_MS", 1000, 200, 60000, AT(poll_interval_ms) },
	{ "API_WORKERS", 4, 1, 64, AT(api_workers) },
	{ "SLOW_WORKERS", 8, 1, 64, AT(slow_workers) },
	{ "MAX_CLIP_SECONDS", 900, 1, 86400, AT(max_clip_seconds) },
	{ "MAX_QUEUE", 100, 1, 100000, AT(max_queue) },
	{ "MIN_FREE_MB", 512, 0, 1000000000, AT(min_free_mb) },
};

/* The defaults that the README gives. */
static void
test_texts(void)
{
	const char *error = "", *got;
	struct conf c;
	size_t i;

	for (i = 0; i < COUNT(texts); i++) {
		unsetenv(texts[i].name);
		conf_load(&c, &a, &error);
		memcpy(&got, (char *)&c + texts[i].at, sizeof(got));
		if (texts[i].fallback)
			is_str(got, texts[i].fallback, texts[i].name);
		setenv(texts[i].name, texts[i].value, 1);
		if (texts[i].with)
			setenv(texts[i].with, "http://x", 1);
		is_int(conf_load(&c, &a, &error), 0, "  is set");
		unsetenv(texts[i].name);
		if (texts[i].with)
			unsetenv(texts[i].with);
		memcpy(&got, (char *)&c + texts[i].at, sizeof(got));
		is_str(got, texts[i].want, "  to its value");
	}
}

static int
set_number(size_t i, long value, int *got)
{
	const char *error = "";
	struct conf c;
	int err;

	setenv(numbers[i].name, arena_printf(&a, "%ld", value), 1);
	err = conf_load(&c, &a, &error);
	unsetenv(numbers[i].name);
	memcpy(got, (char *)&c + numbers[i].at, sizeof(*got));
	return err;
}

static void
test_numbers(void)
{
	const char *error = "";
	struct conf c;
	size_t i;
	int got;

	for (i = 0; i < COUNT(numbers); i++) {
		conf_load(&c, &a, &error);
		memcpy(&got, (char *)&c + numbers[i].at, sizeof(got));
		is_int(got, numbers[i].fallback, numbers[i].name);
		is_int(set_number(i, numbers[i].min, &got), 0, "  least");
		is_int(got, numbers[i].min, "    is taken");
		is_int(set_number(i, numbers[i].max, &got), 0, "  most");
		is_int(got, numbers[i].max, "    is taken");
		ok(set_number(i, numbers[i].min - 1L, &got), "  less is not");
		ok(set_number(i, numbers[i].max + 1L, &got), "  nor more");
	}
}

static const struct {
	const char	*text;
	const char	*plex_token;	/* NULL: refused */
} files[] = {
	{ "", "" }, { "PLEX_TOKEN=a", "a" }, { "PLEX_TOKEN=a\n", "a" },
	{ "PLEX_TOKEN=a\r\n", "a" }, { "  PLEX_TOKEN \t=  a b \t\n", "a b" },
	{ "PLEX_TOKEN=\"a b \"\n", "a b " }, { "PLEX_TOKEN='a\"b'\n", "a\"b" },
	{ "PLEX_TOKEN=\"a'\n", "\"a'" }, { "PLEX_TOKEN=\"\n", "\"" },
	{ "PLEX_TOKEN=\n", "" }, { "PLEX_TOKEN=a=b#c\n", "a=b#c" },
	{ "#PLEX_TOKEN=a\n\n \t \n", "" }, { "export PLEX_TOKEN=a\n", "a" },
	{ "exportPLEX_TOKEN=a\n", "" },
	{ "PLEX_TOKENS=b\nPLEX_TOKEN=a\n", "a" },
	{ "PLEX_TOKEN=b\nPORT=1\nPLEX_TOKEN=a\n", "a" },
	{ "PLEX_TOKEN=b\nPLEX_TOKEN=\n", "" },
	{ "PLEX_TOKEN\n", NULL }, { "=a\n", NULL }, { "A B=c\n", NULL },
	{ "PLEX-TOKEN=a\n", NULL },
};

/* The forms of a line and their results. */
static void
test_files(void)
{
	const char *error;
	struct conf c;
	size_t i;
	int err;

	for (i = 0; i < COUNT(files); i++) {
		write_file(".env", files[i].text);
		error = "";
		if (files[i].plex_token && *files[i].plex_token)
			setenv("PLEX_URL", "http://plex", 1);
		err = conf_load(&c, &a, &error);
		unsetenv("PLEX_URL");
		ok(err ? !files[i].plex_token : files[i].plex_token &&
		    !strcmp(c.plex_token, files[i].plex_token),
		    "a file: %s: %s%s", files[i].text,
		    *error ? "" : c.plex_token, error);
	}
	unlink(".env");
}

static void
test_values(void)
{
	const char *error = "";
	struct conf c;

	setenv("PLEX_URL", "http://plex:32400//", 1);
	setenv("BASE_PATH", "/snap", 1);
	setenv("DATA_DIR", "d", 1);
	setenv("PLEX_TOKEN_FILE", "secret", 1);
	write_file("secret", "s3cret\r\n");
	write_file(".env", "# mine\nexport PORT = \"9000\"\n"
	    "BASE_PATH=/other\nHOST='127.0.0.1'\n");
	is_int(conf_load(&c, &a, &error), 0, "from everywhere");
	is_str(c.plex_url, "http://plex:32400", "no slash at the end");
	is_str(c.base_path, "/snap/", "the environment wins over .env");
	is_int(c.port, 9000, "a number from .env");
	is_str(c.host, "127.0.0.1", "quotes are taken off");
	is_str(c.plex_token, "s3cret", "a secret from its file");
	ok(strstr(c.capture_dir, "/d/captures") && *c.capture_dir == '/',
	    "a folder becomes absolute: %s", c.capture_dir);
	setenv("PLEX_TOKEN_FILE", "/dev/null", 1);
	ok(conf_load(&c, &a, &error), "half of a server");
	is_str(error, "PLEX_TOKEN_FILE: \"/dev/null\": is empty: Plex needs "
	    "both PLEX_URL and PLEX_TOKEN", "  names the empty file");
	unsetenv("PLEX_URL");
	ok(!conf_load(&c, &a, &error) && !*c.plex_token,
	    "an empty secret file is none");
	setenv("PLEX_TOKEN_FILE", "nothere", 1);
	ok(conf_load(&c, &a, &error) && strstr(error, "PLEX_TOKEN_FILE"),
	    "a missing secret: %s", error);
	unsetenv("PLEX_TOKEN_FILE");
	write_file(".env", "PORT=1\nnonsense\n");
	ok(conf_load(&c, &a, &error) && strstr(error, "line 2"),
	    "a broken .env: %s", error);
}

int
main(void)
{
	char dir[] = "/tmp/mediasnap-conf-XXXXXX";

	if (!mkdtemp(dir) || chdir(dir))
		return 99;
	unsetenv("TLS_KEY");
	unsetenv("MEDIASNAP_SHARE_DIR");
	test_cases();
	test_texts();
	test_numbers();
	test_files();
	test_values();
	unlink("secret");
	unlink(".env");
	if (chdir("/") || rmdir(dir))
		ok(0, "clean up");
	arena_reset(&a);
	return done();
}
