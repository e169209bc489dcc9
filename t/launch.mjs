#!/usr/bin/env node
// The launcher: starts, refuses with one line, stops, leaves nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync }
	from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ready, where } from './lib/films.mjs';
import { fakePlex } from './lib/plex.mjs';
import { builddir, cleanEnv, descendants, freePort, request, sqlite, stack,
	start } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const program = join(builddir, 'mediasnap');
const plex = await fakePlex();
const PLEX = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' };
const alive = (pid) => {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`,
			'utf8'));
	} catch {
		return false;
	}
};

await ready('h264-aac.mkv');
plex.play({ key: '42', file: where('h264-aac.mkv'), state: 'paused',
	offset: 3000, duration: 12000 });

async function refuses(name, env, words) {
	const dir = tmpdir();
	const port = await freePort();
	const r = spawnSync(program, [], { encoding: 'utf8', timeout: 20000,
		cwd: dir, env: cleanEnv({ DATA_DIR: join(dir, 'data'), ...PLEX,
			RUN_DIR: join(dir, 'run'), PORT: String(port), ...env(dir) }) });
	is(r.status, 1, `${name}: exit 1`);
	like(r.stderr, words, `  ${r.stderr.trim().split('\n').at(-1)}`);
	is(r.stderr.trim().split('\n').length, 1, '  in one line');
}

// A worker that starts when its launcher is dead already: nobody would end it.
async function late() {
	const server = createServer().listen(join(tmpdir(), 'socket'));
	await new Promise((go) => server.once('listening', go));
	const dead = spawnSync('true').pid;
	const worker = (pid) => spawnSync(join(builddir, 'mediasnap-api'), [], {
		stdio: [server._handle, 'ignore', 'pipe'], timeout: 2000,
		killSignal: 'SIGTERM', cwd: tmpdir(), env: cleanEnv({ ...PLEX,
			DATA_DIR: tmpdir(), MEDIASNAP_LAUNCHER_PID: String(pid) }) });
	is(worker(dead).signal, 'SIGKILL', 'a worker does not outlive its launcher');
	is(worker(process.pid).error?.code, 'ETIMEDOUT', '  and works while that does');
	server.close();
}

async function refusals() {
	const server = createServer().listen(0, '0.0.0.0');
	await new Promise((go) => server.once('listening', go));
	await refuses('a port in use',
		() => ({ PORT: String(server.address().port) }),
		/PORT: "\d+": is in use/);
	server.close();
	await refuses('a bad value', () => ({ SCREENSHOT_QUALITY: '99' }),
		/SCREENSHOT_QUALITY: "99": must be a whole number from 1 to 31/);
	await refuses('a missing tool', () => ({ FFMPEG_PATH: '/nowhere/ffmpeg' }),
		/\/nowhere\/ffmpeg is missing: install ffmpeg, or set FFMPEG_PATH/);
	await refuses('an unusable folder', (dir) => {
		writeFileSync(join(dir, 'file'), '');
		return { CAPTURE_DIR: join(dir, 'file/captures') };
	}, /CAPTURE_DIR: ".*": cannot be created/);
	await refuses('a damaged database', (dir) => {
		mkdirSync(join(dir, 'data'));
		writeFileSync(join(dir, 'data/mediasnap.db'), 'x'.repeat(5000));
		return {};
	}, /mediasnap\.db is damaged or not a database; it was not changed/);
	await refuses('a newer database', (dir) => {
		mkdirSync(join(dir, 'data'));
		sqlite(join(dir, 'data/mediasnap.db'), 'PRAGMA user_version = 99');
		return {};
	}, /was written by a newer version/);
	await refuses('half of TLS', () => ({ TLS_CERT: '/c.pem' }), /TLS_KEY/);
	await refuses('half of Plex', () => ({ PLEX_TOKEN: '' }),
		/PLEX_TOKEN: "": must be set too: Plex needs both/);
	await refuses('half of Jellyfin', (dir) => {
		writeFileSync(join(dir, 'key'), '');
		return { JELLYFIN_URL: 'http://127.0.0.1:9',
			JELLYFIN_API_KEY_FILE: join(dir, 'key') };
	}, /JELLYFIN_API_KEY_FILE: ".*\/key": is empty: Jellyfin needs both/);
	await refuses('a bad name', () => ({ ALLOWED_HOSTS: 'a b;c' }),
		/ALLOWED_HOSTS: "b;c": must be/);
	for (const HOST of ['[', '::1]', '127.0.0.1:80', 'no.such.host.invalid',
		'192.0.2.1', '2001:db8::1'])
		await refuses(`HOST=${HOST}`, () => ({ HOST }),
			/HOST: ".*": must be an address of this machine/);
}

// Without brackets too; [::] is both families.  Where the machine has no IPv6,
// the line that says so.
async function hosts() {
	const server = createServer();
	const ipv6 = await new Promise((done) => server.once('error',
		() => done(false)).listen(0, '::1', () => server.close(() => done(true))));
	for (const [HOST, ...reached] of [['::1', '[::1]'], ['[::1]', '[::1]'],
		['::', '127.0.0.1', '[::1]'], ['[::]', '127.0.0.1', '[::1]'],
		['*', '127.0.0.1'], ['localhost', 'localhost']]) {
		if (!ipv6 && HOST.includes(':')) {
			await refuses(`HOST=${HOST}`, () => ({ HOST }), /^HOST: /m);
			continue;
		}
		const s = await stack({ env: { ...PLEX, HOST } });
		for (const name of reached)
			is((await request(`http://${name}:${s.port}`, '/api/health').catch(
				(error) => error)).status, 200, `HOST=${HOST}: ${name}`);
		is(spawnSync(program, ['healthcheck'], { cwd: s.dir, env: s.env })
			.status, 0, '  healthcheck');
		await s.stop();
	}
}

