/* Files of settings: .env (NAME=value lines) and secrets (one value). */
#ifndef DOTENV_H
#define DOTENV_H

#include <stddef.h>

struct arena;

struct dotenv {
	const char	**pairs;	/* name, value, name, value ... */
	size_t		 n;		/* of pairs */
};

/*
 * Lines NAME=value; "export " before and quotes around the value are taken
 * off, # starts a comment line.  Of two lines of a name the last counts, as
 * for Docker Compose.  A missing file is an empty one.  -EINVAL,
 * and *error names the line.
 */
int		 dotenv_read(struct dotenv *, struct arena *,
		    const char *path, const char **error);
const char	*dotenv_get(const struct dotenv *, const char *name);

/* The first line of a file of at most 4 KiB, or NULL: unreadable. */
const char	*dotenv_read_secret(struct arena *, const char *path);

#endif
