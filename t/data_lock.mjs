#!/usr/bin/env node
// One data folder, one MediaSnap: a second start is refused before it changes
// anything, parts of one stack share a folder, and no version changes the
// database under another.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, openSync, readFileSync, writeSync, closeSync }
	from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fakePlex } from './lib/plex.mjs';
import { builddir, cleanEnv, freePort, request, sqlite, srcdir, stack, start }
	from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const program = join(builddir, 'mediasnap');
const SLOT_BYTES = 128;
const plex = await fakePlex();
const PLEX = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' };

// In a place of its own, on the data of another.
const beside = async (s, env = {}) => ({ ...s.env, PORT: String(await freePort()),
	RUN_DIR: join(tmpdir(), 'run'), ...env });
async function refused(name, s, words, args = [], env = {}) {
	const r = spawnSync(program, args, { encoding: 'utf8', timeout: 20000,
		cwd: s.dir, env: await beside(s, env) });
	is(r.status, 1, `${name}: exit 1`);
	like(r.stderr, words, `  ${r.stderr.trim()}`);
	is(r.stderr.trim().split('\n').length, 1, '  in one line');
}
const version = (s) => sqlite(s.dbPath, 'PRAGMA user_version');

async function oneOnly() {
	const s = await stack({ env: PLEX });
	const holder = new RegExp(`^mediasnap: DB_PATH: ".*mediasnap\\.db": another ` +
		`MediaSnap uses it \\(nginx: process ${s.pid} on ${hostname()}\\); ` +
		'stop that one, or set another DATA_DIR');
	await refused('a second one on the same data', s, holder);
	await refused('one part of it', s, /\(jobs: process \d+ on /, ['run', 'jobs']);
	is((await s.get('/api/health')).status, 200, 'the first goes on');

	const file = openSync(`${s.dbPath}.lock`, 'r+');
	writeSync(file, Buffer.alloc(SLOT_BYTES, 0xff), 0, SLOT_BYTES, 0);
	closeSync(file);
	await refused('who it is cannot be read', s, /\(nginx: unknown process\)/);

	const now = version(s);
	for (const other of [Number(now) - 1, Number(now) + 1]) {
		s.sql(`PRAGMA user_version = ${other}`);
		await refused(`version ${other} under a running one`, s,
			/another version of MediaSnap uses it \(.*\); stop all of that one's parts/,
			['migrate']);
		is(version(s), String(other), '  which it leaves as it is');
		ok(!existsSync(`${s.dbPath}.bak-v${other}`), '  without a copy');
	}
	s.sql(`PRAGMA user_version = ${now}`);
	is(spawnSync(program, ['migrate'], { cwd: s.dir, env: await beside(s) })
		.status, 0, 'with nothing to change, "migrate" is no obstacle');
	return s;
}

// The kernel lets go of what it held.
async function killed(s) {
	s.process.child.kill('SIGKILL');
	await s.process.exited;
	like(readFileSync(`${s.dbPath}.lock`, 'latin1'), /process \d+ on/,
		'killed with -9, it leaves its words');
	const again = await stack({ dir: s.dir, env: { ...PLEX,
		RUN_DIR: join(tmpdir(), 'run') } });
	is((await again.get('/api/health')).status, 200, '  but no lock');
	is(await again.stop(), 0, '  and the next one ends well');
}

// As in compose: each part by itself, on one folder.
async function parts() {
	const dir = tmpdir();
	const env = cleanEnv({ ...PLEX, HOST: '127.0.0.1', MIN_FREE_MB: '1',
		PORT: String(await freePort()), DATA_DIR: join(dir, 'data'),
		RUN_DIR: join(dir, 'run') });
	const s = { dir, env, dbPath: join(dir, 'data/mediasnap.db') };
	const run = (part) => start([program, 'run', part], { cwd: dir, env });
	const all = Object.fromEntries(['nginx', 'api', 'poller', 'jobs'].map(
		(part) => [part, run(part)]));
	const well = () => request(`http://127.0.0.1:${env.PORT}`, '/api/health')
		.then((a) => a.status === 200 && a.json.status === 'ok', () => false);
	await until(well, 'four parts to become one service');
	ok(true, 'four parts share a folder');
	await refused('a fifth', s, new RegExp(`\\(poller: process ${all.poller.pid} on`),
		['run', 'poller']);
	await refused('all of it at once', s, /another MediaSnap uses it/);
	all.jobs.child.kill('SIGKILL');
	await all.jobs.exited;
	all.jobs = run('jobs');
	await until(well, 'the part that was killed to be back');
	ok(true, 'a part that was killed starts again beside the others');

	await all.jobs.stop();
	const now = Number(version(s));
	sqlite(s.dbPath, `PRAGMA user_version = ${now - 1}`);
	await refused('a newer part beside older ones', s,
		new RegExp('another version of MediaSnap uses it \\(nginx: process ' +
			`${all.nginx.pid} on`), ['run', 'jobs']);
	for (const part of ['nginx', 'api', 'poller'])
		is(await all[part].stop(), 0, `${part} ends`);
	sqlite(s.dbPath, `PRAGMA user_version = ${now}`);
}

// Where files cannot be locked, nothing starts.
async function noLocks() {
	const dir = tmpdir(), library = join(dir, 'no_locks.so');
	execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', library,
		join(srcdir, 't/faults/no_locks.c'), '-ldl']);
	const s = { dir, env: cleanEnv({ ...PLEX, DATA_DIR: join(dir, 'data') }) };
	await refused('a file system without locks', s,
		/files cannot be locked there \(No locks available\).*put DB_PATH on a disk/,
		[], { LD_PRELOAD: library, ASAN_OPTIONS:
			`${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0` });
	ok(!existsSync(join(dir, 'data/mediasnap.db')), '  and no database is made');
}

await killed(await oneOnly());
await parts();
await noLocks();
await done();
