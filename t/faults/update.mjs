#!/usr/bin/env node
// An update of the database: with room for the copy or not at all; and the way
// back, word for word as the older version prints it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builddir, cleanEnv, sqlite } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, skipAll, tmpdir } from '../lib/tap.mjs';

const dir = tmpdir();
const data = join(dir, 'data');
const db = join(data, 'mediasnap.db');
mkdirSync(data);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m',
	'mediasnap-t', data], { encoding: 'utf8' });
if (mounted.status !== 0)
	await skipAll(`a small file system cannot be mounted: ${mounted.stderr}`);
cleanup(() => spawnSync('umount', ['-l', data]));

function migrate() {
	const r = spawnSync(join(builddir, 'mediasnap'), ['migrate'],
		{ encoding: 'utf8', cwd: dir, timeout: 60000, env: cleanEnv({
			DATA_DIR: data, RUN_DIR: join(dir, 'run') }) });
	return { code: r.status, said: r.stderr.trim() };
}

const version = () => sqlite(db, 'PRAGMA user_version');
const captures = () => sqlite(db, 'SELECT count(*) FROM captures');

// As the older Python MediaSnap left it, 10 MB of it.
sqlite(db, `CREATE TABLE captures (id TEXT PRIMARY KEY, source TEXT NOT NULL,
	media_title TEXT NOT NULL, media_path TEXT NOT NULL, timestamp_seconds REAL
	NOT NULL, capture_type TEXT NOT NULL, file_path TEXT NOT NULL, file_name
	TEXT NOT NULL, file_size_bytes INTEGER, duration_seconds REAL, status TEXT
	NOT NULL, error_message TEXT, created_at TEXT NOT NULL);
	WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
	WHERE i < 100) INSERT INTO captures SELECT 'id' || i, 'plex', 'Film',
	'/' || hex(zeroblob(50000)), i, 'screenshot', '', i || '.jpg', 1, NULL,
	'complete', NULL, '2024-01-01T00:00:00Z' FROM n;`);
const tight = migrate();
is(tight.code, 1, 'no room for the copy and the update: exit 1');
like(tight.said, /that takes \d+ MB, and its disk has \d+ MB free; make room and start again\. Nothing was changed$/,
	`  ${tight.said}`);
is(tight.said.split('\n').length, 1, '  in one line');
is([version(), captures(), readdirSync(data).filter((n) => n.includes('bak'))],
	['0', '100', []], '  and it is as it was');

spawnSync('mount', ['-o', 'remount,size=100m', data]);
is(migrate(), { code: 0, said: '' }, 'with room it is brought up to date');
is([sqlite(`${db}.bak-v0`, 'PRAGMA user_version'),
	sqlite(`${db}.bak-v0`, 'SELECT count(*) FROM captures')], ['0', '100'],
'  and a copy of the old one is kept');

// As a version after this one would leave it.
const now = version();
sqlite(db, 'DELETE FROM captures WHERE id = \'id1\'; PRAGMA user_version = 99');
const refused = migrate();
is(refused.code, 1, 'a database of a newer version: exit 1');
ok(refused.said.includes(`${db}.bak-v0`), `  ${refused.said}`);
is(version(), '99', '  and it is left as it was');
const typed = /since: (mv .*)$/.exec(refused.said)?.[1];
is(spawnSync('sh', ['-c', typed]).status, 0, 'what it says can be typed');
is(migrate(), { code: 0, said: '' }, '  and then it starts again');
is([version(), captures()], [now, '100'], '  with what was there before');
is(sqlite(`${db}.newer`, 'PRAGMA user_version'), '99',
	'  and the newer one is kept');
await done();
