#!/usr/bin/env node
// No path and no parameter reaches a file that is not a capture, and no
// request but those for pictures reaches a media server.
import { createServer } from 'node:http';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from
	'node:fs';
import { join } from 'node:path';
import { cleanup, done, is, ok } from '../lib/tap.mjs';
import { raw, scene } from '../lib/scene.mjs';
import { fakeJellyfin } from '../lib/jellyfin.mjs';

const SECRET = 'canary-5f1d';
const jellyfin = await fakeJellyfin();
const { s, plex, shot, dir } = await scene({ servers: {
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret' } });
const mine = (await shot()).json;
const uuid = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

// What must not be reached, under every kind of name.
writeFileSync(join(s.captures, 'canary.txt'), SECRET);
writeFileSync(join(s.captures, 'canary.jpg'), SECRET);
writeFileSync(join(s.captures, `${uuid(1)}.txt`), SECRET);
writeFileSync(join(s.captures, `${uuid(1)}.jpg.html`), SECRET);
writeFileSync(join(s.captures, `.${uuid(1)}.jpg`), SECRET);
writeFileSync(join(s.captures, '.work', `${uuid(1)}.jpg`), SECRET);
writeFileSync(join(dir, 'canary.txt'), SECRET);
writeFileSync(join(dir, `${uuid(2)}.jpg`), SECRET);
writeFileSync(join(s.env.RUN_DIR, 'canary.txt'), SECRET);
writeFileSync(join(s.env.RUN_DIR, 'frames', 'canary.txt'), SECRET);
symlinkSync(join(dir, `${uuid(2)}.jpg`), join(s.captures, `${uuid(3)}.jpg`));
mkdirSync(join(s.captures, 'folder'));
writeFileSync(join(s.captures, 'folder', `${uuid(4)}.jpg`), SECRET);
symlinkSync(dir, join(s.captures, `${uuid(5)}.mp4`));

const UPS = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '....//',
	'%252e%252e%252f', '..%c0%af', '..;/', './/..//', '..%00/', '.%2e/'];
const ROOTS = ['/', '/captures/', '/assets/', '/_media/', '/_frames/', '/api/',
	'/api/captures/', '/api/sessions/', '/site/', '//', '/captures//',
	`/captures/${mine.file_name}/`, `/api/captures/${mine.id}/file/`];
const ENDS = ['canary.txt', 'mediasnap.db', 'data/mediasnap.db', 'etc/passwd',
	'run/nginx.conf', 'nginx.conf'];
const leaks = (a) => a.body.includes(SECRET) || /root:.*:0:0:|SQLite format 3|worker_processes/
	.test(a.body);

async function probe(path) {
	const a = await raw(s, `GET ${path} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
	return leaks(a) && `${path} → ${a.status}`;
}

async function all(paths, name) {
	const got = [];
	for (let i = 0; i < paths.length; i += 16)
		got.push(...await Promise.all(paths.slice(i, i + 16).map(probe)));
	ok(!got.some(Boolean), `${name}: ${paths.length} addresses reach nothing`,
		got.filter(Boolean).join('\n'));
}

await all(ROOTS.flatMap((root) => UPS.flatMap((up) => [1, 2, 3, 6].flatMap((n) =>
	ENDS.map((end) => `${root}${up.repeat(n)}${end}`)))), 'up and out');
await all(ROOTS.flatMap((root) => ENDS.map((end) => `${root}${end}`)), 'straight');
await all([
	...['canary.txt', 'canary.jpg', `${uuid(1)}.txt`, `${uuid(1)}.jpg.html`,
		`.${uuid(1)}.jpg`, `.work/${uuid(1)}.jpg`, `%2ework/${uuid(1)}.jpg`,
		`${uuid(3)}.jpg`, `folder/${uuid(4)}.jpg`, `folder%2f${uuid(4)}.jpg`,
		`${uuid(5)}.mp4/${uuid(2)}.jpg`, `${uuid(5)}.mp4/canary.txt`,
		`${uuid(1)}.txt%00.jpg`, `${uuid(1)}.txt?.jpg`, `${uuid(1)}.txt%3f.jpg`,
		'.mediasnap', '.work/', ''].flatMap((name) => [`/captures/${name}`,
		`/_media/${name}`, `/captures/./${name}`, `//captures/${name}`,
		`/api/captures/${name}/file`, `/api/captures/${name}`]),
	'/_frames/canary.txt', '/canary.txt', '/index.html/../canary.txt',
], 'beside our own names');
is((await s.get(mine.file_url)).bytes, readFileSync(join(s.captures,
	mine.file_name)), 'ours is reached');
