#include "config.h"

#include "schema.h"

const char *const schema_steps[SCHEMA_VERSION] = {

/*
 * The schema of the older Python MediaSnap.  Its databases have version 0 and
 * this table already: they are upgraded from here.
 */
[0] =
"CREATE TABLE IF NOT EXISTS captures ("
" id TEXT PRIMARY KEY,"
" source TEXT NOT NULL,"
" media_title TEXT NOT NULL,"
" media_path TEXT NOT NULL,"
" timestamp_seconds REAL NOT NULL,"
" capture_type TEXT NOT NULL,"
" file_path TEXT NOT NULL,"
" file_name TEXT NOT NULL,"
" file_size_bytes INTEGER,"
" duration_seconds REAL,"
" status TEXT NOT NULL,"
" error_message TEXT,"
" created_at TEXT NOT NULL);",

/*
 * seq orders the gallery: newest first, stable under deletions, and every page
 * costs the same, however deep.  The rowid would not do: VACUUM may renumber
 * it.
 */
[1] =
"ALTER TABLE captures ADD COLUMN seq INTEGER;"
"ALTER TABLE captures ADD COLUMN progress REAL NOT NULL DEFAULT 0;"
"ALTER TABLE captures ADD COLUMN width INTEGER;"
"ALTER TABLE captures ADD COLUMN height INTEGER;"
"ALTER TABLE captures ADD COLUMN poster_name TEXT;"
"ALTER TABLE captures ADD COLUMN note TEXT;"
"ALTER TABLE captures ADD COLUMN starts_at_keyframe_seconds REAL;"
"ALTER TABLE captures ADD COLUMN session_id TEXT;"
"ALTER TABLE captures ADD COLUMN media_key TEXT;"
"ALTER TABLE captures ADD COLUMN request TEXT;"		/* JSON, for retry */
"UPDATE captures SET seq = r.n FROM (SELECT id AS rid, row_number()"
" OVER (ORDER BY created_at, rowid) AS n FROM captures) AS r"
" WHERE id = r.rid;"
"UPDATE captures SET status = 'failed', error_message = 'interrupted'"
" WHERE status = 'pending';"
"UPDATE captures SET progress = 1 WHERE status = 'complete';"
"CREATE UNIQUE INDEX captures_by_seq ON captures (seq);"
"CREATE INDEX captures_by_type ON captures (capture_type, seq);"
"CREATE INDEX captures_pending ON captures (capture_type, seq)"
" WHERE status = 'pending';"

"CREATE TABLE capture_counts ("
" capture_type TEXT PRIMARY KEY,"
" n INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
"INSERT INTO capture_counts SELECT capture_type, count(*) FROM captures"
" GROUP BY capture_type;"
"CREATE VIRTUAL TABLE capture_search USING fts5 (media_title,"
" content = 'captures', content_rowid = 'seq', prefix = '2 3',"
" tokenize = 'unicode61 remove_diacritics 2');"
"INSERT INTO capture_search (capture_search) VALUES ('rebuild');"
"CREATE TRIGGER captures_added AFTER INSERT ON captures BEGIN"
" INSERT INTO capture_search (rowid, media_title)"
"  VALUES (new.seq, new.media_title);"
" INSERT INTO capture_counts VALUES (new.capture_type, 1)"
"  ON CONFLICT DO UPDATE SET n = n + 1;"
"END;"
"CREATE TRIGGER captures_deleted AFTER DELETE ON captures BEGIN"
" INSERT INTO capture_search (capture_search, rowid, media_title)"
"  VALUES ('delete', old.seq, old.media_title);"
" UPDATE capture_counts SET n = n - 1"
"  WHERE capture_type = old.capture_type;"
"END;"

"CREATE TABLE jobs ("
" id INTEGER PRIMARY KEY,"
" kind TEXT NOT NULL CHECK (kind IN ('clip', 'probe')),"
" capture_id TEXT UNIQUE REFERENCES captures (id) ON DELETE CASCADE,"
" path TEXT UNIQUE,"					/* of a probe */
" running INTEGER NOT NULL DEFAULT 0,"
" tries INTEGER NOT NULL DEFAULT 0) STRICT;"
"CREATE INDEX jobs_by_turn ON jobs (running, kind, id);"

"CREATE TABLE settings ("
" name TEXT PRIMARY KEY,"
" value TEXT NOT NULL) STRICT, WITHOUT ROWID;"

"CREATE TABLE media_files ("
" path TEXT PRIMARY KEY,"
" size INTEGER NOT NULL,"
" mtime_ns INTEGER NOT NULL,"
" facts TEXT NOT NULL) STRICT;"				/* ffprobe's JSON */

"CREATE TABLE sessions ("
" id TEXT NOT NULL,"
" media_key TEXT NOT NULL,"
" source TEXT NOT NULL,"
" native_key TEXT NOT NULL,"
" title TEXT NOT NULL,"
" subtitle TEXT NOT NULL,"
" year INTEGER NOT NULL,"
" thumbnail TEXT,"
" user TEXT NOT NULL,"
" player TEXT NOT NULL,"
" state INTEGER NOT NULL,"				/* enum play_state */
" duration_s REAL NOT NULL,"
" reported_s REAL NOT NULL,"
" anchor_s REAL NOT NULL,"
" anchor_ms INTEGER NOT NULL,"
" until_ms INTEGER NOT NULL,"
" accuracy_s REAL NOT NULL,"
" media_error TEXT,"
" parts TEXT NOT NULL,"					/* JSON */
" tracks TEXT NOT NULL,"				/* JSON */
" ended_ms INTEGER NOT NULL,"
" PRIMARY KEY (id, media_key)) STRICT, WITHOUT ROWID;"
"CREATE INDEX sessions_by_end ON sessions (ended_ms, source);"

"CREATE TABLE sources ("
" name TEXT PRIMARY KEY,"
" enabled INTEGER NOT NULL,"
" ok INTEGER NOT NULL,"
" last_ok_ms INTEGER NOT NULL,"
" failing_ms INTEGER NOT NULL,"
" error TEXT) STRICT, WITHOUT ROWID;"
"CREATE TABLE heartbeats ("
" daemon TEXT PRIMARY KEY,"
" boot_ms INTEGER NOT NULL,"
" wall_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;",

/*
 * Every prefix of a word has its own list of captures.  Otherwise the lists of
 * all words with that prefix are merged first, which takes half a second for a
 * million matches.  The type is indexed too: looking it up row by row took
 * seconds.
 */
[2] =
"DROP TRIGGER captures_added;"
"DROP TRIGGER captures_deleted;"
"DROP TABLE capture_search;"
"CREATE VIRTUAL TABLE capture_search USING fts5 (media_title, capture_type,"
" content = 'captures', content_rowid = 'seq',"
" prefix = '1 2 3 4 5 6 7 8 9 10',"
" tokenize = 'unicode61 remove_diacritics 2');"
"INSERT INTO capture_search (capture_search) VALUES ('rebuild');"
"CREATE TRIGGER captures_added AFTER INSERT ON captures BEGIN"
" INSERT INTO capture_search (rowid, media_title, capture_type)"
"  VALUES (new.seq, new.media_title, new.capture_type);"
" INSERT INTO capture_counts VALUES (new.capture_type, 1)"
"  ON CONFLICT DO UPDATE SET n = n + 1;"
"END;"
"CREATE TRIGGER captures_deleted AFTER DELETE ON captures BEGIN"
" INSERT INTO capture_search (capture_search, rowid, media_title,"
"  capture_type) VALUES ('delete', old.seq, old.media_title,"
"  old.capture_type);"
" UPDATE capture_counts SET n = n - 1"
"  WHERE capture_type = old.capture_type;"
"END;",

/*
 * A job's id is never reused, and the process that works on it holds its
 * claim, which tells it from an earlier process that is late.
 */
[3] =
"CREATE TABLE claimed_jobs ("
" id INTEGER PRIMARY KEY AUTOINCREMENT,"
" kind TEXT NOT NULL CHECK (kind IN ('clip', 'probe')),"
" capture_id TEXT UNIQUE REFERENCES captures (id) ON DELETE CASCADE,"
" path TEXT UNIQUE,"					/* of a probe */
" claim INTEGER,"					/* NULL: it waits */
" tries INTEGER NOT NULL DEFAULT 0) STRICT;"
"INSERT INTO claimed_jobs SELECT id, kind, capture_id, path,"
" CASE running WHEN 0 THEN NULL ELSE random() END, tries FROM jobs;"
"DROP TABLE jobs;"
"ALTER TABLE claimed_jobs RENAME TO jobs;"
"CREATE INDEX jobs_by_turn ON jobs (kind, claim, id);"
"CREATE INDEX jobs_claimed ON jobs (id) WHERE claim IS NOT NULL;",

/* A session's playback rate, reports and earlier position (struct position). */
[4] =
"ALTER TABLE sessions ADD COLUMN rate REAL NOT NULL DEFAULT 1;"
"ALTER TABLE sessions ADD COLUMN report_ms INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE sessions ADD COLUMN report_every_ms INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE sessions ADD COLUMN stands_ms INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE sessions ADD COLUMN run_ms INTEGER NOT NULL DEFAULT 0;"
"ALTER TABLE sessions ADD COLUMN was_s REAL NOT NULL DEFAULT 0;"
"ALTER TABLE sessions ADD COLUMN was_rate REAL NOT NULL DEFAULT 0;",

/* The client, so that no single one can fill the queue. */
[5] =
"ALTER TABLE jobs ADD COLUMN client TEXT;",
};
