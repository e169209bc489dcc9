#!/usr/bin/env node
// The demo's servers over real HTTP, and the films that they play.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { builddir, start as startProgram } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const program = join(builddir, 'mediasnap-demo');
const token = 'a "demo" token';
// Kept between runs: making the films is most of the work.
const films = join(builddir, 't/demo-films');

const start = (args, env = {}) => startProgram([program, ...args],
	{ env: { PATH: process.env.PATH, ...env } });

async function ready(run) {
	const line = () => /^ready plex=(\S+) jellyfin=(\S+)\n/m
		.exec(run.output);
	await until(() => line() || run.code !== null, 'ready', 200000);
	return line() ? { plex: line()[1], jellyfin: line()[2] } : null;
}

async function get(url, headers = {}, method = 'GET') {
	const r = await fetch(url, { headers, method });
	return { status: r.status, type: r.headers.get('content-type'),
		date: r.headers.get('date'),
		body: Buffer.from(await r.arrayBuffer()) };
}

// Every attribute of the first element of a name.
function element(xml, name) {
	const tag = new RegExp(`<${name} ([^>]*)>`).exec(xml)?.[1] ?? '';
	return Object.fromEntries([...tag.matchAll(/([\w]+)="([^"]*)"/g)]
		.map((m) => [m[1], m[2]]));
}

const run = start(['--dir', films, '--token', token]);
const at = await ready(run);
ok(at, 'says where it answers', run.output);
is(run.output.includes(token), false, 'the token is not in the log');

const plexKey = { 'X-Plex-Token': token };
const jellyfinKey = { Authorization: 'MediaBrowser Client="t", Device="t", '
	+ `Token="${encodeURIComponent(token)}", Version="1"` };

// Who may ask.
for (const [url, headers, status] of [
	[`${at.plex}/status/sessions`, {}, 401],
	[`${at.plex}/status/sessions`, { 'X-Plex-Token': 'no' }, 401],
	[`${at.plex}/library/metadata/101`, {}, 401],
	[`${at.plex}/nothing`, {}, 401],
	[`${at.plex}/nothing`, plexKey, 404],
	[`${at.plex}/library/metadata/102`, plexKey, 404],
	[`${at.plex}/library/metadata/101/art/1`, plexKey, 404],
	[`${at.plex}/photo/:/transcode?url=http://other/`, plexKey, 404],
	[`${at.plex}/photo/:/transcode`, plexKey, 404],
	[`${at.plex}/identity`, {}, 200],
	[`${at.jellyfin}/Sessions`, {}, 401],
	[`${at.jellyfin}/Sessions`, { 'X-Emby-Token': token }, 401],
	[`${at.jellyfin}/Sessions?api_key=${token}`, {}, 401],
	[`${at.jellyfin}/Items/..%2f..%2fetc/Images/Primary`, {}, 404],
	[`${at.jellyfin}/System/Info/Public`, {}, 200],
	[`${at.jellyfin}/GetUtcTime`, {}, 200],
]) {
	const r = await get(url, headers);
	is(r.status, status, `${status} for ${url.replace(/^.*:\d+/, '')}`);
}
is((await get(`${at.plex}/status/sessions`, plexKey, 'POST')).status, 405,
	'405 for a POST');
like((await get(`${at.plex}/status/sessions`)).type, /html/,
	'Plex refuses in HTML');

// Plex: a transcode row that names no file; the library item has it.
const sessions = (await get(`${at.plex}/status/sessions`, plexKey));
const xml = String(sessions.body);
const video = element(xml, 'Video');
const item = String((await get(`${at.plex}/library/metadata/${
	video.ratingKey}`, plexKey)).body);
like(sessions.type, /xml/, 'Plex answers XML');
ok(!/ file=/.test(xml) && /<TranscodeSession /.test(xml),
	'its session is transcoded and has no file', xml);
is([element(item, 'Media').id, element(item, 'Part').id],
	[element(xml, 'Media').id, element(xml, 'Part').id],
	'session and item join by Media and Part');
ok(existsSync(element(item, 'Part').file), 'the file is there', item);
ok(video.viewOffset % 10000 === 0, 'it reports every ten seconds');
is([video.type, video.grandparentTitle, video.parentIndex, video.index],
	['episode', 'Slow Light', '1', '3'], 'an episode');
const thumb = await get(`${at.plex}/photo/:/transcode?width=400&height=225`
	+ `&minSize=1&url=${encodeURIComponent(video.thumb)}`, plexKey);
is([thumb.status, thumb.type, thumb.body.readUInt16BE(0)],
	[200, 'image/jpeg', 0xffd8], 'its thumbnail is a JPEG');

// Jellyfin: the file is in the session; the position counts on by itself.
const answer = await get(`${at.jellyfin}/Sessions`, jellyfinKey);
const [row] = JSON.parse(answer.body);
const now = row.NowPlayingItem;
const silent = Date.parse(answer.date) - Date.parse(row.LastPlaybackCheckIn);
is([now.Type, row.PlayState.MediaSourceId], ['Movie', now.Id], 'a film');
ok(existsSync(now.Path), 'the file is there', now.Path);
ok(silent > -1100 && silent < 11000, 'it was heard of lately', silent);
const counted = Date.parse(row.LastActivityDate) -
	Date.parse(row.LastPlaybackCheckIn);
is([counted % 1000, row.PlayState.PositionTicks / 1e7 * 1000 % 1000], [0, 0],
	'its timer counts whole seconds');
