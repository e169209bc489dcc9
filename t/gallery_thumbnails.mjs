#!/usr/bin/env node
// Small pictures of captures: made with them, or when one that has none is
// looked at, and gone with them.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ready, where } from './lib/films.mjs';
import { fakePlex } from './lib/plex.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const FILM = 'h264-aac.mkv';
await ready(FILM);
const plex = await fakePlex();
const ffmpeg = (...args) => execFileSync('ffmpeg', ['-v', 'error', '-nostdin',
	...args]);
const HDR = join(tmpdir(), 'hdr.mkv');
ffmpeg('-f', 'lavfi', '-i', 'color=0x909090:s=640x360:r=25:d=4,' +
	'format=yuv420p10le', '-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params',
	'log-level=error:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc',
	'-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace',
	'bt2020nc', HDR);
plex.play({ key: 'hdr', title: 'Bright', file: HDR, duration: 4000, offset: 1000,
	state: 'paused' });
plex.play({ title: 'Heat', file: where(FILM), duration: 15000, offset: 5000,
	state: 'paused' });
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	BASE_PATH: '/snap/' } });
const base = '/snap';
const get = (path) => s.get(path.startsWith(base) ? path : base + path);
const post = (path, body) => s.post(base + path, body);
const playing = (title) => until(async () => (await get('/api/sessions')).json
	?.find((one) => one.title.includes(title)), title);
const session = await playing('Heat');
const bright = await playing('Bright');

async function take(kind, wish, of = session) {
	const answer = await post(`/api/capture/${kind}`,
		{ session_id: of.session_id, ...wish });
	is(answer.status, 200, `${kind} ${JSON.stringify(wish)}`);
	return until(async () => {
		const c = (await get(`/api/captures/${answer.json.id}`)).json;
		return c.status === 'pending' ? null : c;
	}, 'the capture');
}

// The width and height in a JPEG's frame header (ITU T.81, B.2.2).
function size(bytes) {
	for (let at = 2; at < bytes.length; at += 2 + bytes.readUInt16BE(at + 2)) {
		const marker = bytes[at + 1];
		if (marker >= 0xc0 && marker <= 0xc2)
			return { width: bytes.readUInt16BE(at + 7),
				height: bytes.readUInt16BE(at + 5) };
	}
	return null;
}

const stored = (c) => join(s.captures, '.thumbnails', `${c.id}.jpg`);

async function seen(c, name) {
	ok(existsSync(stored(c)), `${name}: its thumbnail was made with it`);
	rmSync(stored(c));
	is(c.thumbnail_url, `${base}/captures/thumbnails/${c.id}.jpg`,
		`${name}: has the address of its thumbnail`);
	const answer = await get(c.thumbnail_url);
	is([answer.status, answer.headers['content-type']], [200, 'image/jpeg'],
		`${name}: one that is missing is made when it is looked at`);
	const { width, height } = size(answer.bytes);
	ok(width <= 400 && Math.abs(width / height - 16 / 9) < 0.05,
		`${name}: small, of the same shape`, `${width} x ${height}`);
	ok(answer.bytes.length < 30000, `${name}: and light`,
		`${answer.bytes.length} bytes`);
	like(answer.headers['cache-control'], /immutable/, `${name}: browsers keep it`);
	const again = await get(c.thumbnail_url);
	is([again.status, again.bytes.equals(answer.bytes)], [200, true],
		`${name}: and the same again`);
	is(again.bytes.equals(readFileSync(stored(c))), true, `${name}: from its file`);
}

const pictures = [];
for (const format of ['jpg', 'png', 'webp'])
	pictures.push(await take('screenshot', { timestamp_seconds: 4, format }));
for (const c of pictures)
	await seen(c, c.file_name.split('.').pop());
const clip = await take('clip', { start_seconds: 2, end_seconds: 4 });
await seen(clip, 'clip');
const gif = await take('clip', { start_seconds: 2, end_seconds: 3, format: 'gif' });
await seen(gif, 'gif');
const webp = await take('clip', { start_seconds: 2, end_seconds: 3, format: 'webp' });
await seen(webp, 'animated WebP');
const sound = await take('clip', { start_seconds: 2, end_seconds: 4, format: 'mp3' });
is(sound.thumbnail_url, null, 'sound has none');

// HDR that is kept is shown as its tone-mapped picture is.
async function grey(c) {
	await get(c.thumbnail_url);
	return ffmpeg('-i', stored(c), '-vf', 'scale=1:1:flags=area,format=gray',
		'-f', 'rawvideo', '-')[0];
}
const mapped = await grey(await take('screenshot', { format: 'jpg' }, bright));
for (const [kind, format] of [['screenshot', 'png'], ['screenshot', 'avif'],
	['clip', 'mp4']]) {
	const wish = kind === 'clip' ? { start_seconds: 0, end_seconds: 2 } : {};
	const c = await take(kind, { ...wish, format, tonemap: false }, bright);
	const made = await grey(c);
	rmSync(stored(c));
	const lazy = await grey(c);
	ok(Math.abs(made - mapped) < 8 && Math.abs(lazy - mapped) < 8,
		`HDR kept in ${format}: its thumbnail is tone-mapped`,
		`${made}, ${lazy} and ${mapped}`);
}

// Of eight at once some may be told to come again; nobody gets half of one.
rmSync(stored(clip));
const all = await Promise.all(Array.from({ length: 8 }, () => get(clip.thumbnail_url)));
const statuses = all.map((a) => a.status);
ok(statuses.includes(200) && statuses.every((x) => [200, 429, 503].includes(x)),
	'eight that ask at once get it, or are told to come again', statuses.join());
const good = all.filter((a) => a.status === 200);
is(new Set(good.map((a) => a.bytes.toString('base64'))).size, 1, 'and it is one');
for (const name of ['00000000-0000-4000-8000-000000000000.jpg', 'x.jpg',
	`${clip.id}.png`, `${clip.id}.jpg/x`, '']) {
	const { status } = await get(`/captures/thumbnails/${name}`);
	is(status, 404, `no other name: ${name || '(none)'}`);
}
rmSync(stored(gif));
symlinkSync(join(s.captures, clip.file_name), stored(gif));
ok((await get(gif.thumbnail_url)).status >= 400, 'no symbolic link is followed');
rmSync(stored(gif));

// Deleted with its capture, also when several go at once.
is((await s.request(`${base}/api/captures/${clip.id}`, { method: 'DELETE' })).status,
	200, 'a clip is deleted');
is([existsSync(stored(clip)), (await get(clip.thumbnail_url)).status], [false, 404],
	'and its thumbnail with it');
const ids = pictures.map((c) => c.id);
const gone = await post('/api/captures/delete', { ids: [...ids, clip.id, 'nobody'] });
is([gone.status, gone.json], [200, { deleted: ids }],
	'several are deleted at once; what was gone is left out');
is(pictures.flatMap((c) => [existsSync(stored(c)),
	existsSync(join(s.captures, c.file_name))]).some(Boolean), false,
'with their files and thumbnails');
for (const [body, status] of [[{}, 422], [{ ids: [] }, 422], [{ ids: [1] }, 422],
	[{ ids: 'x' }, 422], [{ ids: Array(201).fill('x') }, 422]])
	is((await post('/api/captures/delete', body)).status, status,
		`refused: ${JSON.stringify(body).slice(0, 40)}`);
await done();