async function sideBySide() {
	const [a, b] = await Promise.all([stack({ env: PLEX }),
		stack({ env: PLEX })]);
	is([(await a.get('/api/health')).status, (await b.get('/api/health'))
		.status], [200, 200], 'two copies run side by side');
	const health = await until(async () => {
		const h = (await a.get('/api/health')).json;
		return h.sources.plex.ok && h;
	}, 'Plex to be asked');
	is([health.status, health.sources.jellyfin], ['ok', { enabled: false,
		ok: null, last_ok_at: null, failing_since: null, error: null,
		label: 'Jellyfin', accent: '#00a4dc' }],
		'a server that is not set up is off, neither well nor ill');
	const second = spawnSync(program, [], { encoding: 'utf8', cwd: b.dir,
		timeout: 20000, env: { ...b.env, PORT: String(await freePort()),
			DATA_DIR: tmpdir() } });
	is(second.status, 1, 'a second one on the same RUN_DIR does not start');
	like(second.stderr, /another MediaSnap uses it/, '  and says why');
	is((await b.get('/api/health')).status, 200, '  the first goes on');
	return [a, b];
}

// Ctrl-C in the middle of an encode: everything ends within 5 s.
async function stopsFast(s, signal) {
	await until(async () => (await s.sessions()).length, 'a session');
	const c = await s.post('/api/capture/clip', { session_id: 'plex-s42',
		start_seconds: 0, end_seconds: 11, precise: true });
	is(c.status, 200, 'a clip is under way');
	const tree = descendants(s.pid);
	ok(tree.length > 8, `${tree.length} processes run`);
	const begun = Date.now();
	is(await s.stop(signal), 0, `${signal}: exit 0`);
	ok(Date.now() - begun < 5000, `within 5 s: ${Date.now() - begun} ms`);
	is(tree.filter((p) => alive(p.pid)).map((p) => p.args), [],
		'no process is left');
	is(['quick.sock', 'slow.sock', 'jobs.sock', 'nginx.pid'].filter((f) =>
		existsSync(join(s.env.RUN_DIR, f))), [], 'no stale socket');
	const again = await stack({ dir: s.dir, env: { ...PLEX } });
	const settled = await again.settled(c.json.id);
	is(settled.status, 'complete', 'the clip is made at the next start');
	return again;
}

