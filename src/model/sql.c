#include "config.h"

#include "sql.h"

#define CAPTURE_COLUMNS \
	"c.seq, c.id, c.source, c.media_title, c.media_path," \
	" c.timestamp_seconds, c.capture_type, c.file_name," \
	" c.file_size_bytes, c.duration_seconds, c.status," \
	" c.error_message, c.created_at, c.progress, c.width, c.height," \
	" c.poster_name, c.note, c.starts_at_keyframe_seconds," \
	" c.session_id, c.media_key, c.request"

/* For lists: without the columns that only a retry needs. */
#define CAPTURE_LIST_COLUMNS \
	"c.seq, c.id, c.source, c.media_title, NULL," \
	" c.timestamp_seconds, c.capture_type, c.file_name," \
	" c.file_size_bytes, c.duration_seconds, c.status," \
	" c.error_message, c.created_at, c.progress, c.width, c.height," \
	" c.poster_name, c.note, c.starts_at_keyframe_seconds," \
	" NULL, NULL, NULL"

#define POSITION_COLUMNS \
	"rate, report_ms, report_every_ms, stands_ms, run_ms, was_s, was_rate"

#define SESSION_COLUMNS \
	"id, media_key, source, native_key, title, subtitle, year," \
	" thumbnail, user, player, state, duration_s, reported_s, anchor_s," \
	" anchor_ms, until_ms, accuracy_s, media_error, parts, tracks," \
	" ended_ms, " POSITION_COLUMNS

/* For lists: without tracks, and with only the path of a single part. */
#define SESSION_LIST_COLUMNS \
	"id, media_key, source, native_key, title, subtitle, year," \
	" thumbnail, user, player, state, duration_s, reported_s, anchor_s," \
	" anchor_ms, until_ms, accuracy_s, media_error," \
	" CASE json_array_length(parts) WHEN 1 THEN parts ->> '$[0].path'" \
	"  ELSE parts END, json_array_length(parts), ended_ms, " \
	POSITION_COLUMNS

#define JOB_COLUMNS	"id, kind, capture_id, path, claim, tries"

/* For a clip: its job still has our claim. */
#define CLAIMED_BY_3 \
	"EXISTS (SELECT 1 FROM jobs j WHERE j.capture_id = ?1" \
	" AND j.claim = ?3)"

