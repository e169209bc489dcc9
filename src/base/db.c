#include "config.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "arena.h"
#include "cleanup.h"
#include "db.h"

#define BUSY_MS		5000

struct db {
	sqlite3			*handle;
	const char *const	*sql;
	int			 n;
	sqlite3_stmt		*stmt[];
};

static const struct {
	int	rc;
	int	err;
} map[] = {
	{ SQLITE_OK,		0 },
	{ SQLITE_DONE,		0 },
	{ SQLITE_BUSY,		-EBUSY },
	{ SQLITE_LOCKED,	-EBUSY },
	{ SQLITE_CONSTRAINT,	-EEXIST },
	{ SQLITE_FULL,		-ENOSPC },
	{ SQLITE_READONLY,	-EROFS },
	{ SQLITE_CORRUPT,	-EUCLEAN },
	{ SQLITE_NOTADB,	-EUCLEAN },
	{ SQLITE_CANTOPEN,	-ENOENT },
	{ SQLITE_PERM,		-EACCES },
};

int
db_errno(int rc)
{
	size_t i;

	for (i = 0; i < COUNT(map); i++)
		if (map[i].rc == (rc & 0xff))
			return map[i].err;
	return -EIO;
}

static int
db_configure(struct db *db, enum db_sync sync)
{
	int rc = sqlite3_busy_timeout(db->handle, BUSY_MS);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db->handle, "PRAGMA foreign_keys = ON;"
		    "PRAGMA temp_store = MEMORY;"
		    "PRAGMA cache_size = -1024;", 0, 0, 0);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(db->handle, sync == DB_FULL
		    ? "PRAGMA synchronous = FULL"
		    : "PRAGMA synchronous = NORMAL", 0, 0, 0);
	return db_errno(rc);
}

int
db_open(struct db **out, const char *path, enum db_sync sync,
    const char *const *sql, int n)
{
	AUTO(db_closep) struct db *db =
	    calloc(1, sizeof(*db) + (size_t)n * sizeof(db->stmt[0]));
	int err;

	if (!db)
		abort();
	db->sql = sql;
	db->n = n;
	err = db_errno(sqlite3_open_v2(path, &db->handle,
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
	if (!err)
		err = db_configure(db, sync);
	if (err)
		return err;
	*out = db;
	db = NULL;
	return 0;
}

void
db_close(struct db *db)
{
	int i;

	if (!db)
		return;
	for (i = 0; i < db->n; i++)
		sqlite3_finalize(db->stmt[i]);
	sqlite3_close(db->handle);
	free(db);
}

void
db_closep(struct db **db)
{
	db_close(*db);
	*db = NULL;
}

sqlite3 *
db_handle(struct db *db)
{
	return db->handle;
}

const char *
db_message(struct db *db)
{
	return sqlite3_errmsg(db->handle);
}

int
db_has_moved(struct db *db)
{
	int moved = 0;

	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED,
	    &moved);
	return moved;
}

/* NULL if it cannot be prepared; db_step(NULL) is then -EIO. */
sqlite3_stmt *
db_stmt(struct db *db, int id)
{
	if (!db->stmt[id])
		sqlite3_prepare_v3(db->handle, db->sql[id], -1,
		    SQLITE_PREPARE_PERSISTENT, &db->stmt[id], NULL);
	return db->stmt[id];
}

void
db_release(sqlite3_stmt **q)
{
	sqlite3_reset(*q);
	if (*q)
		sqlite3_clear_bindings(*q);
}

int
db_step(sqlite3_stmt *q)
{
	int rc;

	if (!q)
		return -EIO;
	rc = sqlite3_step(q);
	return rc == SQLITE_ROW ? 1 : db_errno(rc);
}

int
db_changes(struct db *db)
{
	return sqlite3_changes(db->handle);
}

void
db_bind_text(sqlite3_stmt *q, int i, const char *s)
{
	sqlite3_bind_text(q, i, s, -1, SQLITE_TRANSIENT);
}

void
db_bind_int(sqlite3_stmt *q, int i, int64_t v)
{
	sqlite3_bind_int64(q, i, v);
}

void
db_bind_double(sqlite3_stmt *q, int i, double v)
{
	if (isnan(v))
		sqlite3_bind_null(q, i);
	else
		sqlite3_bind_double(q, i, v);
}

char *
db_column_text(sqlite3_stmt *q, int i, struct arena *a)
{
	return arena_strdup(a, (const char *)sqlite3_column_text(q, i));
}

int
db_begin(struct db *db)
{
	return db_errno(sqlite3_exec(db->handle, "BEGIN IMMEDIATE", 0, 0, 0));
}

int
db_commit(struct db *db)
{
	return db_errno(sqlite3_exec(db->handle, "COMMIT", 0, 0, 0));
}

void
db_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		sqlite3_exec(db->handle, "ROLLBACK", 0, 0, 0);
}
