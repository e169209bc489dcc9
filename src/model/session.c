#include "config.h"

#include <errno.h>
#include <string.h>

#include "session.h"
#include "session_columns.h"
#include "sql.h"
#include "base/arena.h"
#include "base/cleanup.h"
#include "base/conf.h"
#include "base/db.h"
#include "base/jw.h"
#include "base/timestamp.h"
#include "base/url.h"

#define SURE		0.6	/* part of the pace in which a report holds */
#define DOUBT		0.8	/* after that: s per second since the report */

static double
session_rate(const struct session *s)
{
	return s->position.rate > 0 ? s->position.rate : 1;
}

/* The distance from the anchor; negative for a time before it. */
static double
session_moved_s(const struct session *s, int64_t boot_ms)
{
	const struct position *p = &s->position;
	bool is_paused = p->stands_ms && boot_ms >= p->stands_ms &&
	    boot_ms < p->anchor_ms;

	if (boot_ms > p->until_ms)
		boot_ms = p->until_ms;
	if (s->state != PLAY_PLAYING || s->ended_ms || is_paused)
		return 0;
	return session_rate(s) * (double)(boot_ms - p->anchor_ms) / 1000;
}

double
session_estimate(const struct session *s, int64_t boot_ms)
{
	const struct position *p = &s->position;
	double at = boot_ms < p->run_ms && !s->ended_ms
	    ? p->was_s + p->was_rate * (double)(boot_ms - p->run_ms) / 1000
	    : p->anchor_s + session_moved_s(s, boot_ms);

	return at > 0 ? at : 0;
}

/* A duration that is not beyond the reported position cannot be the end. */
double
session_position(const struct session *s, int64_t boot_ms)
{
	double at = session_estimate(s, boot_ms);

	return s->duration_s > s->position.reported_s && at > s->duration_s
	    ? s->duration_s : at;
}

double
session_longer(double known_s, double other_s)
{
	return other_s > 0 && (known_s <= 0 || other_s > known_s + 0.1)
	    ? other_s : known_s;
}

bool
session_part_is_last(const struct session *s, size_t part)
{
	return part + 1 >= s->nparts || s->parts[part].duration_s <= 0;
}

double
session_accuracy(const struct session *s, int64_t boot_ms)
{
	const struct position *p = &s->position;
	int64_t age = boot_ms - p->report_ms;

	if (s->state != PLAY_PLAYING || s->ended_ms || p->accuracy_s < 0 ||
	    !p->report_ms || age <= 0)
		return p->accuracy_s;
	if (p->report_every_ms > 0)
		age %= p->report_every_ms;
	if ((double)age < SURE * (double)p->report_every_ms)
		return p->accuracy_s;
	return p->accuracy_s + DOUBT * (double)age / 1000;
}

const struct session_part *
session_part_at(const struct session *s, double item_s, double *part_s)
{
	size_t i;

	if (!s->nparts)
		return NULL;
	for (i = 0; !session_part_is_last(s, i) &&
	    item_s >= s->parts[i].duration_s; i++)
		item_s -= s->parts[i].duration_s;
	*part_s = item_s;
	return &s->parts[i];
}

const struct session_external *
session_external_by_id(const struct session *s, const char *id)
{
	size_t i;

	for (i = 0; i < s->nexternals; i++)
		if (!strcmp(s->externals[i].id, id))
			return &s->externals[i];
	return NULL;
}

static struct session
session_facts(sqlite3_stmt *q, struct arena *a)
{
	return (struct session){
		.id = db_column_text(q, 0, a),
		.media_key = db_column_text(q, 1, a),
		.source = db_column_text(q, 2, a),
		.native_key = db_column_text(q, 3, a),
		.title = db_column_text(q, 4, a),
		.subtitle = db_column_text(q, 5, a),
		.year = sqlite3_column_int(q, 6),
		.thumbnail = db_column_text(q, 7, a),
		.user = db_column_text(q, 8, a),
		.player = db_column_text(q, 9, a),
		.state = (enum play_state)sqlite3_column_int(q, 10),
		.duration_s = sqlite3_column_double(q, 11),
		.position = {
			.reported_s = sqlite3_column_double(q, 12),
			.anchor_s = sqlite3_column_double(q, 13),
			.anchor_ms = sqlite3_column_int64(q, 14),
			.until_ms = sqlite3_column_int64(q, 15),
			.accuracy_s = sqlite3_column_double(q, 16),
			.rate = sqlite3_column_double(q, 21),
			.report_ms = sqlite3_column_int64(q, 22),
			.report_every_ms = sqlite3_column_int64(q, 23),
			.stands_ms = sqlite3_column_int64(q, 24),
			.run_ms = sqlite3_column_int64(q, 25),
			.was_s = sqlite3_column_double(q, 26),
			.was_rate = sqlite3_column_double(q, 27),
		},
		.media_error = db_column_text(q, 17, a),
		.ended_ms = sqlite3_column_int64(q, 20),
		.id_is_live = sqlite3_column_int(q, 28),
	};
}

