#include "config.h"

#include <errno.h>

#include "heartbeat.h"
#include "sql.h"
#include "base/cleanup.h"
#include "base/db.h"

int
heartbeat_save(struct db *db, const char *daemon, int64_t boot_ms,
    int64_t wall_ms)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_HEARTBEAT_SAVE);

	db_bind_text(q, 1, daemon);
	db_bind_int(q, 2, boot_ms);
	db_bind_int(q, 3, wall_ms);
	return db_step(q);
}

int
heartbeat_age(struct db *db, const char *daemon, int64_t boot_ms,
    int64_t *age_ms, int64_t *wall_ms)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_HEARTBEAT_GET);
	int64_t beat;
	int rc;

	db_bind_text(q, 1, daemon);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	beat = sqlite3_column_int64(q, 0);
	*wall_ms = sqlite3_column_int64(q, 1);
	*age_ms = beat > boot_ms ? INT64_MAX : boot_ms - beat;
	return 0;
}
