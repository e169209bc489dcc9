#!/usr/bin/env node
/*
 * The image on a real engine: built on each Debian, run as people run it.  Not
 * part of make check, for it builds images: make check-container.
 */
import { chmodSync, chownSync, mkdirSync, readFileSync, statSync, writeFileSync }
	from 'node:fs';
import { join } from 'node:path';
import { ask, build, compose, composed, container, engine, noEngine, ROOT }
	from './lib/engine.mjs';
import { folder as films, ready, where } from './lib/films.mjs';
import { script, unknown } from './lib/image_codecs.mjs';
import { fakePlex } from './lib/plex.mjs';
import { freePort, request, srcdir } from './lib/stack.mjs';
import { done, is, like, ok, skipAll, tmpdir, until } from './lib/tap.mjs';

const BASES = (process.env.BASES ?? 'debian:12-slim debian:13-slim')
	.split(' ');
const SIZE_MOST = 400e6;
const FILM = 'h264-aac.mkv';
const UP_MS = 60000;

if (!engine)
	await skipAll(`no container engine runs here (${noEngine})`);

const top = tmpdir();
chmodSync(top, 0o755);
await ready(FILM);
const plex = await fakePlex({ token: 'a-secret' });
plex.play({ key: '42', file: where(FILM), state: 'paused', offset: 3000,
	duration: 12000 });
const secret = join(top, 'token');
writeFileSync(secret, 'a-secret\n', { mode: 0o600 });

function folder(name, owner = 0) {
	const path = join(top, name);
	mkdirSync(path);
	chownSync(path, owner, owner);
	return path;
}

const environment = (all) => Object.entries(all).flatMap(([name, value]) =>
	['-e', `${name}=${value}`]);
const bind = (from, to, how) => ['-v', `${from}:${to}${how ? `:${how}` : ''}`];

// What each container has in common: a film, a media server, its token.
async function common(more = {}) {
	return { PORT: await freePort(), HOST: '127.0.0.1', PLEX_URL: plex.url,
		PLEX_TOKEN_FILE: '/run/secrets/plex_token', MIN_FREE_MB: 1, PUID: 99,
		PGID: 99, API_WORKERS: 1, SLOW_WORKERS: 2, ...more };
}

const mounts = () => [...bind(films, films, 'ro'),
	...bind(secret, '/run/secrets/plex_token', 'ro')];

async function healthy(port, base = '/') {
	return until(async () => {
		const r = await request(`http://127.0.0.1:${port}`,
			`${base}api/health`).catch(() => null);
		return r?.status === 200 && r.json.poller.ok && r.json.jobs.ok && r.json;
	}, 'MediaSnap to be well', UP_MS);
}

// A screenshot and a clip of what plays; the answers.
async function captures(port, base = '/') {
	const url = `http://127.0.0.1:${port}`;
	const sessions = await until(async () => {
		const r = await request(url, `${base}api/sessions`);
		return r.json?.length && r.json;
	}, 'a session', UP_MS);
	const post = (kind, body) => request(url, `${base}api/capture/${kind}`,
		{ method: 'POST', body: { session_id: sessions[0].session_id ??
			sessions[0].id, ...body } });
	const shot = await post('screenshot', { timestamp_seconds: 3 });
	const clip = await post('clip', { start_seconds: 1, end_seconds: 3 });
	const made = clip.json?.id && await until(async () => {
		const r = await request(url, `${base}api/captures/${clip.json.id}`);
		return r.json.status !== 'pending' && r.json;
	}, 'the clip', UP_MS);
	return { shot, clip: made };
}

function imageFacts(tag) {
	const bytes = Number(ask('image', 'inspect', '-f', '{{.Size}}', tag).out);
	ok(bytes > 1e8 && bytes <= SIZE_MOST,
		`${tag}: ${Math.round(bytes / 1e6)} MB, at most ${SIZE_MOST / 1e6}`);
	const run = ask('run', '--rm', '--network', 'none', '--entrypoint', 'sh',
		tag, '-c', `${script()}\nls /usr/lib/*/dri/*_drv_video.so`);
	like(run.out, /^\/usr\/lib\/\S+_drv_video\.so$/,
		`${tag}: FFmpeg knows every codec; there is a VA driver`);
}

async function captured(name, port, data, owner, base) {
	const { shot, clip } = await captures(port, base);
	is([shot.status, clip?.status], [200, 'complete'],
		`${name}: a screenshot and a clip`);
	const of = (path) => {
		const s = statSync(join(data, path));
		return [s.uid, (s.mode & 0o777).toString(8)];
	};
	is([of('.'), of('mediasnap.db')], [[owner, '755'], [owner, '600']],
		`${name}: all of it is its user's`);
	return shot.json;
}

// Killed from outside, as by the kernel: the launcher starts it again.
async function killed(name, box, port) {
	const find = () => Number(box.inside('sh', '-c', 'for p in /proc/[0-9]*; do '
		+ 'grep -qa mediasnap-poller $p/cmdline && echo ${p#/proc/}; done')
		.out.split('\n')[0]);
	const old = find();
	box.inside('sh', '-c', `kill -9 ${old}`);
	const fresh = await until(() => {
		const now = find();
		return now && now !== old && now;
	}, 'the poller to come back', UP_MS);
	ok(fresh, `${name}: a killed daemon comes back`);
	await healthy(port);
}

