#!/usr/bin/env node
// Below BASE_PATH no request reaches what only workers may have sent: by
// neither form of an address, under no spelling of a name.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { raw, scene } from '../lib/scene.mjs';
import { done, is, ok } from '../lib/tap.mjs';

const SECRET = 'canary-7c20';
const BASES = ['/mediasnap/', '/some/where/', '/'];
const uuid = '00000000-0000-4000-8000-000000000001';

// What other programs, or MediaSnap itself, may have in the shared folders.
function plant(s) {
	mkdirSync(join(s.captures, 'folder'));
	mkdirSync(join(s.captures, '.work', uuid), { recursive: true });
	const names = ['page.html', 'any.file', 'script.js', 'a.svg', 'index.html',
		`${uuid}.txt`, `${uuid}.html`, `folder/${uuid}.jpg`,
		`.work/${uuid}/out.mp4`];
	for (const name of names)
		writeFileSync(join(s.captures, name), SECRET);
	for (const name of ['frames/script.js', 'frames/canary.jpg', 'tmp/canary.jpg'])
		writeFileSync(join(s.env.RUN_DIR, name), SECRET);
	return [...names, 'script.js', 'canary.jpg', '../nginx.conf', '../captures/x'];
}

const FOLDERS = ['_media', '_frames', '@capture', '@frames', '@error', 'captures',
	'frames', '%40capture', '%5fmedia', '_media/..', './_media', 'x/../_media',
	'api/../_media', 'assets/../_frames', 'captures/..'];
const spelt = (path) => [path, path.replaceAll('/', '//'),
	path.replace(/[a-z]/g, (c) => `%${c.charCodeAt(0).toString(16)}`),
	path.replaceAll('/', '%2f').replace('%2f', '/')];
const MARKS = new RegExp(`${SECRET}|worker_processes|"detail":""`);

for (const base of BASES) {
	const { s, shot } = await scene({ env: { BASE_PATH: base } });
	const names = plant(s);
	const prefixes = new Set(['/', base, `/${base}`, base.slice(0, -1) + base]);
	const asked = [...prefixes].flatMap((prefix) => FOLDERS.flatMap((folder) =>
		names.map((name) => `${prefix}${folder}/${name}`)).concat(
		['_error', '_slow_error', '@error', '@slow_error', '%40error', '@capture',
			'_media', '_frames'].map((name) => prefix + name))).flatMap(spelt);
	const reached = [];
	for (let i = 0; i < asked.length; i += 32)
		reached.push(...(await Promise.all(asked.slice(i, i + 32).map(async (path) => {
			const a = await raw(s, `GET ${path} HTTP/1.0\r\nHost: localhost\r\n` +
				`X-File: ${names[0]}\r\nX-Accel-Redirect: @capture\r\n\r\n`);
			const page = a.status === 200 && a.body.includes('<div id="root">');
			return (MARKS.test(a.body) || a.status < 300 && !page) &&
				`${path} → ${a.status} ${a.body.slice(0, 60)}`;
		}))).filter(Boolean));
	ok(!reached.length, `${base}: ${asked.length} addresses reach nothing`,
		reached.slice(0, 10).join('\n'));

	// What workers let be sent is there by both forms.
	const c = (await shot()).json;
	for (const prefix of new Set(['/', base])) {
		const file = await s.get(`${prefix}api/captures/${c.id}/file`);
		is([file.status, file.headers['content-type'], file.headers['x-file'],
			/^attachment; filename="A film/.test(file.headers['content-disposition'])],
			[200, 'image/jpeg', undefined, true], `${prefix}: a download`);
		const strip = await s.get(`${prefix}api/sessions/plex-s42/frames?at=1&count=1` +
			'&width=64');
		is([strip.status, strip.headers['content-type'], strip.headers['x-file']],
			[200, 'image/jpeg', undefined], '  and a filmstrip');
		const none = await s.get(`${prefix}api/nothing`);
		is([none.status, typeof none.json?.detail], [404, 'string'],
			'  and errors are in words');
	}
	await s.stop();
}
await done();
