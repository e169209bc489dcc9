#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "arena.h"
#include "cleanup.h"
#include "dotenv.h"

#define FILE_MAX_BYTES		65536
#define SECRET_MAX_BYTES	4096
#define NAME_CHARS		"ABCDEFGHIJKLMNOPQRSTUVWXYZ" \
				"abcdefghijklmnopqrstuvwxyz0123456789_"

/* NULL if it cannot be read, is too large, or contains NUL. */
static char *
dotenv_read_file(struct arena *a, const char *path, size_t max)
{
	AUTO(fd_closep) int fd = open(path, O_RDONLY | O_CLOEXEC);
	char *text = arena_alloc(a, max + 2);
	size_t len = 0;
	ssize_t n = -1;

	while (fd >= 0 && len <= max &&
	    (n = read(fd, text + len, max + 1 - len)) > 0)
		len += (size_t)n;
	if (n || len > max || strlen(text) != len)
		return NULL;
	return text;
}

static char *
dotenv_trim(char *s)
{
	size_t n;

	s += strspn(s, " \t");
	n = strlen(s);
	while (n && strchr(" \t\r", s[n - 1]))
		s[--n] = '\0';
	return s;
}

static char *
dotenv_unquote(char *s)
{
	size_t n = strlen(s);

	if (n >= 2 && (*s == '"' || *s == '\'') && s[n - 1] == *s) {
		s[n - 1] = '\0';
		return s + 1;
	}
	return s;
}

/* 1: a pair, 0: blank or a comment, or -EINVAL. */
static int
dotenv_parse_line(char *line, const char **name, const char **value)
{
	char *s = dotenv_trim(line), *eq;

	if (!*s || *s == '#')
		return 0;
	if (!strncmp(s, "export ", 7))
		s = dotenv_trim(s + 7);
	eq = s + strspn(s, NAME_CHARS);
	if (eq == s || *dotenv_trim(eq) != '=')
		return -EINVAL;
	*value = dotenv_unquote(dotenv_trim(dotenv_trim(eq) + 1));
	*eq = '\0';
	*name = s;
	return 1;
}

int
dotenv_read(struct dotenv *d, struct arena *a, const char *path,
    const char **error)
{
	char *text, *line;
	int number = 0, rc;

	if (access(path, F_OK))
		return 0;
	text = dotenv_read_file(a, path, FILE_MAX_BYTES);
	if (!text) {
		*error = arena_printf(a, "%s: cannot be read as a text file "
		    "of at most 64 KiB", path);
		return -EINVAL;
	}
	d->pairs = arena_alloc(a, (strlen(text) + 2) * sizeof(*d->pairs));
	while ((line = strsep(&text, "\n"))) {
		number++;
		rc = dotenv_parse_line(line, &d->pairs[2 * d->n],
		    &d->pairs[2 * d->n + 1]);
		if (rc < 0) {
			*error = arena_printf(a, "%s: line %d: must be "
			    "NAME=value or a # comment", path, number);
			return rc;
		}
		d->n += (size_t)rc;
	}
	return 0;
}

const char *
dotenv_get(const struct dotenv *d, const char *name)
{
	size_t i = d->n;

	while (i-- > 0)
		if (!strcmp(d->pairs[2 * i], name))
			return d->pairs[2 * i + 1];
	return NULL;
}

const char *
dotenv_read_secret(struct arena *a, const char *path)
{
	char *s = dotenv_read_file(a, path, SECRET_MAX_BYTES);

	if (!s)
		return NULL;
	s[strcspn(s, "\r\n")] = '\0';
	return s;
}
