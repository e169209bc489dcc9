#!/usr/bin/env node
// Media servers that are slow, endless, huge, of another hour, or not who they
// say: the other goes on, health says why, and it is found again.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { join } from 'node:path';
import { where } from '../lib/films.mjs';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { FILM, processes, scene, verbs } from '../lib/scene.mjs';
import { stack } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, until } from '../lib/tap.mjs';

const jellyfin = await fakeJellyfin();
jellyfin.play({ id: 'bbbb', file: where(FILM), title: 'Heat', duration: 600000,
	offset: 1000 });
let { s, plex, shot } = await scene({ sessions: 2, servers: {
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret' } });
const health = async () => (await s.get('/api/health')).json;
const failing = (name, words) => until(async () => {
	const source = (await health()).sources[name];
	return source.ok === false && words.test(source.error) && source;
}, `${name} to fail with ${words}`, 40000);
const other = async () => (await s.sessions()).find((v) => v.source === 'jellyfin');
const memory = () => Math.max(...processes(s, /mediasnap-poller/).map(({ pid }) =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`))[1])));

// Whoever listens at Plex's port, and what it does with a connection.
let talk;
const sockets = new Set();
const talker = createTcpServer((socket) => {
	sockets.add(socket);
	socket.on('error', () => {});
	socket.on('close', () => sockets.delete(socket));
	socket.once('data', () => talk(socket));
});
cleanup(() => { sockets.forEach((v) => v.destroy()); talker.close(); });
const drip = (socket, text, bytes, ms) => {
	let at = 0;
	const timer = setInterval(() => {
		socket.write(text.slice(at, at += bytes));
		if (at >= text.length)
			clearInterval(timer);
	}, ms);
	socket.on('close', () => clearInterval(timer));
};
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n';
const flood = (head, total) => (socket) => {
	const chunk = Buffer.alloc(1 << 18, 'x');
	let sent = 0;
	socket.write(head);
	const more = () => {
		while (!socket.destroyed && sent < total) {
			sent += chunk.length;
			if (!socket.write(chunk))
				return;
		}
	};
	socket.on('drain', more);
	more();
};
const ANY = /./;
const BAD = {
	'one byte a second': [(socket) => drip(socket, `${HEAD}Content-Length: 500` +
		`\r\n\r\n${'<MediaContainer/>'.padEnd(500)}`, 1, 1000), /in time/],
	'headers without end': [flood(`${HEAD}X-A: `, 1 << 27), ANY],
	'an answer of 100 MB': [flood(`${HEAD}Content-Length: ${100 << 20}\r\n\r\n`,
		100 << 20), /too large/],
	'an answer without end': [flood(`${HEAD}\r\n<MediaContainer>`, 1 << 30),
		/too large/],
	'half an answer': [(socket) => socket.end(`${HEAD}Content-Length: 900\r\n\r\n` +
		'<MediaContainer><Video '), ANY],
	'nothing at all': [(socket) => socket.end(), ANY],
};
await plex.close();
await new Promise((go) => talker.listen(plex.port, '127.0.0.1', go));
for (const [name, [how, words]] of Object.entries(BAD)) {
	talk = how;
	sockets.forEach((v) => v.destroy());
	const before = (await other()).position_seconds;
	const source = await failing('plex', words);
	ok(!/[<>]|xxx/.test(source.error) && source.error.length < 300,
		`Plex sends ${name}: ${source.error}`);
	const after = await other();
	ok(after && after.position_seconds >= before, '  Jellyfin goes on');
	const since = Date.now();
	is((await s.get('/api/sessions')).status, 200, '  sessions are told');
	ok(Date.now() - since < 2000, '  at once');
	/* Well again, so that the next one is met at once. */
	talk = (socket) => socket.end(`${HEAD}Connection: close\r\n\r\n` +
		'<MediaContainer/>');
	sockets.forEach((v) => v.destroy());
	await until(async () => (await health()).sources.plex.ok, 'Plex to be well',
		40000);
}
ok(process.env.ASAN_OPTIONS || memory() < 120000,
	`no poller grew over it: ${memory()} kB`);
sockets.forEach((v) => v.destroy());
await new Promise((go) => talker.close(go));
await plex.listen(plex.port);
await until(async () => (await health()).sources.plex.ok, 'Plex to be well', 40000);
is((await shot()).status, 200, 'it is found again');

// Its clock is an hour off, either way: a position is a position.
for (const hours of [1, -1]) {
	jellyfin.clockOffset = hours * 3600000;
	const polls = jellyfin.count('/Sessions');
	await until(() => jellyfin.count('/Sessions') > polls + 3, 'some polls');
	const v = await other();
	const truth = jellyfin.sessions[0]().PlayState.PositionTicks / 1e7;
	ok(v && Math.abs(v.position_seconds - truth) < 2.5 &&
		v.position_accuracy_seconds !== null,
		`a clock that is ${hours} h off: ${v?.position_seconds} of ${truth}`);
}
await s.stop();

// A certificate that nobody vouches for: not spoken to, token and all.
execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days',
	'1', '-subj', '/CN=localhost', '-keyout', join(s.dir, 'key.pem'), '-out',
	join(s.dir, 'cert.pem')], { stdio: 'pipe' });
let heard = 0;
const tls = createServer({ key: readFileSync(join(s.dir, 'key.pem')),
	cert: readFileSync(join(s.dir, 'cert.pem')) }, (req, res) => {
	heard++;
	res.end('<MediaContainer/>');
});
tls.on('tlsClientError', () => {});
await new Promise((go) => tls.listen(0, '127.0.0.1', go));
cleanup(() => { tls.closeAllConnections(); tls.close(); });
s = await stack({ dir: s.dir, env: { ...s.env,
	PLEX_URL: `https://localhost:${tls.address().port}` } });
({ shot } = verbs(s));
like((await failing('plex', /certificate/)).error, /cannot be verified/,
	'a certificate that does not verify is refused');
const picture = await s.get('/api/proxy/plex?path=' +
	encodeURIComponent('/library/metadata/77/thumb/1'));
is([picture.status, heard], [503, 0], 'for pictures too: it was told nothing');
ok(await until(other, 'Jellyfin'), 'Jellyfin goes on');
is(await s.stop(), 0, 'stops with exit 0');
await done();
