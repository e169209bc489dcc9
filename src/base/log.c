#include "config.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "log.h"
#include "utf8.h"

#define LINE_MAX_BYTES	4096

/*
 * Each event may write BURST lines at once, then one every REFILL_MS, so that
 * a repeated failure does not fill the disk.  The next line says how many were
 * left out.
 */
#define BURST		20
#define REFILL_MS	10000
#define EVENTS_MAX	32	/* further events share the last entry */

static const char *const level_name[] = { "error", "warn", "info", "debug" };

static const char *log_program = "mediasnap";
static enum log_level log_most = LOG_INFO;

void
log_init(const char *program, enum log_level most)
{
	log_program = program;
	log_most = most;
}

static int64_t
log_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

static struct log_event {
	char		 name[64];
	int		 lines;		/* left of the burst */
	int64_t		 refill_ms;
	long		 left_out;
} log_events[EVENTS_MAX];

static struct log_event *
log_event_find(const char *name)
{
	struct log_event *e;

	for (e = log_events; e < log_events + EVENTS_MAX - 1; e++)
		if (!*e->name || !strncmp(e->name, name, sizeof(e->name) - 1))
			break;
	if (!*e->name) {
		*e = (struct log_event){ .lines = BURST,
		    .refill_ms = log_now_ms() };
		snprintf(e->name, sizeof(e->name), "%s", name);
	}
	return e;
}

/* Whether a line may be written; it is counted if not. */
static bool
log_event_admit(struct log_event *e, int64_t now)
{
	int64_t more = (now - e->refill_ms) / REFILL_MS;

	if (more > 0) {
		e->lines = e->lines + more < BURST ? e->lines + (int)more
		    : BURST;
		e->refill_ms += more * REFILL_MS;
	}
	if (!e->lines) {
		e->left_out++;
		return false;
	}
	e->lines--;
	return true;
}

static int
log_is_plain(const char *s)
{
	return *s && !s[strcspn(s, " \"\\=")];
}

/* Removes line breaks and whatever a terminal would act on. */
static void
log_append_value(FILE *f, const char *value)
{
	AUTO(arena_reset) struct arena a = { 0 };
	const char *s = utf8_line(&a, value, LINE_MAX_BYTES);
	int quoted = !log_is_plain(s);

	if (quoted)
		putc('"', f);
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c == '"' || c == '\\')
			putc('\\', f);
		putc(c, f);
	}
	if (quoted)
		putc('"', f);
}

static void
log_append_pairs(FILE *f, va_list ap)
{
	const char *key, *value;

	while ((key = va_arg(ap, const char *))) {
		value = va_arg(ap, const char *);
		if (!value)
			continue;
		fprintf(f, " %s=", key);
		log_append_value(f, value);
	}
}

/* One write(2) per line, so that lines of several processes do not mix. */
void
log_write(enum log_level level, const char *event, ...)
{
	struct log_event *e = log_event_find(event);
	char line[LINE_MAX_BYTES + 1], stamp[32];
	struct timespec now;
	struct tm tm;
	va_list ap;
	size_t n;
	FILE *f;

	if (level > log_most || !log_event_admit(e, log_now_ms()))
		return;
	f = fmemopen(line, LINE_MAX_BYTES, "w");
	if (!f)
		return;
	clock_gettime(CLOCK_REALTIME, &now);
	gmtime_r(&now.tv_sec, &tm);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm);
	fprintf(f, "%s %s %s event=", stamp, level_name[level], log_program);
	log_append_value(f, event);
	va_start(ap, event);
	log_append_pairs(f, ap);
	va_end(ap);
	if (e->left_out)
		fprintf(f, " left_out=%ld", e->left_out);
	e->left_out = 0;
	fclose(f);
	n = strnlen(line, LINE_MAX_BYTES - 1);
	line[n++] = '\n';
	if (write(STDERR_FILENO, line, n) < 0)
		return;		/* nowhere left to report it */
}
