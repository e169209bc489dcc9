#!/usr/bin/env node
// The disk is full, the capture folder is not mounted, others' files lie in it.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync,
	utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gone, jobDaemon, playable, scene, swept, verbs, whole, workdirs }
	from '../lib/scene.mjs';
import { sqlite, stack } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, skipAll, tmpdir, until } from
	'../lib/tap.mjs';

const dir = tmpdir();
const data = join(dir, 'data');
const captures = join(dir, 'shots');
mkdirSync(data);
mkdirSync(captures);
const mount = (path, size) => spawnSync('mount', ['-t', 'tmpfs', '-o',
	`size=${size}`, 'mediasnap-t', path], { encoding: 'utf8' });
const unmount = (path) => spawnSync('umount', ['-l', path]);
const first = mount(data, '24m');
if (first.status !== 0)
	await skipAll(`a small file system cannot be mounted: ${first.stderr}`);
mount(captures, '24m');
cleanup(() => { unmount(data); unmount(captures); });

let { s, plex, shot, clip } = await scene({ dir, env: { CAPTURE_DIR: captures } });
const foreign = ['holiday.jpg', '11111111-2222-4333-8444-555555555555.jpg',
	'.hidden', 'empty'];
for (const name of foreign)
	writeFileSync(join(captures, name), name);
mkdirSync(join(captures, 'folder'));
writeFileSync(join(captures, 'folder', 'x.jpg'), 'x');
const kept = foreign.filter((name) => !name.startsWith('.')).concat('folder');
const mine = (await shot()).json;

// Fills a file system but for so many KiB.
const fill = (path, left) => {
	const free = () => Number(execFileSync('df', ['--output=avail', '-k', path],
		{ encoding: 'utf8' }).split('\n')[1]);
	const size = free() - left;
	spawnSync('dd', ['if=/dev/zero', `of=${join(path, 'ballast')}`, 'bs=1024',
		`count=${Math.max(0, size)}`]);
	return free();
};
const empty = (path) => rmSync(join(path, 'ballast'), { force: true });
const sound = () => is(sqlite(s.dbPath, 'PRAGMA integrity_check'), 'ok',
	'  the database is whole');

// Less than MIN_FREE_MB: said before any work begins.
fill(captures, 600);
for (const [what, ask] of [['screenshot', shot], ['clip', clip]]) {
	const a = await ask();
	is([a.status, a.headers['retry-after']], [503, '5'], `a full disk: no ${what}`);
	like(a.json?.detail ?? '', /less than 1 MB free/, '  and why');
}
let health = (await s.get('/api/health')).json;
is([health.status, health.capture_dir.ok], ['degraded', false], 'health says so');
is((await s.get(mine.file_url)).status, 200, 'what is there is served');
is((await s.delete(`/api/captures/${mine.id}`)).status, 200, 'and can be deleted');
empty(captures);
is((await shot()).status, 200, 'with room it works again');

// It fills up while FFmpeg writes.
await s.stop();
s = await stack({ dir, env: { ...s.env, MIN_FREE_MB: '0' } });
({ shot, clip } = verbs(s));
const busy = join(dir, 'busy.mkv');
execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i',
	'mandelbrot=s=640x360:r=5:start_scale=0.1', '-t', '2', '-c:v', 'libx264',
	'-preset', 'ultrafast', busy]);
plex.play({ key: '43', file: busy, state: 'paused', offset: 1000,
	duration: 2000 });
await until(async () => (await s.sessions()).length === 2, 'a busy picture');
const full = (format) => shot({ session_id: 'plex-s43', format });
const sizes = {};
for (const format of ['png', 'jpg', 'webp'])
	sizes[format] = (await full(format)).json.file_size_bytes;
for (const [format, size] of Object.entries(sizes))
	for (const left of [0, Math.floor(size / 8192) * 4]) {
		fill(captures, left);
		const a = await full(format);
		is([a.status, a.json?.detail], [503, 'the disk is full'],
			`full after ${left} of the ${size >> 10} KiB of a ${format}`);
		is(workdirs(s), [], '  nothing is left of it');
		empty(captures);
	}
fill(captures, 8);
const half = await clip({ precise: true, end_seconds: 5 });
const failed = half.status === 200 ? await s.settled(half.json.id) : null;
ok(half.status === 503 || /disk is full|No space/.test(failed.error_message),
	'full in the middle of a clip', half.json?.detail ?? failed?.error_message);
sound();
empty(captures);
is((await shot()).status, 200, 'with room it works again');
if (failed) {
	is((await s.post(`/api/captures/${failed.id}/retry`)).status, 200, 'retry');
	is((await s.settled(failed.id)).status, 'complete', 'makes it');
}