for (const path of [`/_media/${mine.file_name}`, '/_error', '/_slow_error',
	`/_frames/${mine.file_name}`])
	is((await s.get(path)).status, 404, `${path} is internal`);
is((await s.get(`/captures/${uuid(3)}.jpg`)).status >= 403, true,
	'a symbolic link is not followed');

// A doctored row reaches nothing either, to read or to delete.
const victims = { 'data/mediasnap.db': '../mediasnap.db', 'canary.txt':
	join(dir, 'canary.txt'), [`${uuid(2)}.jpg`]: `../../${uuid(2)}.jpg` };
let n = 10;
for (const [file, name] of Object.entries(victims)) {
	const id = uuid(++n);
	s.sql(`INSERT INTO captures (seq, id, source, media_title, media_path,
		timestamp_seconds, capture_type, file_path, file_name, file_size_bytes,
		status, created_at, poster_name) VALUES (${100 + n}, '${id}', 'plex',
		'x', '/x', 0, 'clip', '${join(dir, file)}', '${name}', 5, 'complete',
		'2026-01-01T00:00:00+00:00', '${name}')`);
	const a = await s.get(`/api/captures/${id}/file`);
	is([a.status, a.text.includes(SECRET)], [404, false],
		`a row that names ${name} downloads nothing`);
	ok(!(await raw(s, `GET /captures/${name} HTTP/1.0\r\nHost: a\r\n\r\n`))
		.body.includes(SECRET), '  nor does its address');
	is((await s.delete(`/api/captures/${id}`)).status, 200, '  it is deleted');
	ok(existsSync(join(dir, file)), '  and what it named is not');
}
const link = uuid(3);
s.sql(`INSERT INTO captures (seq, id, source, media_title, media_path,
	timestamp_seconds, capture_type, file_path, file_name, file_size_bytes,
	status, created_at) VALUES (99, '${link}', 'plex', 'x', '/x', 0,
	'screenshot', '/x', '${link}.jpg', 5, 'complete',
	'2026-01-01T00:00:00+00:00')`);
is((await s.get(`/api/captures/${link}/file`)).status, 404,
	'a symbolic link is no capture');
await s.delete(`/api/captures/${link}`);
is(readFileSync(join(dir, `${uuid(2)}.jpg`), 'utf8'), SECRET,
	'its target outlives it');

// Members of a request are no paths.
for (const bad of ['../../etc/passwd', '/etc/passwd', 'file:///etc/passwd',
	'jpg/../../x', '%2e%2e/x', "'; DROP TABLE captures; --", 'plex-s42/../x',
	'plex-s42\0', 'a'.repeat(5000)]) {
	for (const member of ['session_id', 'media_key', 'format', 'subtitles']) {
		const a = await s.post('/api/capture/screenshot',
			{ session_id: 'plex-s42', [member]: bad });
		ok(a.status >= 400 && a.status < 500 && !leaks({ body: a.text }),
			`${member} ${JSON.stringify(bad.slice(0, 30))}: ${a.status}`, a.text);
	}
	const id = encodeURIComponent(bad);
	for (const path of [`/api/captures/${id}`, `/api/captures/${id}/file`,
		`/api/sessions/${id}/frames?at=1&count=1&step=1&width=100`,
		`/api/sessions/${id}/streams`, `/api/captures?cursor=${id}`,
		`/api/captures?type=${id}`]) {
		const a = await s.get(path);
		const page = a.status === 200 && a.text.includes('<div id="root">');
		ok(page || a.status >= 400 && a.status < 500 && !leaks({ body: a.text }),
			`GET ${path.slice(0, 60)}`, `${a.status} ${a.text}`);
	}
	is((await s.get(`/api/captures?q=${id}`)).status < 500, true, '  a search');
}
is(s.sql('SELECT count(*) FROM captures'), '1', 'the table is still there');

