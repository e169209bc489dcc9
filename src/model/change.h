/*
 * What became of a change that is only for a row in a certain state: pending,
 * failed, or claimed by us.  Others may have changed it since it was read, so
 * whoever changes a row looks at the answer; a negative errno is a failure of
 * the database.
 */
#ifndef CHANGE_H
#define CHANGE_H

#include <sqlite3.h>

struct db;

enum change {
	CHANGE_DONE,
	CHANGE_LATE,	/* the row is there in another state: leave its files */
	CHANGE_ABSENT,	/* there is no such row, and never will be again */
};

/* Steps both: the second, a SELECT, only where the first changed nothing. */
int	change_step(struct db *, sqlite3_stmt *change, sqlite3_stmt *exists);

#endif
