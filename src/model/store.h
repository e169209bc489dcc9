/* Migrates and opens our database. */
#ifndef STORE_H
#define STORE_H

#include "sql.h"
#include "base/db.h"

struct arena;

/*
 * Upgrades a database, or creates it; safe from many processes at once.
 * Before it changes a database, it keeps a copy beside it (…bak-vN).
 * 0, or -errno with a sentence for the user in *why.  -EPROTO: the database is
 * from a newer version, and is not changed.
 */
int	store_migrate(const char *path, struct arena *, const char **why);

/* Opens it for the daemons.  -EPROTO: not migrated yet, or too new. */
int	store_open(struct db **, const char *path, enum db_sync);

/* A sentence for the user about an error of store_* or db_*. */
const char	*store_error(struct arena *, const char *path, int err);

#endif
