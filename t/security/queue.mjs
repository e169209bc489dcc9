#!/usr/bin/env node
// One client and the queue; connections that say nothing; thousands of
// refused requests and what they write.
import { connect } from 'node:net';
import { Gates, raw, scene } from '../lib/scene.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const gates = new Gates(dir);
gates.shut('before');
const { s } = await scene({ dir, env: { FFMPEG_PATH: gates.path, MAX_QUEUE: '8',
	CLIP_JOBS: '1', SLOW_WORKERS: '4', TRUSTED_PROXIES: '127.0.0.0/30, ::1' } });
const clip = (client, forwarded) => s.request('/api/capture/clip', { method: 'POST',
	body: { session_id: 'plex-s42', start_seconds: 1, end_seconds: 2, precise: true },
	localAddress: client, headers: forwarded ? { 'x-forwarded-for': forwarded } : {} });
const waiting = () => Number(s.sql(
	"SELECT count(*) FROM jobs WHERE kind = 'clip' AND claim IS NULL"));
const many = async (n, ...who) => {
	const all = [];
	for (let i = 0; i < n; i += 3)
		all.push(...await Promise.all(Array.from({ length: Math.min(3, n - i) },
			() => clip(...who))));
	return all;
};

// Whoever asks without end leaves room, however many ask at once.
is((await clip('127.0.0.9')).status, 200, 'a clip is at work');
await gates.at('before');
const first = await many(12, '127.0.0.10');
is(first.filter(({ status }) => status === 200).length, 6,
	'one client has six of eight places');
const refused = first.find(({ status }) => status !== 200);
is([refused.status, refused.headers['retry-after'] > 0], [429, true], '  429');
like(refused.json?.detail ?? '', /from this device/, `  ${refused.json?.detail}`);
is((await clip('127.0.0.11')).status, 200, 'another has one');
is((await clip('127.0.0.9', '10.9.9.9')).status, 200,
	'whom a proxy names that is not trusted is not believed');
is((await clip('127.0.0.11')).status, 503, 'then it is full');
is(waiting(), 8, 'and holds MAX_QUEUE');
s.sql("PRAGMA foreign_keys = ON; DELETE FROM captures WHERE status = 'pending'");
await until(() => waiting() === 0, 'the queue to be empty');
const others = await Promise.all(Array.from({ length: 20 }, (_, i) =>
	clip('127.0.0.1', `10.0.0.${i}`)));
ok(waiting() <= 8 && others.filter(({ status }) => status === 200).length <= 9,
	`twenty at once from twenty clients: ${waiting()} wait`);
gates.open('before');

// 2,200 connections that stop within their headers.
const sockets = [];
const open = () => new Promise((go) => {
	const socket = connect(s.port, '127.0.0.1');
	const end = { closed: false, since: Date.now() };
	socket.on('connect', () => { socket.write('GET / HTTP/1.1\r\nHost: loc'); go(end); });
	socket.on('error', () => go(end));
	socket.on('close', () => { end.closed = true; end.after = Date.now() - end.since; });
	sockets.push(socket);
});
const ends = [];
for (let i = 0; i < 2200; i += 200)
	ends.push(...await Promise.all(Array.from({ length: 200 }, open)));
ok(ends.filter(({ closed }) => !closed).length > 2000, 'over 2,000 stay open');
const since = Date.now();
is((await s.get('/api/captures')).status, 200,
	`the gallery is read meanwhile (${Date.now() - since} ms)`);
await until(() => ends.every(({ closed }) => closed), 'idle headers to end', 40000);
const after = Math.max(...ends.map((e) => e.after));
ok(after < 30000, `they are closed after ${after} ms`);
for (const socket of sockets)
	socket.destroy();

// 4,000 refused requests, with a Referer that would speak to a terminal.
const before = s.log().length;
const referer = 'http://x/\x1b[31m\x1b]0;evil\x07\x9b31m';
const bad = [
	() => raw(s, `GET /api/sessions/plex-s42/frames?count=0 HTTP/1.0\r\nHost: localhost\r\n` +
		`Referer: ${referer}\r\nX-Forwarded-For: 10.1.1.1\r\n\r\n`),
	() => raw(s, `GET /api/captures/${'x'.repeat(9000)} HTTP/1.0\r\nHost: localhost\r\n` +
		`Referer: ${referer}\r\n\r\n`),
	() => raw(s, `GET / HTTP/1.0\r\nHost: evil.com\r\nReferer: ${referer}\r\n\r\n`),
	() => raw(s, `PUT /api/capture/clip HTTP/1.0\r\nHost: localhost\r\nReferer: ` +
		`${referer}\r\n\r\n`),
	() => raw(s, `GET /captures/00000000-0000-4000-8000-000000000000.jpg HTTP/1.0\r\n` +
		`Host: localhost\r\nReferer: ${referer}\r\n\r\n`),
	() => raw(s, `GET /assets/none%1b[31m.js HTTP/1.0\r\nHost: localhost\r\n` +
		`Referer: ${referer}\r\n\r\n`),
];
for (let i = 0; i < 4000; i += 40)
	await Promise.all(Array.from({ length: 40 }, (_, k) => bad[(i + k) % bad.length]()));
const written = s.log().slice(before);
ok(written.length <= 100000, `4,000 refused requests: ${written.length} bytes of log`);
ok(!/[\x00-\x09\x0b-\x1f\x7f-\x9f]/.test(written), 'without a control character',
	JSON.stringify(written.slice(0, 400)));
like(written, /event=nginx says=/, 'nginx is heard');
is(await s.stop(), 0, 'stops with exit 0');
await done();
