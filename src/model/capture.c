#include "config.h"

#include <errno.h>
#include <math.h>
#include <string.h>
#include <sys/random.h>

#include "capture.h"
#include "change.h"
#include "file_type.h"
#include "search.h"
#include "sql.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/jw.h"

char *
capture_new_id(struct arena *a)
{
	unsigned char b[16];

	if (getrandom(b, sizeof(b), 0) != sizeof(b))
		return NULL;
	b[6] = (b[6] & 0x0f) | 0x40;
	b[8] = (b[8] & 0x3f) | 0x80;
	return arena_printf(a, "%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-"
	    "%02x%02x%02x%02x%02x%02x", b[0], b[1], b[2], b[3], b[4], b[5],
	    b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]);
}

static double
capture_column_double(sqlite3_stmt *q, int i)
{
	return sqlite3_column_type(q, i) == SQLITE_NULL ? NAN
	    : sqlite3_column_double(q, i);
}

static struct capture
capture_row(sqlite3_stmt *q, struct arena *a)
{
	return (struct capture){
		.seq = sqlite3_column_int64(q, 0),
		.id = db_column_text(q, 1, a),
		.source = db_column_text(q, 2, a),
		.media_title = db_column_text(q, 3, a),
		.media_path = db_column_text(q, 4, a),
		.timestamp_s = sqlite3_column_double(q, 5),
		.type = db_column_text(q, 6, a),
		.file_name = db_column_text(q, 7, a),
		.size_bytes = sqlite3_column_int64(q, 8),
		.duration_s = capture_column_double(q, 9),
		.status = db_column_text(q, 10, a),
		.error = db_column_text(q, 11, a),
		.created_at = db_column_text(q, 12, a),
		.progress = sqlite3_column_double(q, 13),
		.width = sqlite3_column_int(q, 14),
		.height = sqlite3_column_int(q, 15),
		.poster_name = db_column_text(q, 16, a),
		.note = db_column_text(q, 17, a),
		.keyframe_s = capture_column_double(q, 18),
		.session_id = db_column_text(q, 19, a),
		.media_key = db_column_text(q, 20, a),
		.request = db_column_text(q, 21, a),
	};
}

int
capture_insert(struct db *db, const struct conf *conf,
    const struct capture *c)
{
	AUTO(arena_reset) struct arena a = { 0 };
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_INSERT);

	db_bind_text(q, 1, c->id);
	db_bind_text(q, 2, c->source);
	db_bind_text(q, 3, c->media_title);
	db_bind_text(q, 4, c->media_path);
	db_bind_double(q, 5, c->timestamp_s);
	db_bind_text(q, 6, c->type);
	db_bind_text(q, 7, arena_printf(&a, "%s/%s", conf->capture_dir,
	    c->file_name));
	db_bind_text(q, 8, c->file_name);
	db_bind_double(q, 9, c->duration_s);
	db_bind_text(q, 10, c->created_at);
	db_bind_text(q, 11, c->note);
	db_bind_text(q, 12, c->session_id);
	db_bind_text(q, 13, c->media_key);
	db_bind_text(q, 14, c->request);
	return db_step(q);
}

int
capture_by_id(struct db *db, struct arena *a, const char *id,
    struct capture *out)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_BY_ID);
	int rc;

	db_bind_text(q, 1, id);
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*out = capture_row(q, a);
	return 0;
}

static int
capture_collect(sqlite3_stmt *q, struct arena *a, size_t max,
    struct capture **out, size_t *n)
{
	struct capture *v = arena_alloc(a, max * sizeof(*v));
	size_t i = 0;
	int rc = 0;

	while (i < max && (rc = db_step(q)) > 0)
		v[i++] = capture_row(q, a);
	if (rc < 0)
		return rc;
	*out = v;
	*n = i;
	return 0;
}

int
captures_page(struct db *db, struct arena *a,
    const struct capture_filter *f, struct capture **out, size_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, f->search
	    ? SQL_CAPTURE_PAGE_SEARCH : f->type ? SQL_CAPTURE_PAGE_TYPE
	    : SQL_CAPTURE_PAGE);

	db_bind_int(q, 1, f->before_seq);
	db_bind_int(q, 2, f->limit);
	db_bind_int(q, 3, f->offset);
	if (f->search)
		db_bind_text(q, 4, search_expression(a, f->search, f->type));
	else if (f->type)
		db_bind_text(q, 4, f->type);
	return capture_collect(q, a, (size_t)f->limit, out, n);
}

