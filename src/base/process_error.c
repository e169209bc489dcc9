#include "config.h"

#include <stdbool.h>
#include <string.h>

#include "arena.h"
#include "cleanup.h"
#include "process.h"
#include "utf8.h"

#define SENTENCE_MAX	300	/* bytes */

/* What FFmpeg prints after the message that names the error. */
static const char *const empty_words[] = {
	"Conversion failed!",
	"Error while filtering",
	"Error while decoding stream",
	"Error submitting",
	"Last message repeated",
	"    Last message repeated",
	"Exiting normally",
	"Error initializing output stream",
	"Error reinitializing filters",
	"Failed to inject frame into filter network",
	/* FFmpeg 7's. */
	"Task finished with error code",
	"Terminating thread with return code",
	"Nothing was written into output file",
	"Could not open encoder before EOF",
	"Error sending frames to consumers",
	"Error opening input files",
	"Error opening output files",
	"Error opening output file",
};

static bool
process_error_is_empty(const char *s)
{
	size_t i;

	for (i = 0; i < COUNT(empty_words); i++)
		if (!strncmp(s, empty_words[i], strlen(empty_words[i])))
			return true;
	return !*s;
}

/* Skips the origin of "[matroska,webm @ 0x55...] message". */
static const char *
process_error_skip_origin(const char *s)
{
	const char *end;

	while (*s == '[' && strstr(s, " @ 0x") && (end = strstr(s, "] ")))
		s = end + 2;
	return s;
}

/* One line of valid UTF-8 and limited length. */
static const char *
process_error_shorten(struct arena *a, const char *s)
{
	const char *line = utf8_line(a, s, SENTENCE_MAX);

	return strlen(s) <= SENTENCE_MAX ? line
	    : arena_printf(a, "%s ...", line);
}

const char *
process_last_error(const struct process *r, struct arena *a)
{
	char *text = arena_strdup(a, r->err);
	char *nl;
	const char *s;

	for (;;) {
		nl = strrchr(text, '\n');
		s = process_error_skip_origin(nl ? nl + 1 : text);
		if (!process_error_is_empty(s))
			return process_error_shorten(a, s);
		if (!nl)
			return "";
		*nl = '\0';
	}
}
