// What the benchmarks share: a stack with films that play, and a full gallery.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fakePlex } from '../t/lib/plex.mjs';
import { stack } from '../t/lib/stack.mjs';
import { until } from '../t/lib/tap.mjs';
import { films, path, ready } from './films.mjs';

const TOKEN = 'plex-secret';
const FILES = 200;		// rows share them

// With the workers that a user gets.
export const WORKERS = { API_WORKERS: '4', SLOW_WORKERS: '8' };

export async function house(options = {}) {
	const plex = options.plex ?? await fakePlex({ token: TOKEN });
	const s = await stack({ ...options, env: { ...WORKERS,
		PLEX_URL: plex.url, PLEX_TOKEN: TOKEN,
		...options.env } });
	s.plex = plex;
	return s;
}

// Two films that play, probed already as they are minutes into a film.
export async function cinema(options) {
	const plex = await fakePlex({ token: TOKEN });
	ready();
	for (const [key, film] of Object.entries(films))
		plex.play({ key, file: path(film), title: `Film ${key}`,
			duration: film.seconds * 1000, state: 'paused',
			offset: film.seconds * 500 });
	const s = await house({ ...options, plex });
	await until(() => s.sql('SELECT count(*) FROM media_files') === '2',
		'the films to be probed');
	return s;
}

const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const EXTENSION = `CASE WHEN i % 3 THEN 'jpg' ELSE 'mp4' END`;

// Rows such as the workers write.  "breaking" is in every title, "ozymandias"
// in one of a thousand.
export function fill(s, count) {
	mkdirSync(s.captures, { recursive: true });
	for (let n = 0; n < FILES; n++)
		writeFileSync(join(s.captures,
			`${uuid(n)}.${n % 3 ? 'jpg' : 'mp4'}`), `file ${n}`);
	s.sql(`BEGIN; WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL
		SELECT i + 1 FROM n WHERE i + 1 < ${count})
	INSERT INTO captures (seq, id, source, media_title, media_path,
		timestamp_seconds, capture_type, file_path, file_name,
		file_size_bytes, status, created_at, progress, width, height,
		session_id, media_key, request)
	SELECT i + 1, format('%08x-0000-4000-8000-%012x', random() & 0xffffffff,
			i), 'plex',
		format('Breaking %d — S%02dE%02d — %s %d', i % 3000, i % 9,
			i % 24, CASE i % 1000 WHEN 7 THEN 'Ozymandias'
			ELSE 'Granite' END, i % 70000),
		'/films/breaking.mkv', i % 7000 + 0.5,
		CASE WHEN i % 3 THEN 'screenshot' ELSE 'clip' END,
		'/captures/x', format('00000000-0000-4000-8000-%012d.', i % ${
		FILES - FILES % 3}) || ${EXTENSION}, 245000, 'complete',
		'2026-02-18T12:00:00+00:00', 1, 1920, 1080, 'plex-45', '42',
		'{"at":1832.5}' FROM n; COMMIT; ANALYZE`);
}