int
captures_count(struct db *db, struct arena *a,
    const struct capture_filter *f, int64_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, f->search
	    ? SQL_CAPTURE_COUNT_SEARCH : SQL_CAPTURE_COUNT);
	int rc;

	if (f->search) {
		db_bind_text(q, 1, search_expression(a, f->search, f->type));
		db_bind_int(q, 2, CAPTURE_COUNT_MAX);
	} else {
		db_bind_text(q, 1, f->type);
	}
	rc = db_step(q);
	if (rc <= 0)
		return rc ? rc : -EIO;
	*n = sqlite3_column_int64(q, 0);
	return 0;
}

#define PENDING_MAX	1000

int
captures_pending(struct db *db, struct arena *a, const char *type,
    struct capture **out, size_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURES_PENDING);

	db_bind_text(q, 1, type);
	return capture_collect(q, a, PENDING_MAX, out, n);
}

static int
capture_change(struct db *db, sqlite3_stmt *q, const char *id)
{
	AUTO(db_release) sqlite3_stmt *exists = db_stmt(db,
	    SQL_CAPTURE_EXISTS);

	db_bind_text(q, 1, id);
	db_bind_text(exists, 1, id);
	return change_step(db, q, exists);
}

int
capture_finish(struct db *db, const struct capture *c)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_FINISH);

	db_bind_int(q, 2, c->size_bytes);
	db_bind_int(q, 3, c->width);
	db_bind_int(q, 4, c->height);
	db_bind_double(q, 5, c->duration_s);
	db_bind_text(q, 6, c->poster_name);
	db_bind_text(q, 7, c->note);
	db_bind_double(q, 8, c->keyframe_s);
	return capture_change(db, q, c->id);
}

int
capture_fail(struct db *db, const char *id, const char *error)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_FAIL);

	db_bind_text(q, 2, error);
	return capture_change(db, q, id);
}

int
capture_set_note(struct db *db, const char *id, int64_t claim, const char *note)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_NOTE);

	db_bind_text(q, 2, note);
	db_bind_int(q, 3, claim);
	return capture_change(db, q, id);
}

int
capture_set_progress(struct db *db, const char *id, int64_t claim,
    double progress)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_PROGRESS);

	db_bind_double(q, 2, progress);
	db_bind_int(q, 3, claim);
	return capture_change(db, q, id);
}

int
capture_restart(struct db *db, const char *id)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_RESTART);

	return capture_change(db, q, id);
}

int
capture_drop(struct db *db, const char *id)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_DROP);

	return capture_change(db, q, id);
}

int
capture_delete(struct db *db, const char *id)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_CAPTURE_DELETE);

	return capture_change(db, q, id);
}

static void
capture_write_double(struct jw *w, const char *key, double v)
{
	if (isnan(v))
		jw_null(w, key);
	else
		jw_double(w, key, v);
}

static void
capture_write_size(struct jw *w, const char *key, int v)
{
	if (v > 0)
		jw_int(w, key, v);
	else
		jw_null(w, key);
}

static void
capture_write_url(struct jw *w, const char *key, const struct conf *conf,
    const char *file_name)
{
	jw_str(w, key, file_name ? arena_printf(w->arena, "%scaptures/%s",
	    conf->base_path, file_name) : NULL);
}

/* Sound has no picture; an incomplete capture has none yet. */
static void
capture_write_thumbnail_url(struct jw *w, const struct conf *conf,
    const struct capture *c)
{
	const char *dot = strrchr(c->file_name, '.');
	const struct file_type *type = dot ? file_type_find(dot + 1) : NULL;
	bool has = !strcmp(c->status, "complete") && type && type->has_picture;

	jw_str(w, "thumbnail_url", has ? arena_printf(w->arena,
	    "%scaptures/thumbnails/%s.jpg", conf->base_path, c->id) : NULL);
}

void
capture_write(struct jw *w, const char *key, const struct conf *conf,
    const struct capture *c)
{
	jw_open(w, key, '{');
	jw_str(w, "id", c->id);
	jw_str(w, "source", c->source);
	jw_str(w, "media_title", c->media_title);
	jw_double(w, "timestamp_seconds", c->timestamp_s);
	jw_str(w, "capture_type", c->type);
	jw_str(w, "file_name", c->file_name);
	capture_write_url(w, "file_url", conf, c->file_name);
	jw_int(w, "file_size_bytes", c->size_bytes);
	capture_write_double(w, "duration_seconds", c->duration_s);
	jw_str(w, "status", c->status);
	jw_str(w, "error_message", c->error);
	jw_str(w, "created_at", c->created_at);
	jw_double(w, "progress", c->progress);
	capture_write_size(w, "width", c->width);
	capture_write_size(w, "height", c->height);
	capture_write_url(w, "poster_url", conf, c->poster_name);
	capture_write_thumbnail_url(w, conf, c);
	jw_str(w, "note", c->note);
	capture_write_double(w, "starts_at_keyframe_seconds", c->keyframe_s);
	jw_close(w, '}');
}