static struct session
session_row(sqlite3_stmt *q, struct arena *a)
{
	struct session s = session_facts(q, a);

	session_columns_read_parts(a, db_column_text(q, 18, a), &s);
	session_columns_read_tracks(a, db_column_text(q, 19, a), &s);
	return s;
}

/* Lists are requested often: read only the columns that they need. */
static struct session
session_list_row(sqlite3_stmt *q, struct arena *a)
{
	struct session s = session_facts(q, a);
	struct session_part *part;

	if (sqlite3_column_int(q, 19) != 1) {
		session_columns_read_parts(a, db_column_text(q, 18, a), &s);
		return s;
	}
	part = arena_alloc(a, sizeof(*part));
	part->path = db_column_text(q, 18, a);
	s.parts = part;
	s.nparts = part->path != NULL;
	return s;
}

int
session_save(struct db *db, const struct session *s)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SESSION_SAVE);
	AUTO(arena_reset) struct arena a = { 0 };

	db_bind_text(q, 1, s->id);
	db_bind_text(q, 2, s->media_key);
	db_bind_text(q, 3, s->source);
	db_bind_text(q, 4, s->native_key);
	db_bind_text(q, 5, s->title);
	db_bind_text(q, 6, s->subtitle);
	db_bind_int(q, 7, s->year);
	db_bind_text(q, 8, s->thumbnail);
	db_bind_text(q, 9, s->user);
	db_bind_text(q, 10, s->player);
	db_bind_int(q, 11, s->state);
	db_bind_double(q, 12, s->duration_s);
	db_bind_double(q, 13, s->position.reported_s);
	db_bind_double(q, 14, s->position.anchor_s);
	db_bind_int(q, 15, s->position.anchor_ms);
	db_bind_int(q, 16, s->position.until_ms);
	db_bind_double(q, 17, s->position.accuracy_s);
	db_bind_text(q, 18, s->media_error);
	db_bind_text(q, 19, session_columns_write_parts(&a, s));
	db_bind_text(q, 20, session_columns_write_tracks(&a, s));
	db_bind_int(q, 21, s->ended_ms);
	db_bind_double(q, 22, session_rate(s));
	db_bind_int(q, 23, s->position.report_ms);
	db_bind_int(q, 24, s->position.report_every_ms);
	db_bind_int(q, 25, s->position.stands_ms);
	db_bind_int(q, 26, s->position.run_ms);
	db_bind_double(q, 27, s->position.was_s);
	db_bind_double(q, 28, s->position.was_rate);
	return db_step(q);
}

int
session_end(struct db *db, const struct session *s, int64_t wall_ms)
{
	struct session ended = *s;

	ended.position.anchor_s = session_position(s, timestamp_boot_ms());
	ended.ended_ms = wall_ms;
	return session_save(db, &ended);
}

int
sessions_trim(struct db *db)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SESSIONS_TRIM);

	db_bind_int(q, 1, SESSIONS_KEPT);
	return db_step(q);
}

int
sessions_forget(struct db *db, int64_t wall_ms)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SESSIONS_FORGET);

	db_bind_int(q, 1, wall_ms);
	return db_step(q);
}

/* Without a limit: there are few, as the poller limits what it stores. */
static int
session_collect(sqlite3_stmt *q, struct arena *a,
    struct session (*row)(sqlite3_stmt *, struct arena *),
    struct session **out, size_t *n)
{
	struct session *v = NULL, *more;
	size_t len = 0, room = 0;
	int rc;