const [listed] = JSON.parse((await get(
	`${at.jellyfin}/Items?ids=${now.Id}`, jellyfinKey)).body).Items;
is([listed.Id, listed.MediaSources[0].Path], [now.Id, now.Path],
	'the item has the same file');
const image = await get(
	`${at.jellyfin}/Items/${now.Id}/Images/Primary?maxWidth=400`);
is([image.status, image.type, image.body.readUInt16BE(0)],
	[200, 'image/jpeg', 0xffd8], 'its picture is a JPEG');
const ticks = async () => JSON.parse((await get(`${at.jellyfin}/Sessions`,
	jellyfinKey)).body)[0].PlayState;
if (!(await ticks()).IsPaused) {
	const before = (await ticks()).PositionTicks;
	const after = await until(async () => {
		const t = (await ticks()).PositionTicks;
		return t !== before && t;
	}, 'the next second');
	ok(after % 1e7 === 0, 'its position counts whole seconds');
}

// The films: decoded without a word, the clock right on every frame.
function hashes(file, crop) {
	const r = spawnSync('ffmpeg', ['-v', 'error', '-i', file, '-frames:v', '480',
		'-an', '-vf', `crop=${crop}`, '-f', 'framemd5', '-'],
	{ encoding: 'utf8' });
	return { err: r.stderr, md5: r.stdout.split('\n')
		.filter((l) => l && l[0] !== '#').map((l) => l.split(', ').pop()) };
}
const SAME = 0.5;	// of 255, in the mean

function grays(path, width, height, x, y) {
	const all = spawnSync('ffmpeg', ['-v', 'error', '-i', path, '-frames:v',
		'480', '-an', '-vf', `crop=${width}:${height}:${x}:${y},format=gray`,
		'-f', 'rawvideo', '-'], { maxBuffer: 1 << 26 }).stdout;
	return Array.from({ length: all.length / (width * height) }, (_, i) =>
		all.subarray(i * width * height, (i + 1) * width * height));
}

function apart(a, b) {
	return a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0)
		/ a.length;
}
const file = element(item, 'Part').file;
const picture = hashes(file, '1280:640:0:0');
is([picture.err, picture.md5.length], ['', 480], 'the film decodes');
ok(picture.md5.every((h, i) => i < 192 || h === picture.md5[i - 192]),
	'the picture repeats every eight seconds');
const clock = hashes(file, '210:64:950:656').md5;
// Among what moves, an encoder writes the same digits a little differently.
const frame = grays(file, 100, 64, 1176, 656);
if (existsSync('/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf')) {
	ok(clock.every((h, i) => h === clock[i - i % 24]),
		'the seconds stand still for a second');
	is(new Set(clock).size, 20, 'each second has its own');
	ok(frame.every((g, i) => apart(g, frame[i % 24]) < SAME),
		'the frame numbers repeat every second');
	ok(frame.slice(0, 24).every((g, i) => frame.slice(i + 1, 24)
		.every((other) => apart(g, other) > 2 * SAME)),
	'each frame has its own');
} else {
	ok(true, 'no time in the picture # SKIP none of Debian\'s fonts');
}
is(readdirSync(films).sort(), ['.lock', 'Movies', 'TV', 'posters'],
	'nothing else is left in the folder');

// A port in use; then a second copy on the same films, which makes nothing.
const port = new URL(at.plex).port;
const taken = start(['--dir', films, '--token', token, '--plex-port', port]);
await taken.exited;
is(taken.code, 1, 'a port in use ends it');
like(taken.output, new RegExp(`port ${port}.*[Aa]ddress`), 'and says so');
const again = start(['--dir', films, '--token', token]);
ok(await ready(again), 'a second copy runs beside it', again.output);
is(/making/.test(again.output), false, 'and keeps the films');

for (const one of [run, again]) {
	const asked = Date.now();
	is(await one.stop(), 0, 'SIGTERM ends it');
	ok(Date.now() - asked < 5000, 'at once');
}

// Ended while it makes a film: no FFmpeg stays, nothing looks finished.
const fresh = join(tmpdir(), 'films');
const cut = start(['--dir', fresh, '--token', token]);
const children = () => readdirSync('/proc').filter((d) => /^\d+$/.test(d))
	.filter((d) => {
		try {
			return readFileSync(`/proc/${d}/cmdline`, 'utf8')
				.includes(`${fresh}/`);
		} catch {
			return false;
		}
	});
await until(() => children().length, 'FFmpeg to begin');
is(await cut.stop(), 0, 'SIGTERM ends it while it makes films');
is(children(), [], 'and FFmpeg with it');
ok(!existsSync(join(fresh, 'TV')), 'no film has its name yet');

// What cannot work is said in one line.
for (const [args, env, code, line] of [
	[['--dir', fresh], {}, 2, /^usage: /],
	[['--dir', fresh, '--token', 't', '--plex-port', 'x'], {}, 2, /"x".*port/],
	[['--dir', fresh, '--token', 't'], { FFMPEG_PATH: '/bin/false' }, 1,
		/films cannot be made: .*false/],
	[['--dir', fresh, '--token', 't'], { FFMPEG_PATH: '/nowhere/ffmpeg' }, 1,
		/films cannot be made: .*nowhere/],
	[['--dir', '/proc/none', '--token', 't'], {}, 1, /\/proc\/none/],
]) {
	const bad = start(args, env);
	await bad.exited;
	is(bad.code, code, `exit ${code}: ${args.slice(2).join(' ')}`);
	like(bad.output.trim().split('\n').pop(), line, '  and why');
}
await done();