const char *const sql_text[SQL_MAX] = {

[SQL_CAPTURE_BY_ID] =
	"SELECT " CAPTURE_COLUMNS " FROM captures c WHERE c.id = ?1",
[SQL_CAPTURE_COUNT] =
	"SELECT coalesce(sum(n), 0) FROM capture_counts"
	" WHERE ?1 IS NULL OR capture_type = ?1",
[SQL_CAPTURE_COUNT_SEARCH] =
	"SELECT count(*) FROM (SELECT 1 FROM capture_search s"
	" WHERE s.capture_search MATCH ?1 LIMIT ?2)",
[SQL_CAPTURE_DELETE] =
	"DELETE FROM captures WHERE id = ?1",
[SQL_CAPTURE_DROP] =
	"DELETE FROM captures WHERE id = ?1 AND status = 'pending'",
[SQL_CAPTURE_EXISTS] =
	"SELECT 1 FROM captures WHERE id = ?1",
[SQL_CAPTURE_FAIL] =
	"UPDATE captures SET status = 'failed', error_message = ?2"
	" WHERE id = ?1 AND status = 'pending'",
[SQL_CAPTURE_FINISH] =
	"UPDATE captures SET status = 'complete', progress = 1,"
	" error_message = NULL, file_size_bytes = ?2, width = ?3,"
	" height = ?4, duration_seconds = ?5, poster_name = ?6, note = ?7,"
	" starts_at_keyframe_seconds = ?8 WHERE id = ?1"
	" AND status = 'pending'",
[SQL_CAPTURE_INSERT] =
	"INSERT INTO captures (seq, id, source, media_title, media_path,"
	" timestamp_seconds, capture_type, file_path, file_name,"
	" file_size_bytes, duration_seconds, status, created_at, note,"
	" session_id, media_key, request) VALUES ("
	"(SELECT coalesce(max(seq), 0) + 1 FROM captures),"
	" ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, 'pending', ?10, ?11, ?12,"
	" ?13, ?14)",
[SQL_CAPTURE_NOTE] =
	"UPDATE captures SET note = ?2 WHERE id = ?1 AND status = 'pending'"
	" AND " CLAIMED_BY_3,
[SQL_CAPTURE_PAGE] =
	"SELECT " CAPTURE_LIST_COLUMNS " FROM captures c WHERE c.seq < ?1"
	" ORDER BY c.seq DESC LIMIT ?2 OFFSET ?3",
[SQL_CAPTURE_PAGE_SEARCH] =
	"SELECT " CAPTURE_LIST_COLUMNS " FROM capture_search s"
	" CROSS JOIN captures c ON c.seq = s.rowid"
	" WHERE s.capture_search MATCH ?4 AND s.rowid < ?1"
	" ORDER BY s.rowid DESC LIMIT ?2 OFFSET ?3",
[SQL_CAPTURE_PAGE_TYPE] =
	"SELECT " CAPTURE_LIST_COLUMNS " FROM captures c"
	" WHERE c.capture_type = ?4 AND c.seq < ?1"
	" ORDER BY c.seq DESC LIMIT ?2 OFFSET ?3",
[SQL_CAPTURE_PROGRESS] =
	"UPDATE captures SET progress = ?2 WHERE id = ?1"
	" AND status = 'pending' AND " CLAIMED_BY_3,
[SQL_CAPTURE_RESTART] =
	"UPDATE captures SET status = 'pending', error_message = NULL,"
	" progress = 0, file_size_bytes = 0 WHERE id = ?1"
	" AND status = 'failed'",
[SQL_CAPTURES_PENDING] =
	"SELECT " CAPTURE_COLUMNS " FROM captures c"
	" WHERE c.status = 'pending' AND c.capture_type = ?1",

[SQL_HEARTBEAT_GET] =
	"SELECT boot_ms, wall_ms FROM heartbeats WHERE daemon = ?1",
[SQL_HEARTBEAT_SAVE] =
	"INSERT INTO heartbeats (daemon, boot_ms, wall_ms)"
	" VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET"
	" boot_ms = excluded.boot_ms, wall_ms = excluded.wall_ms",

[SQL_JOB_CLAIM] =
	"UPDATE jobs SET claim = random(), tries = tries + 1 WHERE id ="
	" (SELECT id FROM jobs WHERE claim IS NULL AND kind = ?1"
	"  ORDER BY id LIMIT 1) RETURNING " JOB_COLUMNS,
[SQL_JOB_CLAIMED] =
	"SELECT " JOB_COLUMNS " FROM jobs WHERE id = ?1 AND claim = ?2",
[SQL_JOB_COUNT] =
	"SELECT count(*) FROM jobs WHERE kind = ?2"
	" AND (claim IS NOT NULL) = ?1",
[SQL_JOB_WAITING] =
	"SELECT count(*), count(*) FILTER (WHERE client = ?1) FROM jobs"
	" WHERE kind = 'clip' AND claim IS NULL",
[SQL_JOB_DELETE] =
	"DELETE FROM jobs WHERE id = ?1 AND claim = ?2",
[SQL_JOB_EXISTS] =
	"SELECT 1 FROM jobs WHERE id = ?1",
[SQL_JOB_HAS_PROBE] =
	"SELECT 1 FROM jobs WHERE path = ?1",
[SQL_JOB_INSERT_CLIP] =
	"INSERT INTO jobs (kind, capture_id, client) VALUES ('clip', ?1, ?2)"
	" ON CONFLICT DO NOTHING",
[SQL_JOB_INSERT_PROBE] =
	"INSERT INTO jobs (kind, path) SELECT 'probe', ?1 WHERE"
	" (SELECT count(*) FROM jobs WHERE claim IS NULL AND kind = 'probe')"
	" < 1000 ON CONFLICT DO NOTHING",
[SQL_JOB_RELEASE] =
	"UPDATE jobs SET claim = NULL, tries = tries - ?3 WHERE id = ?1"
	" AND claim = ?2",
[SQL_JOBS_RUNNING] =
	"SELECT " JOB_COLUMNS " FROM jobs WHERE claim IS NOT NULL",

[SQL_MEDIA_FILE_GET] =
	"SELECT facts FROM media_files WHERE path = ?1 AND size = ?2"
	" AND mtime_ns = ?3",
[SQL_MEDIA_FILE_PUT] =
	"INSERT INTO media_files (path, size, mtime_ns, facts)"
	" VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET"
	" size = excluded.size, mtime_ns = excluded.mtime_ns,"
	" facts = excluded.facts",
[SQL_MEDIA_FILE_SIZE] =
	"SELECT size FROM media_files WHERE path = ?1",

[SQL_SESSION_BY_ID] =
	"SELECT " SESSION_COLUMNS ", 0 FROM sessions WHERE id = ?1"
	" ORDER BY ended_ms = 0 DESC, ended_ms DESC LIMIT 1",
[SQL_SESSION_BY_ID_AND_KEY] =
	"SELECT " SESSION_COLUMNS ", 0 FROM sessions WHERE id = ?1"
	" AND media_key = ?2",
/* Rarely used, and there are few rows: the index on ended_ms will do. */
[SQL_SESSION_BY_ITEM] =
	"SELECT " SESSION_COLUMNS ", 0 FROM sessions WHERE ended_ms >= 0"
	" AND source = ?1 AND media_key = ?2"
	" ORDER BY ended_ms = 0 DESC, ended_ms DESC LIMIT 1",
[SQL_SESSION_SAVE] =
	"INSERT INTO sessions (" SESSION_COLUMNS ") VALUES (?1, ?2, ?3, ?4,"
	" ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,"
	" ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28)"
	" ON CONFLICT DO UPDATE SET"
	" source = excluded.source, native_key = excluded.native_key,"
	" title = excluded.title, subtitle = excluded.subtitle,"
	" year = excluded.year, thumbnail = excluded.thumbnail,"
	" user = excluded.user, player = excluded.player,"
	" state = excluded.state, duration_s = excluded.duration_s,"
	" reported_s = excluded.reported_s, anchor_s = excluded.anchor_s,"
	" anchor_ms = excluded.anchor_ms, until_ms = excluded.until_ms,"
	" accuracy_s = excluded.accuracy_s,"
	" media_error = excluded.media_error, parts = excluded.parts,"
	" tracks = excluded.tracks, ended_ms = excluded.ended_ms,"
	" rate = excluded.rate, report_ms = excluded.report_ms,"
	" report_every_ms = excluded.report_every_ms,"
	" stands_ms = excluded.stands_ms, run_ms = excluded.run_ms,"
	" was_s = excluded.was_s, was_rate = excluded.was_rate",
[SQL_SESSIONS_TRIM] =
	"DELETE FROM sessions WHERE ended_ms > 0 AND ended_ms <"
	" (SELECT ended_ms FROM sessions WHERE ended_ms > 0"
	"  ORDER BY ended_ms DESC LIMIT 1 OFFSET ?1)",
[SQL_SESSIONS_FORGET] =
	"DELETE FROM sessions WHERE ended_ms > 0 AND ended_ms < ?1",
[SQL_SESSIONS_LIVE] =
	"SELECT " SESSION_LIST_COLUMNS ", 0 FROM sessions WHERE ended_ms = 0"
	" ORDER BY source DESC, id",
[SQL_SESSIONS_LIVE_OF] =
	"SELECT " SESSION_COLUMNS ", 0 FROM sessions WHERE ended_ms = 0"
	" AND source = ?1 ORDER BY id",
[SQL_SESSIONS_RECENT] =
	"SELECT " SESSION_LIST_COLUMNS ", EXISTS (SELECT 1 FROM sessions l"
	"  WHERE l.id = s.id AND l.ended_ms = 0)"
	" FROM sessions s WHERE ended_ms > ?1 ORDER BY ended_ms DESC"
	" LIMIT 200",

[SQL_SETTING_GET] =
	"SELECT value FROM settings WHERE name = ?1",
[SQL_SETTING_SET] =
	"INSERT INTO settings (name, value) VALUES (?1, ?2)"
	" ON CONFLICT DO UPDATE SET value = excluded.value",

[SQL_SOURCE_BY_NAME] =
	"SELECT name, enabled, ok, last_ok_ms, failing_ms, error"
	" FROM sources WHERE name = ?1",
[SQL_SOURCE_SAVE] =
	"INSERT INTO sources (name, enabled, ok, last_ok_ms, failing_ms,"
	" error) VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET"
	" enabled = excluded.enabled, ok = excluded.ok,"
	" last_ok_ms = excluded.last_ok_ms,"
	" failing_ms = excluded.failing_ms, error = excluded.error",
};
