#!/usr/bin/env node
// Text of others, numbers out of range, names that look like ours, searches
// of a hundred words.
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { where } from '../lib/films.mjs';
import { FILM, raw, scene } from '../lib/scene.mjs';
import { done, is, ok, until } from '../lib/tap.mjs';

const EVIL = 'a\u0085b\u009b31mc\u2028d\u2029e\u202ef\u2066g\u200fh\u061ci\x07j\ufeffk';
const MARKS = /[\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c\ufeff\x07]/u;
const jellyfin = await fakeJellyfin();
jellyfin.play({ id: 'aa', file: where(FILM), title: EVIL, user: EVIL, player: EVIL })
	.pause(true);
const { s, shot, clip } = await scene({ sessions: 2, more: { title: EVIL, user: EVIL,
	player: EVIL }, servers: { JELLYFIN_URL: jellyfin.url,
	JELLYFIN_API_KEY: jellyfin.key } });
for (const row of await s.sessions()) {
	ok(![row.title, row.user, row.player].some((text) => MARKS.test(text)),
		`${row.session_id}: ${JSON.stringify(row.title)}`);
	const c = (await shot({ session_id: row.session_id })).json;
	ok(!MARKS.test(c.media_title), '  nor a capture of it');
	const file = await s.get(`/api/captures/${c.id}/file`);
	ok(!MARKS.test(decodeURIComponent(/filename\*=UTF-8''(\S+)/.exec(
		file.headers['content-disposition'])[1])), '  nor its file',
		file.headers['content-disposition']);
}
ok(!MARKS.test(s.log().replaceAll('\n', '')), 'nor the log');

// Numbers: within their range, or 422 and never 500.
for (const query of ['step=1e-7', 'step=0', 'step=-1', 'step=61', 'step=nan', 'step=inf',
	'step=0x1', 'step=1e999', 'step=', 'at=1e300', 'at=inf', 'at=0x1', 'at=1,5', 'count=0',
	'count=61', 'count=4294967297', 'count=1.0', 'count=+1', 'count=%201', 'width=99999',
	'width=18446744073709551616', 'width=1e3']) {
	const a = await s.get(`/api/sessions/plex-s42/frames?${query}`);
	is(a.status, query === 'step=' ? 200 : 422, `frames?${query}`);
}
for (const query of ['limit=4294967297', 'limit=+5', 'limit=%205', 'limit=5.0', 'offset=-1',
	'offset=99999999999999999999'])
	is((await s.get(`/api/captures?${query}`)).status, 422, `captures?${query}`);
for (const [member, values] of Object.entries({
	audio_stream: [4294967297, 4294967296, 2147483648, 1e300, -1, 1.5, '1'],
	height: [4294968016, 1e300, 15], subtitles: [4294967297, -1],
	max_bytes: [-1, 1.5, '5'], start_seconds: [1e300, -1e300] }))
	for (const value of values)
		is((await clip({ [member]: value })).status, 422, `${member}: ${value}`);
for (const value of [1e300, -1e300, 1e8])
	is((await shot({ timestamp_seconds: value })).status, 422, `timestamp_seconds: ${value}`);

// Names under which it is open: whole, or not at all.
const NAMES = { 'localhost': 200, '127.0.0.1:1': 200, '[::1]': 200, 'tower': 200,
	'a.b.local': 200, 'nas.home.arpa.': 200, '[evil.com': 403, '[evil.com]': 403,
	'[::1].evil.com': 403, 'evil.com#.local': 403, 'evil.com%.local': 403,
	'evil.com,.local': 403, 'evil.com;.local': 403, 'a@b.local': 403, 'evil.com\\.local': 403,
	'.local': 403, 'evil..local': 403, '1.2.3.4.5': 403, '127.0.0.1.evil.com': 403,
	'1.2.3.4x': 403, 'local.evil': 403 };
for (const [host, status] of Object.entries(NAMES)) {
	const a = await raw(s, `GET /api/sessions HTTP/1.0\r\nHost: ${host}\r\n\r\n`);
	ok(a.status === status || status === 403 && a.status === 400, `Host: ${host}`, a.head);
}

// What is no UTF-8 comes back as none of it.
for (const path of ['/api/captures/%ff%fe', '/api/sessions/%c0%80/streams',
	'/api/captures/%ed%a0%80/file', '/api/captures?q=%ff', '/api/captures?type=%ff',
	'/api/captures?cursor=%ff', '/api/sessions/plex-s42/frames?step=%ff']) {
	const a = await s.get(path);
	ok(a.status < 500 && Buffer.from(a.text).equals(a.bytes), `${path}: ${a.status}`, a.text);
}

// A hundred words, by twelve at once, over many captures.
s.sql(`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
	INSERT INTO captures (seq, id, source, media_title, media_path, timestamp_seconds,
	capture_type, file_path, file_name, file_size_bytes, status, created_at)
	SELECT 100 + i, printf('%08x-0000-4000-8000-000000000000', i), 'plex',
	'a b c d e f g h i j k l m n o p q r s t u v w x y z film ' || i, '/x', 0, 'screenshot',
	'/x', printf('%08x-0000-4000-8000-000000000000.jpg', i), 5, 'complete',
	'2026-01-01T00:00:00+00:00' FROM n`);
const letters = 'a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x+y+z+';
const hundred = (letters.repeat(4)).slice(0, 199);
const searches = Array.from({ length: 12 }, () => s.get(`/api/captures?q=${hundred}&limit=5`));
const began = Date.now();
is((await s.get('/api/captures?limit=1')).status, 200, 'the gallery is read meanwhile');
const waited = Date.now() - began;
const found = await Promise.all(searches);
ok(found.every(({ status, json }) => status === 200 && json.length === 5),
	'twelve searches of a hundred words');
ok(waited < (process.env.ASAN_OPTIONS ? 20000 : 3000), `  it waited ${waited} ms`);
is((await s.get('/api/captures?q=film+39999')).json.length, 1, 'a word among many is found');
await until(async () => (await s.get('/api/health')).status === 200, 'it to be well');
is(await s.stop(), 0, 'stops with exit 0');
await done();
