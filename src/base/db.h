/*
 * The database connection and its cached statements.
 * Functions return 0 or a negative errno; SQLite codes stop here:
 * -EBUSY (locked for over 5 s), -EEXIST (constraint), -ENOSPC (disk full),
 * -EROFS (read-only), -EUCLEAN (damaged, or not a database), -EIO.
 */
#ifndef DB_H
#define DB_H

#include <stdint.h>

#include <sqlite3.h>

struct arena;
struct db;

/*
 * FULL: a commit survives a power cut (captures, jobs).  NORMAL: it may be
 * lost, and the next poll writes it again.
 */
enum db_sync { DB_FULL, DB_NORMAL };

/*
 * Opens an existing database (or -ENOENT) for one thread.  Each of
 * sql[0 .. n-1] is prepared when first used.
 */
int	 db_open(struct db **, const char *path, enum db_sync,
	    const char *const *sql, int n);
void	 db_close(struct db *);
void	 db_closep(struct db **);
sqlite3	*db_handle(struct db *);
/* SQLite's message for its last error, for the log. */
const char	*db_message(struct db *);
/* Whether its path now names another file: close it and open again. */
int	 db_has_moved(struct db *);

/* A statement ready to bind.  Hold it in AUTO(db_release). */
sqlite3_stmt	*db_stmt(struct db *, int id);
void		 db_release(sqlite3_stmt **);

int	 db_step(sqlite3_stmt *);	/* 1: a row, 0: no more, or -errno */
int	 db_errno(int sqlite_code);	/* for users of db_handle() */
int	 db_changes(struct db *);	/* rows that the last write changed */

/* Parameters count from 1, columns from 0.  A NULL string is SQL NULL. */
void	 db_bind_text(sqlite3_stmt *, int, const char *);
void	 db_bind_int(sqlite3_stmt *, int, int64_t);
void	 db_bind_double(sqlite3_stmt *, int, double);	/* NaN is NULL */
char	*db_column_text(sqlite3_stmt *, int, struct arena *);

/* A write transaction (BEGIN IMMEDIATE).  Rollback does nothing outside one. */
int	 db_begin(struct db *);
int	 db_commit(struct db *);
void	 db_rollback(struct db *);

#endif
