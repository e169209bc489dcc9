#!/usr/bin/env node
// RUN_DIR: in a folder for everyone it must be ours alone; when it is full,
// that is said of it, and everything that does not need it goes on.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync,
	symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { scene } from '../lib/scene.mjs';
import { builddir, cleanEnv } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

// Where every user can run it.
const bin = tmpdir();
const program = join(bin, 'mediasnap');
chmodSync(bin, 0o755);
copyFileSync(join(builddir, 'mediasnap'), program);
const isRoot = process.getuid() === 0;
const uid = isRoot ? 47110 : process.getuid();
const as = isRoot ? ['setpriv', '--reuid', `${uid}`, '--regid', `${uid}`,
	'--clear-groups', '--'] : [];

// A migration looks at the folders as a start does, and then ends.
function migrate(env, cwd) {
	const r = spawnSync([...as, program][0], [...as, program, 'migrate'].slice(1),
		{ encoding: 'utf8', cwd, timeout: 60000, env: cleanEnv(env) });
	return { code: r.status, said: r.stderr.trim() };
}

function owned(path, mode) {
	mkdirSync(path);
	chmodSync(path, mode);
	if (isRoot)
		chownSync(path, uid, uid);
	return path;
}

// What waits in the temporary folder under the name that we would use.
async function temporary() {
	const CASES = [
		['nothing', () => {}, null],
		['a folder of ours', (path) => owned(path, 0o755), null],
		['a link to a folder of ours', (path, own) => symlinkSync(own, path),
			/is a symbolic link or a file/],
		['a file', (path) => writeFileSync(path, ''),
			/is a symbolic link or a file/],
		['a folder that others may write', (path) => owned(path, 0o777),
			/may be written by others/],
		['one for a group', (path) => owned(path, 0o770),
			/may be written by others/],
	];
	if (isRoot)
		CASES.push(['a folder of another user', (path) => {
			mkdirSync(path);
			chmodSync(path, 0o777);
		}, /belongs to another user/]);
	for (const [what, prepare, refusal] of CASES) {
		const top = tmpdir();
		chmodSync(top, 0o755);
		const temp = join(top, 'tmp');
		mkdirSync(temp);
		chmodSync(temp, 0o1777);
		const own = owned(join(top, 'own'), 0o700);
		const path = join(temp, `mediasnap-${uid}`);
		prepare(path, own);
		for (const RUN_DIR of uid ? [undefined, `${path}/`] : [`${path}/`]) {
			const r = migrate({ TMPDIR: temp, DATA_DIR: own,
				...(RUN_DIR ? { RUN_DIR } : {}) }, own);
			is(r.code, refusal ? 1 : 0, `${what}${RUN_DIR ? ', by RUN_DIR' : ''}`);
			if (refusal) {
				like(r.said, refusal, `  ${r.said}`);
				is(r.said.split('\n').length, 1, '  in one line');
				continue;
			}
			is(statSync(path).mode & 0o777, 0o700, '  becomes ours alone');
		}
	}
}

// Who has set nothing, and may not write /data.
function noSettings() {
	if (!uid || existsSync('/data')) {
		ok(true, 'no settings # SKIP root, or /data is there');
		return;
	}
	const own = owned(join(tmpdir(), 'own'), 0o700);
	chmodSync(join(own, '..'), 0o755);
	const env = { XDG_RUNTIME_DIR: own, HOME: own,
		MEDIASNAP_SHARE_DIR: undefined };
	const r = migrate(env, own);
	is(r.code, 1, 'an ordinary user without settings');
	like(r.said, /^mediasnap: DATA_DIR: "\/data": cannot be created: Permission denied; .*: DATA_DIR="\$HOME\/mediasnap" mediasnap$/,
		`  is told what to type: ${r.said}`);
	const typed = /: (DATA_DIR=\S+ mediasnap)$/.exec(r.said)?.[1];
	const again = spawnSync([...as, 'sh'][0], [...as, 'sh', '-c',
		`${typed} migrate`].slice(1), { encoding: 'utf8', cwd: own,
		env: { ...cleanEnv(env), PATH: `${bin}:${process.env.PATH}` } });
	is([again.status, again.stderr], [0, ''], '  and that helps');
	ok(existsSync(join(own, 'mediasnap/mediasnap.db')), '  there');
}

const free = (path) => Number(execFileSync('df', ['--output=avail', '-k', path],
	{ encoding: 'utf8' }).split('\n')[1]);

async function full() {
	const dir = tmpdir();
	const run = join(dir, 'run');
	mkdirSync(run);
	const r = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'mediasnap-t',
		run], { encoding: 'utf8' });
	if (r.status !== 0) {
		ok(true, `a full RUN_DIR # SKIP no small file system: ${r.stderr.trim()}`);
		return;
	}
	cleanup(() => spawnSync('umount', ['-l', run]));
	const ballast = join(run, 'ballast');
	const fill = () => spawnSync('dd', ['if=/dev/zero', `of=${ballast}`,
		'bs=4096', `count=${free(run)}`]);

	fill();
	const late = spawnSync(program, ['run', 'nginx'], { encoding: 'utf8',
		cwd: dir, timeout: 60000, env: cleanEnv({ DATA_DIR: join(dir, 'other'),
			RUN_DIR: run, HOST: '127.0.0.1' }) });
	is(late.status, 1, 'full before the start');
	like(late.stderr, /^mediasnap: RUN_DIR: ".*\/run": is full; make room/m,
		`  ${late.stderr.trim()}`);
	rmSync(ballast);

	const { s, shot } = await scene({ dir, env: { RUN_DIR: run } });
	await until(async () => (await s.get('/api/health')).json.status === 'ok',
		'a good start');
	is((await s.get('/api/health')).json.run_dir, { ok: true, error: null },
		'room in RUN_DIR: health says so');
	fill();
	const health = (await s.get('/api/health')).json;
	is([health.status, health.run_dir.ok, health.capture_dir.ok],
		['degraded', false, true], 'full: degraded');
	like(health.run_dir.error, /^RUN_DIR: ".*\/run": is full; make room/,
		`  ${health.run_dir.error}`);
	const strip = await s.get('/api/sessions/plex-s42/frames?at=3&count=5');
	is([strip.status, /RUN_DIR/.test(strip.json?.detail)], [503, true],
		`  a filmstrip: ${strip.json?.detail}`);
	is((await shot()).status, 200, '  a screenshot is taken all the same');
	is((await s.get('/')).status, 200, '  and the app is there');
	rmSync(ballast);
	is((await s.get('/api/health')).json.status, 'ok', 'room again: ok');
	is((await s.get('/api/sessions/plex-s42/frames?at=3&count=5')).status, 200,
		'  and the filmstrip comes');
	await s.stop();
}

await temporary();
noSettings();
await full();
await done();