// Pictures: only those of the library, only of the server that is set up.
let visits = 0;
const elsewhere = createServer((req, res) => { visits++; res.end('x'); });
await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
cleanup(() => elsewhere.close());
const evil = `http://127.0.0.1:${elsewhere.address().port}/x`;
const inner = encodeURIComponent('/library/metadata/42/thumb/1');
const PLEX = ['', '/', '/status/sessions', '/library/metadata/42', evil,
	`//127.0.0.1:${elsewhere.address().port}/x`, `@127.0.0.1/x`, `:80@evil/x`,
	'/library/metadata/42/thumb/1/../../../../status/sessions',
	'/library/metadata/42/thumb/..%2f1', '/library/metadata/../thumb/1',
	'/library/metadata/42/thumb/1?X-Plex-Token=a', '/library/metadata/42/thumb/1#x',
	'/library/parts/1/file.mkv', '/photo/:/transcode', '/photo/:/transcode?width=1',
	`/photo/:/transcode?url=${encodeURIComponent(evil)}`,
	`/photo/:/transcode?url=${encodeURIComponent('/status/sessions')}`,
	`/photo/:/transcode?url=${inner}&url=${encodeURIComponent(evil)}`,
	`/photo/:/transcode?url=${encodeURIComponent(evil)}&url=${inner}`,
	`/photo/:/transcode?url=${inner}&X-Plex-Token=a`,
	`/photo/:/transcode?url=${inner}&%75rl=${encodeURIComponent(evil)}`,
	`/photo/:/transcode?url=${encodeURIComponent('/library/metadata/1/thumb/1?x=' +
		evil)}`,
	`/photo/:/transcode?url=${inner}\r\nX-Evil: 1`, '/library/metadata/42/thumb/1\n',
	'/photo/:/transcode/../../../status/sessions?url=' + inner,
	'\\\\evil\\x', '/:/prefs', 'a'.repeat(3000)];
const JELLYFIN = ['', '/', '/Sessions', '/Items', evil, '/Users', '/Items/a/Images',
	'/Items/../Sessions', '/Items/a/Images/../../../Sessions',
	'/Items/a/Images/Primary/../../x', '/Items/%2e%2e/Images/Primary',
	'/Items/a/Images/Primary?api_key=x', '/Items/a/Images/Primary#x',
	'/Items/a/Images/Primary/0/x', '/Items/a/Download', '/Items/a/Images/Primary\n',
	'/System/Info', `//127.0.0.1:${elsewhere.address().port}/x`];
const asked = { plex: plex.requests.length, jellyfin: jellyfin.requests.length };
for (const [name, list] of [['plex', PLEX], ['jellyfin', JELLYFIN]])
	for (const path of list) {
		const a = await s.get(`/api/proxy/${name}?path=${encodeURIComponent(path)}`);
		is(a.status, 400, `${name} ${JSON.stringify(path.slice(0, 70))}`);
	}
const inside = encodeURIComponent(`/photo/:/transcode?url=${inner}`);
for (const query of ['', '?', '?path', '?path=%', '?path=%zz', '?Path=/x',
	`?path=${inside}&path=${encodeURIComponent(evil)}`,
	`?path=${encodeURIComponent(evil)}&path=${inside}`, '?path=%00', '?url=' + evil])
	is((await s.get(`/api/proxy/plex${query}`)).status, 400, `plex${query}`);
const extra = (server, from) => server.requests.slice(from)
	.map(({ path }) => path).filter((path) => !/^\/(status\/sessions|Sessions)$/
		.test(path));
is([visits, extra(plex, asked.plex), extra(jellyfin, asked.jellyfin)],
	[0, [], []], 'nobody was asked');
is((await s.get(`/api/proxy/plex?path=${inside}`)).status, 200,
	'a picture of the library is shown');
await done();
