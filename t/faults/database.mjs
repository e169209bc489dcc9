#!/usr/bin/env node
// The database locked by another program, missing, read-only, damaged.
import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, mkdirSync, openSync, readFileSync,
	readdirSync, renameSync, rmSync, statSync, writeFileSync, writeSync } from
	'node:fs';
import { join } from 'node:path';
import { hold, scene, verbs, whole } from '../lib/scene.mjs';
import { builddir, sqlite, stack, start } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const data = join(dir, 'data');
mkdirSync(data);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m',
	'mediasnap-t', data]).status === 0;
cleanup(() => spawnSync('umount', ['-l', data]));
const captures = join(dir, 'captures');
let { s, shot, clip } = await scene({ dir, env: { CAPTURE_DIR: captures } });
const first = (await shot()).json;
const files = () => readdirSync(captures).filter((n) => !n.startsWith('.')).sort();
const works = async (name) => {
	await until(async () => (await shot()).status === 200, name, 30000);
	ok(true, name);
};

// Another program writes for ten seconds.
{
	const waiting = (await clip({ precise: true })).json;
	const lock = await hold(s);
	const since = Date.now();
	const asked = shot();
	const times = [];
	while (Date.now() - since < 10000) {
		const t = Date.now();
		const a = await s.get('/api/captures');
		const b = await s.get('/api/sessions');
		if (a.status !== 200 || b.status !== 200)
			times.push(Infinity);
		times.push(Date.now() - t);
		await new Promise((go) => setTimeout(go, 100));
	}
	ok(Math.max(...times) < 4000, `locked for 10 s: ${times.length} reads, the ` +
		`slowest took ${Math.max(...times)} ms`);
	const a = await asked;
	is([a.status, a.headers['retry-after']], [503, '5'],
		'  a screenshot is put off');
	like(a.json?.detail ?? '', /database is busy/, '  and why');
	await lock.close();
	const c = await s.settled(waiting.id);
	is([c.status, c.error_message], ['complete', null],
		'  a clip that was under way is made all the same');
	await works('  then all works again');
	await until(async () => (await s.get('/api/health')).json.status === 'ok',
		'health to be ok');
	is(await whole(s), [], '  all is whole');
}

// It goes away while we run, and comes back.
{
	const away = join(data, 'away.db');
	s.sql('PRAGMA wal_checkpoint(TRUNCATE)');
	const rows = Number(s.sql('SELECT count(*) FROM captures'));
	renameSync(s.dbPath, away);
	for (const path of ['/api/captures', '/api/sessions', '/api/health']) {
		const a = await until(async () => {
			const v = await s.get(path);
			return v.status === 503 && v;
		}, `${path} to notice`);
		like(a.json?.detail ?? '', /the database/, `it is gone: ${path} says so`);
	}
	is((await s.delete(`/api/captures/${first.id}`)).status, 503, '  no deletion');
	ok(!existsSync(s.dbPath), '  no empty one is put in its place');
	renameSync(away, s.dbPath);
	await works('  back again, all works');
	ok(Number(s.sql('SELECT count(*) FROM captures')) > rows, '  with its rows');
	is(files().length >= rows, true, '  and its files');
	await until(async () => (await s.get('/api/health')).json.status === 'ok',
		'the daemons to be back', 30000);
	ok(true, '  the daemons find it too');
}

// Damaged while we run: said, and left as it is.
{
	await until(async () => (await s.get('/api/health')).json.jobs.running === 0,
		'the queue to be empty');
	await s.stop();
	const good = join(dir, 'good.db');
	copyFileSync(s.dbPath, good);
	s = await stack({ dir, env: s.env });
	({ shot, clip } = verbs(s));
	await s.stop('SIGKILL');
	for (const [name, spoil] of Object.entries({
		'rubbish': (path) => writeFileSync(path, 'x'.repeat(9000)),
		'HTML': (path) => writeFileSync(path, '<html></html>'),
		'a header that lies': (path) => {
			const fd = openSync(path, 'r+');
			writeSync(fd, Buffer.alloc(80, 0xee), 0, 80, 16);
			closeSync(fd);
		},
	})) {
		for (const end of ['-wal', '-shm'])
			rmSync(s.dbPath + end, { force: true });
		copyFileSync(good, s.dbPath);
		spoil(s.dbPath);
		const before = readFileSync(s.dbPath);
		const p = start([join(builddir, 'mediasnap')], { env: s.env, cwd: dir });
		const ended = await until(() => p.code !== null || /is ready/.test(p.output),
			'it to refuse or start', 30000) && p.code !== null;
		ok(ended && p.code === 1, `${name}: it does not start`, p.output);
		if (!ended)
			await p.stop();
		like(p.output, /^mediasnap: the database .* (is damaged|was written by)/m,
			'  and says why');
		ok(readFileSync(s.dbPath).equals(before), '  and leaves it as it is');
	}
	// A page in the middle, found only when it is read.
	copyFileSync(good, s.dbPath);
	const size = Number(sqlite(s.dbPath, 'PRAGMA page_size'));
	const pages = statSync(s.dbPath).size / size;
	for (const end of ['-wal', '-shm'])
		rmSync(s.dbPath + end, { force: true });
	const fd = openSync(s.dbPath, 'r+');
	for (let page = 2; page < pages; page++)
		writeSync(fd, Buffer.alloc(size, 0xaa), 0, size, page * size);
	closeSync(fd);
	const p = start([join(builddir, 'mediasnap')], { env: s.env, cwd: dir });
	await until(() => p.code !== null || /damaged|malformed/.test(p.output),
		'somebody to notice', 30000);
	ok(true, 'damaged pages are noticed');
	if (p.code === null) {
		const a = await s.get('/api/captures').catch(() => ({ status: 503 }));
		is(a.status, 503, '  the gallery says so');
		await p.stop();
	} else {
		is(p.code, 1, '  it does not start');
	}
	for (const end of ['-wal', '-shm'])
		rmSync(s.dbPath + end, { force: true });
	copyFileSync(good, s.dbPath);
	s = await stack({ dir, env: s.env });
	({ shot, clip } = verbs(s));
	await works('with the copy put back all works');
	is(files().length >= 2, true, '  no capture was deleted meanwhile');
}

// A file system that has become read-only.
if (mounted) {
	const remount = (how) => spawnSync('mount', ['-o', `remount,${how}`, data])
		.status;
	const before = files();
	await s.stop();
	is(remount('ro'), 0, 'its file system becomes read-only');
	const p = start([join(builddir, 'mediasnap')], { env: s.env, cwd: dir });
	await until(() => p.code !== null || /is ready/.test(p.output),
		'it to refuse or start', 30000);
	is(p.code, 1, 'read-only: it does not start');
	like(p.output, /read-only|may write|cannot be/i, '  and says why');
	is(files(), before, '  no capture is touched');
	remount('rw');
	s = await stack({ dir, env: s.env });
	({ shot } = verbs(s));
	await works('  writable again, all works');
}
is(sqlite(s.dbPath, 'PRAGMA integrity_check'), 'ok', 'the database is whole');
is(await s.stop(), 0, 'stops with exit 0');
await done();
