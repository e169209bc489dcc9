#!/usr/bin/env node
// Media servers that hang, refuse, break and come back.
import { createServer } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanup, done, is, like, ok, tmpdir, until } from './lib/tap.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { Poller } from './lib/poller.mjs';

const dir = tmpdir();
const file = join(dir, 'film.mkv');
writeFileSync(file, 'x');
const plex = await fakePlex({ token: 'canary-plex' });
const jellyfin = await fakeJellyfin({ key: 'canary-jellyfin' });
plex.play({ key: '7', id: 'p', file });
const film = jellyfin.play({ id: 'f', session: 'j', file });
const poller = new Poller({ plex, jellyfin, dir,
	env: { POLL_INTERVAL_MS: '300' } }).migrate().start();
await poller.session('plex-p');
await poller.session('jf-j');

const failing = (name, pattern) => until(() => {
	const s = poller.source(name);
	return s && !s.ok && pattern.test(s.error) && s;
}, `${name} to fail with ${pattern}`);
const well = (name) => until(() => poller.source(name).ok, `${name} to be well`);

// One hangs: the other is asked as before, and its changes are seen.
plex.hang();
const held = plex.count('/status/sessions');
await until(() => plex.count('/status/sessions') > held, 'Plex to be asked');
const asked = jellyfin.count('/Sessions');
const since = Date.now();
await until(() => jellyfin.count('/Sessions') >= asked + 10, 'ten polls');
ok(Date.now() - since < 6000, 'Jellyfin is asked on while Plex hangs');
is(plex.count('/status/sessions'), held + 1, 'which still has the same question');
jellyfin.play({ id: 'g', session: 'k', file });
ok(await poller.session('jf-k'), 'a new session is seen meanwhile');
ok((await poller.session('plex-p')).ended_ms === 0, 'Plex keeps its sessions');
plex.ok();

// 5xx: back off, keep the sessions, come back.
plex.fail(503);
let source = await failing('plex', /error \(503\)/);
is(source.error, 'Plex answers with an error (503); it may be starting or busy',
	'503 is named');
ok(Math.abs(source.failing_ms - Date.now()) < 20000, 'and since when');
const start = plex.requests.length;
await until(() => plex.requests.length >= start + 3, 'three tries');
ok((await poller.session('plex-p')).ended_ms === 0, 'the session is kept');
plex.ok();
await well('plex');
is(poller.source('plex').error, null, 'then it is well again');

// A redirect would carry the token elsewhere.
let visits = 0;
const elsewhere = createServer((req, res) => { visits++; res.end(); });
await new Promise((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
cleanup(() => elsewhere.close());
plex.fail(302, { Location: `http://127.0.0.1:${elsewhere.address().port}/` });
await failing('plex', /^Plex answers with a redirect \(302\): set PLEX_URL/);
is(visits, 0, 'a redirect is not followed');

plex.answer('<html><body>Hello</body></html>');
ok(await failing('plex', /^What answers at PLEX_URL is not Plex: its answer/),
	'HTML is not Plex');
jellyfin.answer('{"not":"a list"}', 'application/json');
ok(await failing('jellyfin', /^What answers at JELLYFIN_URL is not Jellyfin/),
	'an object is no list of sessions');

// Nobody there; then somebody again.
const port = jellyfin.port;
await jellyfin.close();
ok(await failing('jellyfin', new RegExp(`^Jellyfin cannot be reached: nothing ` +
	`answers at 127.0.0.1:${port}. Is it running, and is JELLYFIN_URL right\\?$`)),
	'refused');
jellyfin.ok();
await jellyfin.listen(port);
ok(await well('jellyfin'), 'it is found again');

// A server that talks nonsense, or without end.
await plex.close();
let talk = (socket) => socket.end('SSH-2.0-OpenSSH\r\n');
const talker = createTcpServer((socket) => {
	socket.on('error', () => {});
	socket.once('data', () => talk(socket));
});
await new Promise((resolve) => talker.listen(plex.port, '127.0.0.1', resolve));
ok(await failing('plex', /does not speak http/), 'no HTTP');
talk = (socket) => {
	socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<M>');
	const chunk = Buffer.alloc(1 << 20, 'x');
	const more = () => {
		while (!socket.destroyed && socket.write(chunk))
			;
	};
	socket.on('drain', more);
	more();
};
ok(await failing('plex', /is too large/), 'a body without end');
await new Promise((resolve) => talker.close(resolve));
plex.ok();
await plex.listen(plex.port);
await until(() => poller.source('plex').ok, 'Plex to be back', 20000);
ok(poller.children().length === 2, 'nobody died of all that');

// Sessions are told, items are not: what was known of them holds over a
// restart, and what was not says why.
const known = await poller.session('plex-p');
for (const key of [7, 8])
	plex.extra[`/library/metadata/${key}`] = (req, res) => res.writeHead(503).end();
await poller.stop();
poller.start();
const again = plex.count('/status/sessions');
await until(() => plex.count('/status/sessions') > again + 2, 'some polls');
plex.play({ key: '8', id: 'q', file });
const silent = await poller.session('plex-q');
is(silent.media_error, 'Plex has not answered yet which file this is. It is ' +
	'asked again every 10 seconds.', 'an item without an answer');
const kept = await poller.session('plex-p');
is([kept.media_error, kept.parts, kept.tracks],
	[known.media_error, known.parts, known.tracks], 'the other is kept');
plex.extra = {};
ok(await poller.session('plex-q', (row) => !row.media_error && row.parts.length),
	'asked again, it is there');

// Of another version that plays, the file of the first is not its own.
jellyfin.extra['/Items'] = (req, res) => res.writeHead(503).end();
film.PlayState = { MediaSourceId: 'f2' };
const version = await poller.session('jf-j', (row) => row.media_error);
is([version.parts, version.media_error], [[], 'Jellyfin has not answered yet ' +
	'which file this is. It is asked again every 10 seconds.'],
	'another version without an answer is no file');
jellyfin.extra = {};

// Our secret is wrong: say so, and do not hammer.
plex.fail(401);
source = await failing('plex', /refused/);
is(source.error, 'Plex refused the token: set PLEX_TOKEN to the token of the ' +
	"server's owner (401)", '401 says what to set');
jellyfin.fail(403);
source = await failing('jellyfin', /refused/);
is(source.error, 'Jellyfin refused the key: set JELLYFIN_API_KEY to one of its ' +
	'Dashboard, API Keys (403)', '403 too');
const refused = plex.count('/status/sessions');
const beats = () => poller.sql("SELECT boot_ms FROM heartbeats")[0].boot_ms;
const beat = beats();
await until(() => beats() >= beat + 3000, 'three seconds');
is(plex.count('/status/sessions'), refused, 'it is not asked again soon');

await poller.stop();
ok(!/canary/.test(poller.log), 'no secret in the log');
ok(!readFileSync(poller.env.DB_PATH).includes('canary'), 'nor in the database');
ok(!/<html|OpenSSH|xxxx/.test(poller.log), 'and no body');
like(poller.log, /warn poller event="source failed" source=plex error="Plex refused/,
	'but what failed');

// What it cannot start with.
const failed = async (env) => {
	const p = new Poller({ plex, env }).start();
	const { code } = await p.ended;
	return `${code}: ${p.log.trim()}`;
};
like(await failed({ PATH_MAP: 'here' }),
	/^1: .*PATH_MAP: "here": must be from=to, both absolute, with ";" between pairs$/,
	'a path map that is none ends the start with one line');
like(await failed({}), /^1: .*event="cannot start" error="the database \S+ cannot be opened/,
	'so does a database that is not there');
await done();
