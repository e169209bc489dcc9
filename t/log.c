/* The log: one line per event, whatever it contains. */
#include "config.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tap.h"
#include "base/cleanup.h"
#include "base/log.h"

static int out[2];

/* The line that was written, from its level on, without the time. */
static const char *
written(void)
{
	static char text[16384];
	ssize_t n;

	dprintf(STDERR_FILENO, ".");
	n = read(out[0], text, sizeof(text) - 1);
	text[n > 0 ? n - 1 : 0] = '\0';
	return n > 22 ? text + 21 : "";
}

static const struct {
	const char	*value, *shown;
} values[] = {
	{ "plain", "plain" }, { "", "\"\"" }, { "a b", "\"a b\"" },
	{ "a=b", "\"a=b\"" }, { "a\"b", "\"a\\\"b\"" },
	{ "a\\b", "\"a\\\\b\"" }, { "\xc3\xa4", "\xc3\xa4" },
	{ "a\nb=c", "\"a b=c\"" }, { "/a/b-c.d:1", "/a/b-c.d:1" },
};

static void
test_values(void)
{
	char want[200];
	size_t i;

	for (i = 0; i < COUNT(values); i++) {
		log_info("one two", "key", values[i].value, "none", NULL,
		    "last", "1");
		snprintf(want, sizeof(want), "info snap event=\"one two\" "
		    "key=%s last=1\n", values[i].shown);
		is_str(written(), want, values[i].value);
	}
	log_info("x", "a", "1\t2\r3\x1b[m4\x7f");
	ok(!strpbrk(written(), "\t\r\x1b\x7f"), "no control gets through");
}

static void
test_levels(void)
{
	static const enum log_level most[] = { LOG_ERROR, LOG_WARN, LOG_INFO,
	    LOG_DEBUG };
	static const char *const names[] = { "error", "warn", "info",
	    "debug" };
	size_t i, k;

	for (i = 0; i < COUNT(most); i++) {
		log_init("snap", most[i]);
		for (k = 0; k < COUNT(most); k++) {
			const char *line;

			log_write(most[k], "x", (char *)NULL);
			line = written();
			ok(k <= i ? !strncmp(line, names[k], strlen(names[k]))
			    : !*line, "%s at %s", names[k], names[i]);
		}
	}
}

static void
test_long(void)
{
	char huge[6000];
	const char *line;

	memset(huge, 'x', sizeof(huge));
	huge[sizeof(huge) - 1] = '\0';
	log_info("long", "key", huge);
	line = written();
	is_int((long long)strlen(line), 4096 - 21, "a long line is cut");
	is_str(line + strlen(line) - 3, "xx\n", "  and still ends");
	is_int((long long)strcspn(line, "\n"), (long long)strlen(line) - 1,
	    "  once");
}

int
main(void)
{
	int keep = dup(STDERR_FILENO);

	if (pipe(out) < 0 || dup2(out[1], STDERR_FILENO) < 0)
		return 99;
	log_init("snap", LOG_INFO);
	test_values();
	test_long();
	test_levels();
	dup2(keep, STDERR_FILENO);
	return done();
}