async function killedLauncher(s) {
	const tree = descendants(s.pid);
	s.process.child.kill('SIGKILL');
	await until(() => tree.every((p) => !alive(p.pid)),
		'all to end when the launcher is killed with -9', 15000);
	ok(true, 'kill -9 of the launcher leaves no process');
	const again = await stack({ dir: s.dir, env: { ...PLEX } });
	is((await again.get('/api/health')).status, 200, 'and it starts again');
	return again;
}

async function replaces(s) {
	for (const name of ['mediasnap-poller', 'mediasnap-jobs',
		'multiwatch', 'nginx: master']) {
		const victim = descendants(s.pid).find((p) => p.args.includes(name));
		process.kill(victim.pid, 'SIGKILL');
		await until(async () => {
			const now = descendants(s.pid).find((p) => p.args.includes(name));
			return now && now.pid !== victim.pid &&
				(await s.get('/api/health').catch(() => ({}))).status === 200;
		}, `${name} to be replaced`);
		ok(true, `${name}, killed, is started again`);
	}
}

async function dotenvAndFiles() {
	const dir = tmpdir();
	const port = await freePort();
	writeFileSync(join(dir, 'token'), 'plex-secret\n');
	writeFileSync(join(dir, '.env'), `PORT=${port}\nHOST=127.0.0.1\n` +
		`PLEX_URL=${plex.url}\nPLEX_TOKEN_FILE=${join(dir, 'token')}\n` +
		`DATA_DIR=${join(dir, 'd')}\nRUN_DIR=${join(dir, 'r')}\n`);
	const p = start([program], { cwd: dir, env: cleanEnv() });
	await until(() => /is ready: http:\/\/localhost:\d+/.test(p.output),
		'a start from .env');
	const check = spawnSync(program, ['healthcheck'], { cwd: dir,
		env: cleanEnv(), encoding: 'utf8' });
	is(check.status, 0, 'healthcheck: 0 when it answers');
	await p.stop();
	is(spawnSync(program, ['healthcheck'], { cwd: dir, env: cleanEnv() })
		.status, 1, 'healthcheck: 1 when it does not');
	like(execFileSync(program, ['version'], { encoding: 'utf8' }),
		/^mediasnap \d/, 'version');
}

// Containers that start together all bring the database up to date.
async function migrations() {
	const dir = tmpdir();
	const env = cleanEnv({ DATA_DIR: join(dir, 'd'), RUN_DIR: join(dir, 'r') });
	const all = Array.from({ length: 48 },
		() => start([program, 'migrate'], { cwd: dir, env }));
	is([...new Set(await Promise.all(all.map((p) => p.exited)))], [0],
		'48 migrations at once on an empty folder: all exit 0');
	is(sqlite(join(dir, 'd/mediasnap.db'), 'PRAGMA integrity_check'), 'ok',
		'  with one database, whole');
}

// As in compose: each part by itself, on a shared folder.
async function parts() {
	const dir = tmpdir();
	const port = await freePort();
	const env = cleanEnv({ ...PLEX, PORT: String(port), HOST: '127.0.0.1',
		DATA_DIR: join(dir, 'd'), RUN_DIR: join(dir, 'r'), MIN_FREE_MB: '1' });
	mkdirSync(join(dir, 'd'));
	const all = ['nginx', 'api', 'poller', 'jobs'].map((part) =>
		start([program, 'run', part], { cwd: dir, env }));
	await until(() => spawnSync(program, ['healthcheck'], { cwd: dir, env })
		.status === 0, 'four parts to become one service');
	ok(true, 'each part runs by itself');
	for (const p of all)
		is(await p.stop(), 0, '  and stops');
}

await refusals();
await hosts();
await late();
const [a, b] = await sideBySide();
await b.stop();
const again = await stopsFast(a, 'SIGINT');
const third = await killedLauncher(again);
await replaces(third);
await third.stop();
await migrations();
await dotenvAndFiles();
await parts();
await done();
