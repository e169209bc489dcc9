/* Every way to set a variable, and every way to get it wrong. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "auto.h"
#include "conf.h"
#include "tap.h"

static struct arena a;

static const struct {
	const char	*name;
	const char	*value;
	const char	*error;		/* its start, or NULL: accepted */
} cases[] = {
	{ "PORT", "8080", NULL },
	{ "PORT", "", NULL },
	{ "PORT", "abc", "PORT: \"abc\": must be a whole number from 1 to "
			"65535" },
	{ "PORT", "80x", "PORT: \"80x\"" },
	{ "PORT", "0", "PORT: \"0\"" },
	{ "PORT", "99999999999999999999", "PORT: " },
	{ "SCREENSHOT_QUALITY", "99", "SCREENSHOT_QUALITY: \"99\": must be a "
			"whole number from 1 to 31" },
	{ "PLEX_URL", "http://plex:32400/", NULL },
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
	{ "TLS_CERT", "/c.pem", "TLS_KEY: " },
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
	test_cases();
	test_values();
	unlink("secret");
	unlink(".env");
	if (chdir("/") || rmdir(dir))
		ok(0, "clean up");
	arena_reset(&a);
	return done();
}
