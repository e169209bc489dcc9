#include "config.h"

#include <errno.h>

#include "source.h"
#include "sql.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/db.h"
#include "base/jw.h"
#include "base/timestamp.h"

int
source_save(struct db *db, const struct source *s)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SOURCE_SAVE);

	db_bind_text(q, 1, s->name);
	db_bind_int(q, 2, s->is_enabled);
	db_bind_int(q, 3, s->is_ok);
	db_bind_int(q, 4, s->last_ok_ms);
	db_bind_int(q, 5, s->failing_ms);
	db_bind_text(q, 6, s->error);
	return db_step(q);
}

int
source_by_name(struct db *db, struct arena *a, const char *name,
    struct source *out)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SOURCE_BY_NAME);
	int rc;

	db_bind_text(q, 1, name);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*out = (struct source){
		.name = db_column_text(q, 0, a),
		.is_enabled = sqlite3_column_int(q, 1),
		.is_ok = sqlite3_column_int(q, 2),
		.last_ok_ms = sqlite3_column_int64(q, 3),
		.failing_ms = sqlite3_column_int64(q, 4),
		.error = db_column_text(q, 5, a),
	};
	return 0;
}

void
source_write(struct jw *w, const struct source *s)
{
	jw_bool(w, "enabled", s->is_enabled);
	/* A disabled server is not polled: its state is unknown. */
	if (s->is_enabled)
		jw_bool(w, "ok", s->is_ok);
	else
		jw_null(w, "ok");
	jw_str(w, "last_ok_at", s->last_ok_ms
	    ? timestamp_format(w->arena, s->last_ok_ms) : NULL);
	jw_str(w, "failing_since", s->failing_ms
	    ? timestamp_format(w->arena, s->failing_ms) : NULL);
	jw_str(w, "error", s->error);
}
