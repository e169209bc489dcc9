#include "config.h"

#include "change.h"
#include "base/db.h"

int
change_step(struct db *db, sqlite3_stmt *change, sqlite3_stmt *exists)
{
	int rc = db_step(change);

	if (rc < 0 || db_changes(db) > 0)
		return rc < 0 ? rc : CHANGE_DONE;
	rc = db_step(exists);
	if (rc < 0)
		return rc;
	return rc ? CHANGE_LATE : CHANGE_ABSENT;
}
