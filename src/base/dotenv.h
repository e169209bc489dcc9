/* Reads settings files: .env (NAME=value lines) and secrets (one value). */
#ifndef DOTENV_H
#define DOTENV_H

#include <stddef.h>

struct arena;

struct dotenv {
	const char	**pairs;	/* name, value, name, value ... */
	size_t		 n;		/* number of pairs */
};

/*
 * Reads NAME=value lines.  A leading "export " and quotes around the value
 * are removed; # starts a comment line.  If a name occurs twice, the last
 * line counts, as in Docker Compose.  A missing file counts as empty.
 * 0, or -EINVAL with a message in *error that names the line.
 */
int		 dotenv_read(struct dotenv *, struct arena *,
		    const char *path, const char **error);
const char	*dotenv_get(const struct dotenv *, const char *name);

/* The first line of a file of at most 4 KiB, or NULL if unreadable. */
const char	*dotenv_read_secret(struct arena *, const char *path);

#endif
