#!/usr/bin/env node
// The credentials of the media servers stay where they belong: two canaries,
// looked for, raw and encoded, in everything that leaves the daemons.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { where } from '../lib/films.mjs';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { FILM, Gates, program, scene } from '../lib/scene.mjs';
import { builddir, descendants } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const PLEX = 'canaryP+7/%41="x y&';
const JELLYFIN = 'canaryJ+8/%42=\'z;,';
const forms = [PLEX, JELLYFIN].flatMap((v) => [v, encodeURIComponent(v),
	encodeURIComponent(encodeURIComponent(v)), encodeURI(v),
	JSON.stringify(v).slice(1, -1), v.replace(/\+/g, '%2B'),
	v.replace(/"/g, '&quot;').replace(/&/g, '&amp;'),
	Buffer.from(v).toString('base64').replace(/=+$/, ''),
	Buffer.from(v).toString('hex'), v.slice(0, 7), v.slice(2)]);
const holds = (bytes) => forms.find((form) => bytes.includes(form));
// Its beginning, in any form, is enough.
ok(holds(`x ${encodeURIComponent(PLEX)} y`) && !holds('x y'), 'they can be seen');

const dir = tmpdir();
const gates = new Gates(dir);
const film = where(FILM);
const plexFile = join(dir, 'plex.token');
writeFileSync(plexFile, `${PLEX}\n`);
const jellyfin = await fakeJellyfin({ key: JELLYFIN });
jellyfin.play({ id: 'bbbb', file: film, title: 'Heat' });
const { s, plex, shot, clip } = await scene({ dir, token: PLEX, sessions: 2,
	more: { thumb: `/library/metadata/42/thumb/1?X-Plex-Token=${
		encodeURIComponent(PLEX)}` },
	servers: { JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: JELLYFIN,
		PLEX_TOKEN: '', PLEX_TOKEN_FILE: plexFile },
	env: { LOG_LEVEL: 'debug', FFMPEG_PATH: gates.path,
		FFPROBE_PATH: program(join(dir, 'ffprobe'), `#!/bin/sh
env >>"${dir}/gates/environment"
echo "$@" >>"${dir}/gates/arguments"
exec ffprobe "$@"
`) } });

// A server that tells its own secret: a user's picture, headers, errors.
Object.assign(plex.sessions[0].User, { thumb: `https://plex.tv/x?token=${PLEX}` });
plex.sessions[0].Media.Part.key = `/library/parts/1/file.mkv?X-Plex-Token=${PLEX}`;

const said = [];
const bare = s.request;
const ask = async (path, options) => {
	const a = await bare(path, options);
	said.push([path, JSON.stringify(a.headers) + a.text]);
	return a;
};
const get = (path) => ask(path);
const picture = (n) => encodeURIComponent(`/library/metadata/${n}/thumb/1`);

// Whoever works now: what can be seen of it from outside.
function look(when) {
	const list = descendants(s.pid);
	const bad = list.filter(({ args }) => holds(args)).map(({ args }) => args);
	is(bad, [], `${when}: not in the process list`);
	const loose = list.filter(({ pid }) => {
		try {
			return !/NoNewPrivs:\t1/.test(readFileSync(`/proc/${pid}/status`,
				'utf8')) || !/Max core file size +0 /.test(
				readFileSync(`/proc/${pid}/limits`, 'utf8'));
		} catch {
			return false;
		}
	});
	is(loose, [], `${when}: no new privileges and no core files for anyone`);
	const others = list.filter(({ args }) =>
		/^nginx|ffmpeg|ffprobe|\bsh\b|sleep/.test(args) && !/mediasnap-(api|jobs|poller)/.test(args));
	const seen = others.filter(({ pid }) => {
		try {
			return holds(readFileSync(`/proc/${pid}/environ`, 'latin1'));
		} catch {
			return false;
		}
	});
	is(seen, [], `${when}: not in the environment of ${
		[...new Set(others.map(({ args }) => args.split(' ')[0]))].length} programs`);
	return others;
}

for (const path of ['/', '/api/health', '/api/sessions', '/api/sessions/recent',
	'/api/captures', '/api/nothing', `/api/proxy/plex?path=${picture(42)}`,
	'/api/proxy/jellyfin?path=%2FItems%2Fbbbb%2FImages%2FPrimary',
	'/api/proxy/plex?path=/x', '/api/sessions/plex-s42/streams',
	'/api/sessions/plex-s42/frames?at=1&count=2&step=1&width=100'])
	await get(path);
for (const { thumbnail_url: url } of await s.sessions())
	if (url)
		await get(url);
gates.shut('after');
const during = shot();
await gates.at('after');
ok(look('a screenshot').some(({ args }) => /gates\/ffmpeg/.test(args)),
	'while FFmpeg was there to be looked at');
gates.open('after');
const taken = (await during).json;
is(taken?.status, 'complete', 'a screenshot');
gates.shut('before');
const cut = (await clip()).json;
await gates.at('before');
look('a clip');
gates.open('before');
is((await s.settled(cut.id)).status, 'complete', 'a clip');
for (const c of [taken, cut])
	for (const path of [c.file_url, `/api/captures/${c.id}`,
		`/api/captures/${c.id}/file`])
		await get(path);
ok(!holds(readFileSync(join(dir, 'gates', 'environment'), 'utf8') +
	readFileSync(join(dir, 'gates', 'arguments'), 'utf8')), 'nor of ffprobe');

// Errors of every kind, with the secret in what the server says.
const tell = `<html>${PLEX} ${JELLYFIN}</html>`;
const failures = {
	401: () => plex.fail(401, { 'WWW-Authenticate': `x="${PLEX}"` }),
	302: () => plex.fail(302, { Location: `http://x.invalid/?X-Plex-Token=${
		encodeURIComponent(PLEX)}` }),
	500: () => plex.fail(500, { 'X-Error': PLEX }),
	HTML: () => plex.answer(tell),
	XML: () => plex.answer(`<MediaContainer><Video title="x" ratingKey="${
		encodeURIComponent(PLEX)}`, 'text/xml'),
};
let n = 50;
for (const act of Object.values(failures)) {
	act();
	jellyfin.fail(500, { 'X-Error': JELLYFIN });
	await until(() => s.sql("SELECT ok FROM sources WHERE name = 'plex'") === '0',
		'Plex to fail', 40000);
	await get('/api/health');
	await get(`/api/proxy/plex?path=${picture(++n)}`);
	await get(`/api/proxy/jellyfin?path=%2FItems%2F${++n}%2FImages%2FPrimary`);
}
await plex.close();
await get(`/api/proxy/plex?path=${picture(++n)}`);
await get('/api/health');
await get('/api/sessions');

const leaked = said.filter(([, text]) => holds(text)).map(([path]) => path);
is(leaked, [], `${said.length} answers hold neither`);
look('afterwards');

// Everything on the disk, while it runs and after.
const files = (root) => readdirSync(root, { withFileTypes: true }).flatMap((e) =>
	e.isDirectory() ? files(join(root, e.name)) :
	e.isFile() ? [join(root, e.name)] : []);
const on = () => files(dir).filter((path) => path !== plexFile &&
	holds(readFileSync(path, 'latin1')));
ok(files(dir).some((path) => /mediasnap\.db-wal$/.test(path)),
	'the write-ahead log is looked at too');
is(on(), [], 'no file holds either');
is(execFileSync('sqlite3', [s.dbPath, '.dump'], { encoding: 'latin1',
	maxBuffer: 1 << 28 }).split('\n').filter(holds), [], 'no row does');
is(await s.stop(), 0, 'it stops');
is(on(), [], 'nor after it has stopped');
is(s.log().split('\n').filter(holds), [], 'the log does not');

// A value that cannot be used is refused without being told.
for (const [env, words] of [
	[{ PLEX_TOKEN: `${PLEX}\nx` }, /^mediasnap: PLEX_TOKEN: this value: must be/],
	[{ JELLYFIN_API_KEY: '', JELLYFIN_API_KEY_FILE: join(dir, 'none') }, /^mediasnap: JELLYFIN_API_KEY_FILE: /],
	[{ PLEX_URL: `http://${PLEX.slice(0, 7)}:x@plex:32400` }, /PLEX_URL/],
]) {
	let text = '';
	try {
		execFileSync(join(builddir, 'mediasnap'), ['migrate'], { cwd: dir, stdio: 'pipe', encoding: 'utf8',
			env: { ...s.env, ...env } });
	} catch (error) {
		text = error.stderr;
	}
	like(text, words, `${Object.keys(env).at(-1)} is refused`);
	ok(!holds(text), '  without being told', text);
}
await done();
