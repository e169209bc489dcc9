#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "log.h"

#define LINE_MAX_BYTES	4096

static const char *const level_name[] = { "error", "warn", "info", "debug" };

static const char *log_program = "mediasnap";
static enum log_level log_most = LOG_INFO;

void
log_init(const char *program, enum log_level most)
{
	log_program = program;
	log_most = most;
}

static int
is_plain(const char *s)
{
	return *s && !s[strcspn(s, " \"\\=")];
}

/* Control characters become spaces: a line stays a line. */
static void
put_value(FILE *f, const char *s)
{
	int quoted = !is_plain(s);

	if (quoted)
		putc('"', f);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			putc('\\', f);
		putc(c < ' ' || c == 0x7f ? ' ' : c, f);
	}
	if (quoted)
		putc('"', f);
}

static void
put_pairs(FILE *f, va_list ap)
{
	const char *key, *value;

	while ((key = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		if (!value)
			continue;
		fprintf(f, " %s=", key);
		put_value(f, value);
	}
}

/* Written by one write(2), so that lines of several processes stay whole. */
void
log_write(enum log_level level, const char *event, ...)
{
	char line[LINE_MAX_BYTES + 1], stamp[32];
	struct timespec now;
	struct tm tm;
	va_list ap;
	size_t n;
	FILE *f;

	if (level > log_most)
		return;
	f = fmemopen(line, LINE_MAX_BYTES, "w");
	if (!f)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm);
	fprintf(f, "%s %s %s event=", stamp, level_name[level], log_program);
	put_value(f, event);
	va_start(ap, event);
	put_pairs(f, ap);
	va_end(ap);
	fclose(f);
	n = strnlen(line, LINE_MAX_BYTES - 1);
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return;		/* nowhere left to say it */
}
