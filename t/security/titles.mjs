#!/usr/bin/env node
// What a media server calls things goes into headers, pages, logs, files and
// arguments as text, whatever it is made of.
import { existsSync, linkSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ready, where } from '../lib/films.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';
import { FILM, playable, raw } from '../lib/scene.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const touched = join(dir, 'touched');
const TITLES = [
	'Line\r\nX-Evil: 1\r\n\r\n<script>alert(1)</script>',
	'Line\nSet-Cookie: a=b', '%0d%0aX-Evil: 1', 'a\rX-Evil: 1',
	'"; filename="evil.html', "x'; filename*=UTF-8''evil.html", '\\"; x="',
	'<img src=x onerror=alert(1)>', '</script><script>alert(1)</script>',
	'../../../etc/passwd', '..', 'C:\\Windows\\x', 'a/b/c', '.hidden', '-rf',
	'%s%n%n%n%s', '%(x)s ${HOME} $(touch ' + touched + ') `touch ' + touched + '`',
	'; touch ' + touched, '| touch ' + touched, "'; DROP TABLE captures; --",
	'null\u0000byte', 'bell\u0007\u001b[2J', 'line\u2028separator\u2029',
	'invoice\u202egpj.exe', '\u2066isolated', 'é'.repeat(300), '🎬'.repeat(200),
	'x'.repeat(9000), ' ', '...', 'CON', '=cmd|calc', '\ufeffbom', '\ud7ff\ue000',
];
const NAMES = ["it's; [a,b] 'q\".mkv", '%03d %s %n.mkv', '-y -f null.mkv',
	'a:b\\,c=d[e].mkv', 'line\nbreak.mkv', 'concat:a|b.mkv', '$(touch x) `y`.mkv',
	'drawtext=text=x,scale.mkv', '*?.mkv', 'é 🎬 \u202e.mkv', 'pipe:1.mkv', ' .mkv'];

await ready(FILM);
const plex = await fakePlex();
TITLES.forEach((title, i) => plex.play({ key: String(i), file: where(FILM), title,
	user: title, player: title, show: i % 2 ? title : undefined,
	state: 'paused', offset: 1000, duration: 6000 }));
const s = await stack({ dir, env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	LOG_LEVEL: 'debug' } });
await until(async () => (await s.sessions()).length === TITLES.length,
	'the sessions');
const listed = await s.sessions();
ok(listed.every((v) => !/[\u0000-\u001f\u007f]/.test(v.title + v.subtitle +
	v.user + v.player)), 'names are one line without control characters');
ok(listed.every((v) => Buffer.byteLength(v.title) <= 600), 'and not too long');

const shots = [];
for (let i = 0; i < TITLES.length; i++) {
	const a = await s.post('/api/capture/screenshot', { session_id: `plex-s${i}` });
	const what = JSON.stringify(TITLES[i].slice(0, 40));
	if (!ok(a.status === 200, `a screenshot of ${what}`, a.text))
		continue;
	shots.push(a.json);
	const f = await raw(s, `GET /api/captures/${a.json.id}/file HTTP/1.0\r\n` +
		'Host: localhost\r\n\r\n');
	const disposition = f.head.split('\r\n').filter((line) =>
		/^content-disposition:/i.test(line));
	ok(f.status === 200 && !/^(X-Evil|Set-Cookie)/im.test(f.head) &&
		disposition.length === 1, '  no header of its own', f.head);
	const m = /^Content-Disposition: attachment; filename="([^"\\\x00-\x1f\x7f-\xff]+\.jpg)"; filename\*=UTF-8''([A-Za-z0-9%._~-]+\.jpg)$/i
		.exec(disposition[0] ?? '');
	if (!ok(m, '  one name, well quoted', disposition[0]))
		continue;
	const name = decodeURIComponent(m[2]);
	ok(!/[\/\\:*?"<>|\x00-\x1f\x7f]|^[. ]|\p{Cc}/u.test(name),
		'  that a file system takes', name);
	ok(!/[\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/.test(name),
		'  and that reads as what it is', JSON.stringify(name));
	ok(Buffer.byteLength(name) <= 255, '  and is not too long');
}
for (const query of ['%0d%0aX-Evil:%201', 'a%0aSet-Cookie:%20b', '">%3Cscript%3E',
	'%00', 'é', '"', "'", '*', '(', 'NEAR/2', 'a AND', '-', ':', '^', '{x}:y']) {
	const a = await raw(s, `GET /api/captures?limit=1&q=${encodeURI(query)} ` +
		'HTTP/1.0\r\nHost: localhost\r\n\r\n');
	ok([200, 422].includes(a.status) && !/^(X-Evil|Set-Cookie)/im.test(a.head),
		`a search for ${query}`, a.head);
}
for (const path of ['/api/sessions', '/api/captures?limit=200',
	'/api/captures?q=script', '/api/captures/%3Cscript%3E',
	'/api/sessions/%3Cscript%3Ealert(1)%3C%2Fscript%3E/streams',
	'/api/proxy/plex?path=%3Cscript%3E', '/api/%3Cscript%3E']) {
	const a = await s.get(path);
	like(a.headers['content-type'], /^application\/json/, `${path} is JSON`);
	is(a.headers['x-content-type-options'], 'nosniff', '  and nothing else');
}
for (const path of ['/%3Cscript%3Ealert(1)%3C/script%3E', '/gallery?q=<script>',
	'/captures/%3Cscript%3E', '/assets/%3Cscript%3E'])
	ok(!/<script>/.test((await s.get(path)).text), `${path} is not put into a page`);

// File names: read, and read as names.
for (const name of NAMES)
	linkSync(where(FILM), join(dir, name));
plex.sessions = [];
NAMES.forEach((name, i) => plex.play({ key: `n${i}`, file: join(dir, name),
	state: 'paused', offset: 2000, duration: 6000 }));
await until(async () => (await s.sessions()).filter((v) =>
	/^plex-sn/.test(v.session_id)).length === NAMES.length, 'the files');
for (let i = 0; i < NAMES.length; i++) {
	const what = JSON.stringify(NAMES[i]);
	const a = await s.post('/api/capture/screenshot', { session_id: `plex-sn${i}` });
	is(a.status, 200, `a screenshot of ${what}${a.json?.detail ?? ''}`);
	if (i % 3)
		continue;
	const c = await s.post('/api/capture/clip', { session_id: `plex-sn${i}`,
		start_seconds: 1, end_seconds: 2 });
	const clip = await s.settled(c.json.id);
	ok(clip.status === 'complete' && await playable(join(s.captures, clip.file_name)),
		'  and a clip', clip.error_message);
}
ok(!existsSync(touched), 'no shell has read any of it');
is(readdirSync(dir).filter((name) => !NAMES.includes(name)).sort(),
	['data', 'run'], 'and nothing was written beside the films');
for (const name of NAMES)
	rmSync(join(dir, name));
await s.stop();
const odd = s.log().split('\n').filter((line) => line &&
	!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (error|warn|info|debug) \w+ event=/
		.test(line) && !/^MediaSnap is ready|^\d{4}\/\d\d\/\d\d .*\[\w+\]/.test(line));
is(odd, [], 'a line of the log is an event of ours');
ok(!/[\x00-\x08\x0b-\x1f]/.test(s.log()), 'without control characters');
await done();