	while ((rc = db_step(q)) > 0) {
		if (len == room) {
			room = room ? 2 * room : 8;
			more = arena_alloc(a, room * sizeof(*v));
			if (len)
				memcpy(more, v, len * sizeof(*v));
			v = more;
		}
		v[len++] = row(q, a);
	}
	if (rc < 0)
		return rc;
	*out = v;
	*n = len;
	return 0;
}

int
sessions_live(struct db *db, struct arena *a, const char *source,
    struct session **out, size_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db,
	    source ? SQL_SESSIONS_LIVE_OF : SQL_SESSIONS_LIVE);

	if (source)
		db_bind_text(q, 1, source);
	return session_collect(q, a, source ? session_row : session_list_row,
	    out, n);
}

int
sessions_recent(struct db *db, struct arena *a, int64_t wall_ms,
    struct session **out, size_t *n)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SESSIONS_RECENT);

	db_bind_int(q, 1, wall_ms);
	return session_collect(q, a, session_list_row, out, n);
}

static int
session_read_one(sqlite3_stmt *q, struct arena *a, struct session *out)
{
	int rc = db_step(q);

	if (rc <= 0)
		return rc ? rc : -ENOENT;
	*out = session_row(q, a);
	return 0;
}

int
session_by_item(struct db *db, struct arena *a, const char *source,
    const char *media_key, struct session *out)
{
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db, SQL_SESSION_BY_ITEM);

	db_bind_text(q, 1, source);
	db_bind_text(q, 2, media_key);
	return session_read_one(q, a, out);
}

int
session_by_id(struct db *db, struct arena *a, const char *id,
    struct session *out)
{
	const char *key = strrchr(id, '~');
	AUTO(db_release) sqlite3_stmt *q = db_stmt(db,
	    key ? SQL_SESSION_BY_ID_AND_KEY : SQL_SESSION_BY_ID);

	db_bind_text(q, 1, key ? arena_strndup(a, id, (size_t)(key - id)) : id);
	if (key)
		db_bind_text(q, 2, key + 1);
	return session_read_one(q, a, out);
}

static const char *const state_name[] = { "playing", "paused", "buffering" };

static void
session_write_media(struct jw *w, const struct session *s, double at)
{
	const struct session_part *part = session_part_at(s, at, &at);

	jw_str(w, "media_path", part ? part->path : "");
	jw_bool(w, "media_available", part && !s->media_error);
	jw_str(w, "media_error", part || s->media_error ? s->media_error
	    : "the media server names no file for this");
}

static const char *
session_thumbnail_url(struct arena *a, const struct conf *conf,
    const struct session *s)
{
	return s->thumbnail ? arena_printf(a, "%sapi/proxy/%s?path=%s",
	    conf->base_path, s->source, url_encode(a, s->thumbnail)) : NULL;
}

static void
session_write_optional(struct jw *w, const struct session *s, int64_t boot_ms)
{
	double accuracy = session_accuracy(s, boot_ms);

	if (s->year)
		jw_int(w, "year", s->year);
	else
		jw_null(w, "year");
	if (accuracy < 0)
		jw_null(w, "position_accuracy_seconds");
	else
		jw_double(w, "position_accuracy_seconds", accuracy);
	jw_double(w, "playback_rate", session_rate(s));
	if (s->ended_ms)
		jw_str(w, "ended_at", timestamp_format(w->arena, s->ended_ms));
}

void
session_write(struct jw *w, const char *key, const struct conf *conf,
    const struct session *s, int64_t boot_ms)
{
	struct arena *a = w->arena;
	double at = session_position(s, boot_ms);

	jw_open(w, key, '{');
	jw_str(w, "session_id", s->id_is_live ? arena_printf(a, "%s~%s",
	    s->id, s->media_key) : s->id);
	jw_str(w, "source", s->source);
	jw_str(w, "title", s->title);
	jw_str(w, "subtitle", s->subtitle);
	jw_double(w, "position_seconds", at);
	jw_double(w, "duration_seconds", s->duration_s > 0 && at >
	    s->duration_s ? at : s->duration_s);
	jw_str(w, "thumbnail_url", session_thumbnail_url(a, conf, s));
	session_write_media(w, s, at);
	jw_str(w, "media_key", s->media_key);
	jw_str(w, "state", state_name[s->state]);
	jw_str(w, "user", s->user);
	jw_str(w, "player", s->player);
	session_write_optional(w, s, boot_ms);
	jw_close(w, '}');
}
