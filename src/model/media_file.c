#include "config.h"

#include <errno.h>
#include <sys/stat.h>

#include "media_file.h"
#include "sql.h"
#include "base/cleanup.h"
#include "base/db.h"

int
media_file_stat(struct media_file *f)
{
	struct stat st;

	if (stat(f->path, &st))
		return -errno;
	if (!S_ISREG(st.st_mode))
		return -EINVAL;
	f->size = (int64_t)st.st_size;
	f->mtime_ns = st.st_mtim.tv_sec * INT64_C(1000000000) +
	    st.st_mtim.tv_nsec;
	return 0;
}

static void
media_file_bind(sqlite3_stmt *q, const struct media_file *f)
{
	db_bind_text(q, 1, f->path);
	db_bind_int(q, 2, f->size);
	db_bind_int(q, 3, f->mtime_ns);
}

int
media_file_get(struct db *db, struct arena *a, const struct media_file *f,
    const char **json)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_MEDIA_FILE_GET);
	int rc;

	media_file_bind(q, f);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*json = db_column_text(q, 0, a);
	return 0;
}

int
media_file_size(struct db *db, const char *path, int64_t *size)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_MEDIA_FILE_SIZE);
	int rc;

	db_bind_text(q, 1, path);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*size = sqlite3_column_int64(q, 0);
	return 0;
}

int
media_file_put(struct db *db, const struct media_file *f, const char *json)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_MEDIA_FILE_PUT);

	media_file_bind(q, f);
	db_bind_text(q, 4, json);
	return db_step(q);
}
