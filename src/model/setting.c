#include "config.h"

#include "setting.h"
#include "sql.h"
#include "base/cleanup.h"
#include "base/db.h"

int
setting_set(struct db *db, const char *name, const char *value)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SETTING_SET);

	db_bind_text(q, 1, name);
	db_bind_text(q, 2, value);
	return db_step(q);
}

int
setting_is_set(struct db *db, const char *name, bool *set)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SETTING_GET);
	int rc;

	db_bind_text(q, 1, name);
	rc = db_step(q);
	if (rc < 0)
		return rc;
	*set = rc > 0;
	return 0;
}