async function single(tag, data) {
	const env = await common();
	const box = container(tag, [...ROOT, ...environment(env), ...mounts(),
		...bind(data, '/data')]);
	await healthy(env.PORT);
	const shot = await captured(`${tag}, PUID 99`, env.PORT, data, 99);
	ok(!/\[crit\]/.test(box.log), `${tag}: nginx waited for the workers`,
		box.log);
	is(box.inside('mediasnap', 'healthcheck').code, 0,
		`${tag}: its health check`);
	await killed(tag, box, env.PORT);
	box.stop();
	is(await box.ended(), 0, `${tag}: it stops when told to`);
	return shot;
}

// An image over the data that another left, or else itself.
async function updated(tag, data, shot) {
	const env = await common({ BASE_PATH: '/snap/' });
	const box = container(tag, [...ROOT, ...environment(env), ...mounts(),
		...bind(data, '/data')]);
	await healthy(env.PORT, '/snap/');
	const r = await request(`http://127.0.0.1:${env.PORT}`,
		`/snap/api/captures/${shot.id}`);
	is(r.json?.status, 'complete', `${tag}: what another version made is there`);
	await captured(`${tag}, BASE_PATH`, env.PORT, data, 99, '/snap/');
	box.stop();
}

async function asUser(tag) {
	const data = folder(`user-${tag.split(':')[1]}`, 4711);
	const env = await common();
	const user = join(top, `token-${tag.split(':')[1]}`);
	writeFileSync(user, 'a-secret\n', { mode: 0o600 });
	chownSync(user, 4711, 4711);
	container(tag, ['--user', '4711:4711', ...environment(env),
		...bind(films, films, 'ro'), ...bind(data, '/data'),
		...bind(user, '/run/secrets/plex_token', 'ro')]);
	await healthy(env.PORT);
	await captured(`${tag}, --user`, env.PORT, data, 4711);
}

async function readOnly(tag, data) {
	const env = await common();
	const box = container(tag, [...ROOT, ...environment(env), ...mounts(),
		...bind(data, '/data', 'ro')]);
	is(await box.ended(), 1, `${tag}: a read-only data folder ends it`);
	like(box.log, /\/data is mounted read-only.*mount it writable/,
		'  in a line that says so');
	ok(!/chown/.test(box.log), '  and does not speak of chown');
}

async function services(tag) {
	const name = tag.split(':')[1];
	const data = folder(`services-${name}`), run = folder(`run-${name}`);
	const env = await common();
	chmodSync(run, 0o1777);
	const boxes = Object.fromEntries(['nginx', 'api', 'poller', 'jobs'].map(
		(part) => [part, container(tag, [...ROOT, '--restart', 'unless-stopped',
			...environment(env), ...mounts(), ...bind(data, '/data'),
			...bind(run, '/run/mediasnap')], ['mediasnap', 'run', part])]));
	await healthy(env.PORT);
	await captured(`${tag}, four services`, env.PORT, data, 99);
	ok(!/\[crit\]/.test(boxes.nginx.log),
		`${tag}: nginx waited for the api service`, boxes.nginx.log);
	const old = boxes.jobs.pid();
	process.kill(old, 'SIGKILL');
	await until(() => boxes.jobs.pid() && boxes.jobs.pid() !== old,
		'the service to come back', UP_MS);
	await healthy(env.PORT);
	ok(true, `${tag}: a killed service comes back`);
}

// compose.yaml as it is, but for the image: that one is built already.
async function byCompose(tag, what, services) {
	const name = `${tag}, Compose, ${what}`;
	if (!compose)
		return ok(true, `${name} # SKIP no Compose speaks to ${engine}`);
	const dir = folder(`compose-${what.replace(' ', '-')}-`
		+ tag.split(':')[1]);
	const port = await freePort();
	mkdirSync(join(dir, 'data'));
	mkdirSync(join(dir, 'media'));
	writeFileSync(join(dir, 'compose.yaml'), readFileSync(join(srcdir,
		'docker/compose.yaml'), 'utf8').replace(/image: mediasnap$/m,
		`image: ${tag}`));
	writeFileSync(join(dir, '.env'), Object.entries({ PORT: port,
		HOST: '127.0.0.1', MEDIA_DIR: './media', MIN_FREE_MB: 1, PUID: 99,
		PGID: 99, BASE_PATH: '/snap/', API_WORKERS: 1, SLOW_WORKERS: 2 })
		.map(([key, value]) => `${key}=${value}\n`).join(''));
	const up = composed(dir, ...services);
	if (!ok(up.code === 0, `${name}: it comes up`, `${up.out}\n${up.err}`))
		return null;
	ok(await healthy(port, '/snap/').catch(() => null), `${name}: it is well`,
		up.log);
	is(statSync(join(dir, 'data/mediasnap.db')).uid, 99,
		`${name}: its data lie in ./data, and are its user's`);
	return up.down();
}

is(unknown(), [], 'every codec that the product names is tried');
const tags = [];
for (const base of BASES) {
	const tag = `mediasnap-check:${base.replace(/\W/g, '-')}`;
	const built = build(tag, base);
	ok(built.code === 0, `${base}: it builds`,
		`${built.out}\n${built.err}`.slice(-3000));
	if (built.code === 0)
		tags.push(tag);
}
let shot;
const data = folder('data');
for (const tag of tags) {
	imageFacts(tag);
	if (shot)
		await updated(tag, data, shot);
	shot = await single(tag, shot ? folder(`data-${tag.split(':')[1]}`) : data);
	await asUser(tag);
	await readOnly(tag, data);
	await services(tag);
	await byCompose(tag, 'single', ['mediasnap']);
	await byCompose(tag, 'four services', []);
}
if (tags.length === 1)
	await updated(tags[0], data, shot);
await done();