// No room for the database.
fill(data, 0);
const states = [];
for (let n = 0; n < 60 && states.at(-1) !== 503; n++)
	states.push((await shot()).status);
is(states.at(-1), 503, `no room for the database (after ${states.length - 1})`);
is((await s.get('/api/captures')).status, 200, '  the gallery is read');
empty(data);
sound();
await until(async () => (await shot()).status === 200, 'it to work again');
ok(true, '  with room it works again');
await swept(s);
is(await whole(s, kept), [], '  all is whole');

// The folder is not mounted: nothing is taken, settled or forgotten.
const rows = s.sql('SELECT count(*), sum(status = "complete") FROM captures');
const names = readdirSync(captures).sort();
const last = (await s.get('/api/captures?limit=1')).json[0];
execFileSync('mount', ['--bind', captures, mkdtemp('aside')]);
function mkdtemp(name) {
	const path = join(dir, name);
	mkdirSync(path);
	cleanup(() => unmount(path));
	return path;
}
unmount(captures);
for (const [what, ask] of [['screenshot', shot], ['clip', clip]]) {
	const a = await ask();
	is(a.status, 503, `not mounted: no ${what}`);
	like(a.json?.detail ?? '', /not mounted: its marker file/, '  and what to do');
}
health = (await s.get('/api/health')).json;
is([health.status, health.capture_dir.ok], ['degraded', false], 'health says so');
const told = (await s.get(`/api/captures/${last.id}`)).json;
is([told.status, told.error_message], ['complete',
	'the file is missing from the capture folder'], 'a row says what is missing');
is((await s.get(`/api/captures/${last.id}/file`)).status, 404, 'no file');
is((await s.delete(`/api/captures/${last.id}`)).status, 503,
	'nothing is deleted while its file cannot be');
const daemon = await jobDaemon(s);
process.kill(daemon, 'SIGKILL');
await gone(daemon);
await s.stop();
s = await stack({ dir, env: s.env });
({ shot } = verbs(s));
is((await shot()).status, 503, 'nor is it after a start');
is(readdirSync(captures), [], 'nothing is written to the empty place');
is(s.sql('SELECT count(*), sum(status = "complete") FROM captures'), rows,
	'no row was touched');
execFileSync('mount', ['--bind', join(dir, 'aside'), captures]);
is(readdirSync(captures).sort(), names, 'mounted again, all is there');
is((await shot()).status, 200, 'and it works');
is((await s.get(`/api/captures/${last.id}/file`)).status, 200, 'the file too');

// A folder that is really new is told so by its owner, not guessed.
const other = join(dir, 'other');
mkdirSync(other);
await s.stop();
s = await stack({ dir, env: { ...s.env, CAPTURE_DIR: other } });
({ shot } = verbs(s));
is((await shot()).status, 503, 'another folder without a marker is not taken');
writeFileSync(join(other, '.mediasnap'), '');
is((await shot()).status, 200, 'with one it is');
await s.stop();

// A database that is gone, and foreign things where we work: nothing is
// deleted but our own temporary files.
s = await stack({ dir, env: { ...s.env, CAPTURE_DIR: captures } });
const before = readdirSync(captures).filter((name) => !name.startsWith('.'));
await s.stop();
const alien = join(captures, '.work', 'alien');
mkdirSync(alien);
writeFileSync(join(alien, 'film.mkv'), 'x');
const old = join(captures, '.work', '22222222-2222-4333-8444-555555555555');
mkdirSync(old);
writeFileSync(join(old, 'out.jpg'), 'half');
mkdirSync(join(old, 'fonts'));
writeFileSync(join(old, 'fonts', '0.ttf'), 'half');
symlinkSync(captures, join(captures, '.work',
	'33333333-2222-4333-8444-555555555555'));
utimesSync(old, 1e9, 1e9);
for (const end of ['', '-wal', '-shm'])
	rmSync(s.dbPath + end, { force: true });
s = await stack({ dir, env: s.env });
await until(() => !existsSync(old), 'our own leavings to be swept', 30000);
await until(() => /files that the gallery does not know; they are left alone/
	.test(s.log()), 'the others to be reported');
is(readdirSync(captures).filter((name) => !name.startsWith('.')).sort(),
	before.sort(), 'without its database no file is deleted');
ok(existsSync(join(alien, 'film.mkv')), 'nor what is not ours where we work');
is(foreign.map((name) => readFileSync(join(captures, name), 'utf8')), foreign,
	'foreign files are as they were');
ok(await playable(join(captures, last.file_name)), 'captures too');
is(await s.stop(), 0, 'stops with exit 0');
await done();
