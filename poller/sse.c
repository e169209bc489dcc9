#include "config.h"

#include <string.h>

#include "sse.h"

/* The value of a line "name: value", or NULL. */
static const char *
sse_field_value(const char *line, const char *name)
{
	size_t len = strlen(name);

	if (strncmp(line, name, len) || line[len] != ':')
		return NULL;
	line += len + 1;
	return *line == ' ' ? line + 1 : line;
}

static void
sse_copy(char *out, size_t room, const char *text)
{
	size_t n = strnlen(text, room - 1);

	memcpy(out, text, n);
	out[n] = '\0';
}

static void
sse_handle_line(struct sse *s,
    void (*whole)(void *, const char *, const char *), void *arg)
{
	const char *value;

	s->line[s->len] = '\0';
	s->len = 0;
	if ((value = sse_field_value(s->line, "event"))) {
		sse_copy(s->event, sizeof(s->event), value);
	} else if ((value = sse_field_value(s->line, "data"))) {
		sse_copy(s->data, sizeof(s->data), value);
	} else if (!*s->line) {
		if (*s->event || *s->data)
			whole(arg, s->event, s->data);
		*s->event = *s->data = '\0';
	}
}

void
sse_feed(struct sse *s, const char *bytes, size_t n,
    void (*whole)(void *, const char *, const char *), void *arg)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (bytes[i] == '\n')
			sse_handle_line(s, whole, arg);
		else if (bytes[i] != '\r' && s->len < sizeof(s->line) - 1)
			s->line[s->len++] = bytes[i];
}
