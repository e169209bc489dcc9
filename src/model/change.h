/*
 * The result of changing a row that must be in a certain state: pending,
 * failed, or claimed by us.  Another process may have changed it since it was
 * read, so every caller must check the result.  A negative errno is a failure
 * of the database.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include <sqlite3.h>

struct db;

enum change {
	CHANGE_DONE,
	CHANGE_LATE,	/* the row is in another state: keep its files */
	CHANGE_ABSENT,	/* the row does not exist and never will again */
};

/* Runs change and, if it changed nothing, exists, a SELECT. */
int	change_step(struct db *, sqlite3_stmt *change, sqlite3_stmt *exists);

#endif
