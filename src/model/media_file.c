#include "config.h"

#include <errno.h>

#include "auto.h"
#include "db.h"
#include "media_file.h"
#include "sql.h"

static void
bind_file(sqlite3_stmt *q, const struct media_file *f)
{
	bind_text(q, 1, f->path);
	bind_int(q, 2, f->size);
	bind_int(q, 3, f->mtime_ns);
}

int
media_file_get(struct db *db, struct arena *a, const struct media_file *f,
    const char **json)
{
	AUTO(stmt_done) sqlite3_stmt *q = db_stmt(db, SQL_MEDIA_FILE_GET);
	int rc;

	bind_file(q, f);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*json = col_text(q, 0, a);
	return 0;
}

int
media_file_put(struct db *db, const struct media_file *f, const char *json)
{
	AUTO(stmt_done) sqlite3_stmt *q = db_stmt(db, SQL_MEDIA_FILE_PUT);

	bind_file(q, f);
	bind_text(q, 4, json);
	return db_step(q);
}
