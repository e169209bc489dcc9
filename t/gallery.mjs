#!/usr/bin/env node
// The gallery: pages, cursors, types, search, totals, downloads.
import { mkdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir } from './lib/tap.mjs';
import { fakePlex } from './lib/plex.mjs';

const COUNT = 120;
const TITLES = ['Breaking Bad — S05E14 — Ozymandias', 'Amélie', 'Heat'];
const plex = await fakePlex();
const s = await stack({ dir: tmpdir(), env: { PLEX_URL: plex.url,
	PLEX_TOKEN: 'plex-secret' } });

// Rows as the product writes them, each with its file.
function fill() {
	mkdirSync(s.captures, { recursive: true });
	const rows = Array.from({ length: COUNT }, (_, i) => {
		const id = randomUUID();
		const type = i % 3 ? 'screenshot' : 'clip';
		const file = `${id}.${i % 3 ? 'jpg' : 'mp4'}`;
		writeFileSync(join(s.captures, file), `file ${i}`);
		return { id, type, file, title: TITLES[i % TITLES.length] };
	});
	s.sql('BEGIN;' + rows.map((r, i) => `INSERT INTO captures (seq, id, source,
		media_title, media_path, timestamp_seconds, capture_type, file_path,
		file_name, file_size_bytes, status, created_at, progress) VALUES (
		${i + 1}, '${r.id}', 'plex', '${r.title}', '/m', ${i * 61}, '${r.type}',
		'/elsewhere/${r.file}', '${r.file}', 6, 'complete',
		'2026-01-01T00:00:00+00:00', 1);`).join('') + 'COMMIT;');
	return rows.reverse();
}

const rows = fill();
const ids = (a) => a.json.map((c) => c.id);
const next = (a) => /^<([^>]+)>; rel="next"$/.exec(a.headers.link ?? '')?.[1];

async function walk(path) {
	const seen = [];
	let pages = 0;
	for (let url = path; url; pages++) {
		const a = await s.get(url);
		seen.push(...ids(a));
		url = next(a);
	}
	return { seen, pages };
}

async function paging() {
	const first = await s.get('/api/captures');
	is(ids(first), rows.slice(0, 50).map((r) => r.id), 'newest first, fifty');
	is(first.headers['x-total-count'], String(COUNT), 'and how many there are');
	is((await walk('/api/captures?limit=7')).seen, rows.map((r) => r.id),
		'every one once, page by page');
	is(ids(await s.get('/api/captures?limit=3&offset=5')),
		rows.slice(5, 8).map((r) => r.id), 'by offset');
	const clips = rows.filter((r) => r.type === 'clip').map((r) => r.id);
	const a = await s.get('/api/captures?type=clip&limit=200');
	is([ids(a), a.headers['x-total-count']], [clips, String(clips.length)],
		'one type');
	is(next(a), undefined, 'the last page has no next');
}

async function searching() {
	for (const [q, title] of [['ozy', 0], ['OZYMANDIAS breaking', 0],
		['amelie', 1], ['Amé', 1], ['heat', 2]]) {
		const a = await s.get(`/api/captures?limit=200&q=${
			encodeURIComponent(q)}`);
		is(ids(a), rows.filter((r) => r.title === TITLES[title])
			.map((r) => r.id), `search ${q}`);
		is(a.headers['x-total-count'], String(COUNT / 3), '  counted');
	}
	for (const q of ['"', '* OR', 'NEAR(', 'media_title:x', '-', '%00%'])
		is((await s.get(`/api/captures?q=${encodeURIComponent(q)}`)).status,
			200, `no search operator: ${q}`);
	is(ids(await s.get('/api/captures?q=nothing')), [], 'finds nothing');
	const both = rows.filter((r) => r.type === 'clip' && /Break/.test(r.title));
	is((await walk('/api/captures?limit=9&type=clip&q=break')).seen,
		both.map((r) => r.id), 'search in one type, page by page');
}

async function refusing() {
	for (const query of ['limit=0', 'limit=201', 'limit=x', 'limit=1&limit=2',
		'offset=-1', 'type=film', 'cursor=7', 'cursor=s', 'cursor=sffffffffffffffff',
		'q=%', `q=${'x'.repeat(201)}`]) {
		const a = await s.get(`/api/captures?${query}`);
		is(a.status, 422, `${query.slice(0, 40)}: ${a.json.detail}`);
	}
}

// A cursor goes on where it was, whatever is deleted meanwhile.
async function surviving() {
	const a = await s.get('/api/captures?limit=10');
	for (const row of rows.slice(5, 15))
		await s.delete(`/api/captures/${row.id}`);
	is(ids(await s.get(next(a))), rows.slice(15, 25).map((r) => r.id),
		'the next page survives deletions');
	is((await s.get('/api/captures')).headers['x-total-count'],
		String(COUNT - 10), 'the total follows');
}

