#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "schema.h"
#include "store.h"
#include "base/arena.h"
#include "base/cleanup.h"

#define MIGRATE_BUSY_MS	30000
#define SPARE_BYTES	(1 << 20)	/* the least that a migration needs */

static void
store_handle_closep(sqlite3 **h)
{
	sqlite3_close(*h);
}

static void
store_stmt_finalizep(sqlite3_stmt **q)
{
	sqlite3_finalize(*q);
}

/* One number from one query; outputs untouched on failure. */
static int
store_read_int(sqlite3 *h, const char *sql, int *out)
{
	AUTO(store_stmt_finalizep) sqlite3_stmt *q = NULL;
	int rc = sqlite3_prepare_v2(h, sql, -1, &q, NULL);

	if (rc != SQLITE_OK)
		return db_errno(rc);
	rc = sqlite3_step(q);
	if (rc != SQLITE_ROW)
		return rc == SQLITE_DONE ? -EIO : db_errno(rc);
	*out = sqlite3_column_int(q, 0);
	return 0;
}

static int
store_read_version(sqlite3 *h, int *version)
{
	int err = store_read_int(h, "PRAGMA user_version", version);

	if (!err && (*version < 0 || *version > SCHEMA_VERSION))
		return -EPROTO;
	return err;
}

static int
store_exec(sqlite3 *h, const char *sql)
{
	return db_errno(sqlite3_exec(h, sql, NULL, NULL, NULL));
}

/*
 * Only the owner may read what people watch.  SQLite accepts an empty file as
 * a new database and gives its helper files the same mode.
 */
static int
store_restrict_file(const char *path)
{
	AUTO(fd_closep) int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC,
	    0600);

	if (fd < 0)
		return -errno;
	return fchmod(fd, 0600) && errno != EPERM ? -errno : 0;
}

/* Also restricts files that an older version left readable to others. */
static int
store_restrict_files(struct arena *a, const char *path)
{
	static const char *const helpers[] = { "wal", "shm" };
	size_t i;

	for (i = 0; i < COUNT(helpers); i++)
		chmod(arena_printf(a, "%s-%s", path, helpers[i]), 0600);
	return store_restrict_file(path);
}

static const char *
store_copy_name(struct arena *a, const char *path, int version)
{
	return arena_printf(a, "%s.bak-v%d", path, version);
}

/*
 * VACUUM INTO cannot replace a file, and a copy from an earlier attempt is
 * older and better.  An earlier process with our pid may have left part of a
 * copy: in a container pids recur.
 */
static int
store_keep_copy(sqlite3 *h, struct arena *a, const char *path, int version)
{
	const char *copy = store_copy_name(a, path, version);
	const char *temp = arena_printf(a, "%s.%ld", copy, (long)getpid());
	AUTO(store_stmt_finalizep) sqlite3_stmt *q = NULL;
	int err, rc;

	if (!access(copy, F_OK))
		return 0;
	unlink(temp);
	err = store_restrict_file(temp);
	if (err)
		return err;
	err = db_errno(sqlite3_prepare_v2(h, "VACUUM INTO ?1", -1, &q, NULL));
	if (err)
		return err;
	sqlite3_bind_text(q, 1, temp, -1, SQLITE_STATIC);
	rc = sqlite3_step(q);
	err = db_errno(rc);
	if (!err && link(temp, copy) && errno != EEXIST)
		err = -errno;
	unlink(temp);
	return err;
}

/*
 * The copy is at most as large as the database, and the migration's changes
 * are first written to the write-ahead log.
 */
static int
store_check_space(sqlite3 *h, struct arena *a, const char *path,
    const char **why)
{
	int pages = 0, page_bytes = 0;
	int err = store_read_int(h, "PRAGMA page_count", &pages);
	int64_t need, room;
	struct statvfs s;

	if (!err)
		err = store_read_int(h, "PRAGMA page_size", &page_bytes);
	if (err || statvfs(dirname(arena_strdup(a, path)), &s))
		return err;
	need = 2 * (int64_t)pages * page_bytes + SPARE_BYTES;
	room = (int64_t)s.f_bavail * (int64_t)s.f_frsize;
	if (room >= need)
		return 0;
	*why = arena_printf(a, "the database %s must be brought up to date, "
	    "and a copy of it is kept: that takes %lld MB, and its disk has "
	    "%lld MB free; make room and start again. Nothing was changed",
	    path, (long long)(need >> 20) + 1, (long long)(room >> 20));
	return -ENOSPC;
}

/* Several processes may start at once: read the version under the lock. */
static int
store_apply_steps(sqlite3 *h)
{
	char done[64];
	int version = 0, err = store_exec(h, "BEGIN IMMEDIATE");

	if (!err)
		err = store_read_version(h, &version);
	for (; !err && version < SCHEMA_VERSION; version++)
		err = store_exec(h, schema_steps[version]);
	if (!err) {
		snprintf(done, sizeof(done), "PRAGMA user_version = %d",
		    SCHEMA_VERSION);
		err = store_exec(h, done);
	}
	if (!err)
		err = store_exec(h, "COMMIT");
	if (err && !sqlite3_get_autocommit(h))
		store_exec(h, "ROLLBACK");
	return err;
}

