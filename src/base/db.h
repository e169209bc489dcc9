/*
 * The database connection and its cached statements.
 * Functions return 0 or a negative errno; SQLite codes stop here:
 * -EBUSY (locked for over 5 s), -EEXIST (constraint), -ENOSPC (disk full),
 * -EROFS (read-only), -EUCLEAN (damaged, or no database at all), -EIO.
 */
#ifndef DB_H
#define DB_H

#include <stdint.h>

#include <sqlite3.h>

struct arena;
struct db;

/* A commit survives a power cut (captures, jobs), or the next poll mends it. */
enum db_sync { DB_FULL, DB_NORMAL };

/*
 * For one thread.  Opens an existing database (-ENOENT) and prepares sql[0 .. n-1] when first
 * used.
 */
int	 db_open(struct db **, const char *path, enum db_sync,
	    const char *const *sql, int n);
void	 db_close(struct db *);
void	 db_closep(struct db **);
sqlite3	*db_handle(struct db *);
/* What SQLite said of its last failure: for the log. */
const char	*db_message(struct db *);
/* Its file is no longer the one at its path: close it and open again. */
int	 db_has_moved(struct db *);

/* A statement ready to bind.  Hold it in AUTO(db_release). */
sqlite3_stmt	*db_stmt(struct db *, int id);
void		 db_release(sqlite3_stmt **);

int	 db_step(sqlite3_stmt *);	/* 1: a row, 0: no more, or -errno */
int	 db_errno(int sqlite_code);	/* for the few who hold the handle */
int	 db_changes(struct db *);	/* rows that the last write touched */

/* Binding and reading, from 1 and from 0.  NULL strings are SQL NULL. */
void	 db_bind_text(sqlite3_stmt *, int, const char *);
void	 db_bind_int(sqlite3_stmt *, int, int64_t);
void	 db_bind_double(sqlite3_stmt *, int, double);	/* NaN is NULL */
/* NULL stays NULL */
char	*db_column_text(sqlite3_stmt *, int, struct arena *);

/* A write transaction: BEGIN IMMEDIATE, and rolled back unless committed. */
int	 db_begin(struct db *);
int	 db_commit(struct db *);
void	 db_rollback(struct db *);

#endif