async function files() {
	const row = rows.find((r) => r.title === TITLES[1] && r.type !== 'clip');
	const a = await s.get(`/api/captures/${row.id}/file`);
	is([a.status, a.headers['content-type'], a.text.slice(0, 5)],
		[200, 'image/jpeg', 'file '], 'download');
	const time = rows.indexOf(row);
	like(a.headers['content-disposition'], new RegExp('^attachment; ' +
		'filename="Am_lie - \\d\\d\\.\\d\\d\\.\\d\\d\\.jpg"; ' +
		'filename\\*=UTF-8\'\'Am%C3%A9lie%20-%20'), 'with a name for people');
	ok(time >= 0 && !a.headers['x-accel-redirect'], 'and nothing of ours');
	const part = await s.get(`/api/captures/${row.id}/file`,
		{ range: 'bytes=0-3' });
	is([part.status, part.text], [206, 'file'], 'in parts');
	unlinkSync(join(s.captures, row.file));
	is((await s.get(`/api/captures/${row.id}/file`)).status, 404,
		'a missing file');
	like((await s.get(`/api/captures/${row.id}`)).json.error_message,
		/missing/, 'is said in its row');
}

// A row that was tampered with reaches nothing outside the folder.
async function doctored() {
	const row = rows.at(-1);
	writeFileSync(join(s.dir, 'precious'), 'mine');
	for (const name of ['../../precious', '/etc/passwd',
		`${row.id}.jpg/../../precious`]) {
		s.sql(`UPDATE captures SET file_name = '${name}' WHERE id = '${row.id}'`);
		is((await s.get(`/api/captures/${row.id}/file`)).status, 404,
			`a row naming ${name} sends nothing`);
	}
	s.sql(`UPDATE captures SET file_name = '../../precious'
		WHERE id = '${row.id}'`);
	is((await s.delete(`/api/captures/${row.id}`)).status, 200,
		'its row can be deleted');
	unlinkSync(join(s.dir, 'precious'));
	ok(true, 'and deletes nothing else');
}

// What older versions, FFmpeg and file systems wrote into the rows, and what a
// request says, is repeated as UTF-8: request() reads as strictly as any.
async function bytes() {
	const raw = "CAST(x'63616681ff20c3' AS TEXT)", mended = 'caf\ufffd\ufffd \ufffd';
	const row = rows[0];
	s.sql(`UPDATE captures SET status = 'failed', ${['media_title', 'note',
		'media_path', 'error_message', 'created_at'].map((name) =>
		`${name} = ${raw}`)} WHERE id = '${row.id}'`);
	const all = (await s.get('/api/captures?limit=200')).json;
	const one = (await s.get(`/api/captures/${row.id}`)).json;
	for (const name of ['media_title', 'note', 'error_message', 'created_at'])
		is([one[name], all[0][name]], [mended, mended],
			`a ${name} in other bytes`);
	is(all.length, rows.length - 11, 'and the others are there with it');
	s.sql(`INSERT INTO sessions (id, media_key, source, native_key, title,
		subtitle, year, thumbnail, user, player, state, duration_s, reported_s,
		anchor_s, anchor_ms, until_ms, accuracy_s, media_error, parts, tracks,
		ended_ms) SELECT 'jf-x', ${raw}, 'jellyfin', ${raw},
		${raw}, ${raw}, 0, ${raw}, ${raw}, ${raw}, 0, 60, 1, 1, 1, 1, 1, ${raw},
		CAST(x'5b7b2270617468223a222f63616681ff227d5d' AS TEXT), '{}', ${Date.now()}`);
	const [recent] = (await s.get('/api/sessions/recent')).json;
	is([recent.title, recent.subtitle, recent.user, recent.player,
		recent.media_error, recent.media_path], [...Array(5).fill(mended),
		'/caf\ufffd\ufffd'], 'a session in other bytes');
	for (const path of ['/api/%ff%fe', '/api/captures/%ff',
		'/api/captures?q=%ff', '/api/captures?%ff=%ff', '/api/captures?type=%ff',
		'/api/sessions/%ff/streams', '/api/proxy/plex?path=%ff',
		'/api/captures/%ff/file'])
		ok((await s.get(path)).json, `${path} is answered in UTF-8`);
	for (const body of ['{"\xff": 1}', '{"session_id": "\xff"}',
		'{"session_id": "a", "format": "\xc3"}'])
		ok((await s.post('/api/capture/clip', Buffer.from(body, 'latin1')))
			.json.detail, 'a request in other bytes is refused in UTF-8');
}

await paging();
await searching();
await refusing();
await surviving();
await files();
await doctored();
await bytes();
await done();
