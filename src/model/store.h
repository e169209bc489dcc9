/* Our database: the schema's versions, and opening it. */
#ifndef STORE_H
#define STORE_H

#include "sql.h"
#include "base/db.h"

struct arena;

/*
 * Brings a database up to date, or makes it; safe from many processes at
 * once.  Keeps a copy beside it before it changes one (…bak-vN).
 * -EPROTO: it is from a newer version (left untouched); *why says so.
 */
int	store_migrate(const char *path, struct arena *, const char **why);

/* Opens it for the daemons.  -EPROTO: not migrated yet, or too new. */
int	store_open(struct db **, const char *path, enum db_sync);

/* A sentence for a person about what store_* and db_* returned. */
const char	*store_error(struct arena *, const char *path, int err);

#endif