/* The newest copy that this version can use, or NULL. */
static const char *
store_copy_find(struct arena *a, const char *path)
{
	const char *copy;
	int v;

	for (v = SCHEMA_VERSION; v >= 0; v--) {
		copy = store_copy_name(a, path, v);
		if (!access(copy, F_OK))
			return copy;
	}
	return NULL;
}

/* The newer database's log must go too: SQLite would apply it to the copy. */
static const char *
store_newer_error(struct arena *a, const char *path, int version)
{
	const char *copy = store_copy_find(a, path);
	const char *text = arena_printf(a, "the database %s was written by a "
	    "newer version of MediaSnap (%d; this one knows %d) and was left "
	    "as it is. Update MediaSnap", path, version, SCHEMA_VERSION);

	if (!copy)
		return arena_printf(a, "%s; to go back without it, put back a "
		    "backup from before the update", text);
	return arena_printf(a, "%s; or go back to the copy that was kept "
	    "before the update, without what was captured since: "
	    "mv \"%s\" \"%s.newer\" && rm -f \"%s-wal\" \"%s-shm\" && "
	    "cp \"%s\" \"%s\"", text, path, path, path, path, copy, path);
}

static int
store_upgrade(sqlite3 *h, struct arena *a, const char *path, const char **why)
{
	int version = 0, tables = 0, err = store_read_version(h, &version);

	if (err == -EPROTO && version > SCHEMA_VERSION)
		*why = store_newer_error(a, path, version);
	if (!err)
		err = store_read_int(h, "SELECT count(*) FROM sqlite_schema",
		    &tables);
	if (err || version == SCHEMA_VERSION)
		return err;
	if (tables)
		err = store_check_space(h, a, path, why);
	if (!err && tables)
		err = store_keep_copy(h, a, path, version);
	if (!err)
		err = store_exec(h, "PRAGMA journal_mode = WAL");
	return err ? err : store_apply_steps(h);
}

/*
 * Serialises migrations by a lock on the folder, as SQLite's own lock does not
 * cover the switch to WAL.  On file systems without such locks, the second
 * check inside the transaction still protects.
 */
static int
store_lock_folder(struct arena *a, const char *path)
{
	int fd = open(dirname(arena_strdup(a, path)),
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0)
		flock(fd, LOCK_EX);
	return fd;
}

int
store_migrate(const char *path, struct arena *a, const char **why)
{
	AUTO(fd_closep) int lock = store_lock_folder(a, path);
	AUTO(store_handle_closep) sqlite3 *h = NULL;
	int err = store_restrict_files(a, path);

	*why = NULL;
	if (!err)
		err = db_errno(sqlite3_open_v2(path, &h,
		    SQLITE_OPEN_READWRITE, NULL));
	if (!err) {
		sqlite3_busy_timeout(h, MIGRATE_BUSY_MS);
		err = store_upgrade(h, a, path, why);
	}
	if (err && !*why)
		*why = store_error(a, path, err);
	return err;
}

int
store_open(struct db **out, const char *path, enum db_sync sync)
{
	AUTO(db_closep) struct db *db = NULL;
	int version = 0, err;

	err = db_open(&db, path, sync, sql_text, SQL_MAX);
	if (!err)
		err = store_read_version(db_handle(db), &version);
	if (!err && version != SCHEMA_VERSION)
		err = -EPROTO;
	if (err)
		return err;
	*out = db;
	db = NULL;
	return 0;
}

static const struct {
	int		 err;
	const char	*text;
} sentences[] = {
	{ -EPROTO,	"was written by another version of MediaSnap; update "
			"MediaSnap, or run \"mediasnap migrate\" first" },
	{ -EUCLEAN,	"is damaged or not a database; it was not changed. "
			"Move it away, or restore a copy (…bak-v…)" },
	{ -ENOENT,	"cannot be opened; does its folder exist, and may "
			"this user write there?" },
	{ -EACCES,	"cannot be opened; may this user write there?" },
	{ -EROFS,	"is read-only; MediaSnap must be able to write it and "
			"its folder" },
	{ -EBUSY,	"is locked by another program for too long" },
	{ -ENOSPC,	"cannot be written: the disk is full" },
};

const char *
store_error(struct arena *a, const char *path, int err)
{
	size_t i;

	for (i = 0; i < COUNT(sentences); i++)
		if (sentences[i].err == err)
			return arena_printf(a, "the database %s %s", path,
			    sentences[i].text);
	return arena_printf(a, "the database %s: %s", path, strerror(-err));
}
