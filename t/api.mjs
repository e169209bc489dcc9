#!/usr/bin/env node
// The main job, as a browser sees it: what plays, a screenshot, a clip.
import { copyFileSync, existsSync, readdirSync, readFileSync, renameSync }
	from 'node:fs';
import { join } from 'node:path';
import { ready, table, where } from './lib/films.mjs';
import { frames, picture, shown, streams } from './lib/frames.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const FILM = 'h264-aac.mkv';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const FIRST_MEMBERS = ['session_id', 'source', 'title', 'subtitle',
	'media_path', 'position_seconds', 'duration_seconds', 'thumbnail_url',
	'year'];

const SPOKEN = 'subs-external.mp4';	// with its .en.srt beside it
const STYLED = 'subs-ass.mkv';
await ready(FILM, 'h264-aac.mp4', SPOKEN, STYLED);
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
const times = await table(FILM);
const length = Math.round(times.at(-1).t * 1000);
const session = plex.play({ key: '42', file: where(FILM), show: 'Breaking Bad',
	season: 5, episode: 14, title: 'Ozymandias', year: 2013, state: 'paused',
	offset: 4100, duration: length });
const own = join(tmpdir(), 'own.mp4');	// which no other test sees go away
copyFileSync(where('h264-aac.mp4'), own);
jellyfin.play({ id: 'bbbb', file: own, title: 'Heat' });
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret' } });
const shot = (body) => s.post('/api/capture/screenshot', body);
const clip = (body) => s.post('/api/capture/clip', body);
const id = 'plex-s42';

async function sessions() {
	const list = await until(async () => {
		const v = await s.sessions();
		return v.length === 2 && v;
	}, 'two sessions');
	const one = list.find((v) => v.source === 'plex');
	const members = Object.fromEntries(FIRST_MEMBERS.map((m) => [m, one[m]]));
	is(members, { session_id: id, source: 'plex', title: 'Breaking Bad',
		subtitle: 'S05E14 — Ozymandias', media_path: where(FILM),
		position_seconds: 4.1, duration_seconds: length / 1000,
		thumbnail_url: '/api/proxy/plex?path=%2Fphoto%2F%3A%2Ftranscode' +
			'%3Fwidth%3D400%26height%3D225%26minSize%3D1%26url%3D' +
			'%252Flibrary%252Fmetadata%252F42%252Fthumb%252F1',
		year: null }, 'the members that older clients know');
	is([one.media_key, one.state, one.user, one.player, one.media_available,
		one.media_error], ['42', 'paused', 'ann', 'TV', true, null],
		'and the others');
	is(list.find((v) => v.source === 'jellyfin').session_id, 'jf-sbbbb',
		'Jellyfin beside it');
}

async function screenshots() {
	for (const [body, at] of [
		[{ }, 4.1],
		[{ offset_seconds: -2.05 }, 2.05],
		[{ timestamp_seconds: 3.333 }, 3.333],
		[{ timestamp_seconds: 0 }, 0],
		[{ timestamp_seconds: -5 }, 0],
		[{ offset_seconds: -100 }, 0],
		[{ timestamp_seconds: length / 1000 + 0.9 }, length / 1000],
	]) {
		const answer = await shot({ session_id: id, ...body });
		const c = answer.json;
		is(answer.status, 200, `screenshot ${JSON.stringify(body)}`);
		is((await picture(join(s.captures, c.file_name)))?.n,
			shown(times, at).n, '  shows the frame of that moment');
		is(c.timestamp_seconds, at, '  and says when it was');
	}
	const c = (await shot({ session_id: id, media_key: '42' })).json;
	like(c.id, UUID, 'a UUID');
	is({ ...c, id: 0, file_name: 0, file_url: 0, file_size_bytes: 0,
		created_at: 0 }, { id: 0, source: 'plex',
		media_title: 'Breaking Bad — S05E14 — Ozymandias',
		timestamp_seconds: 4.1, capture_type: 'screenshot', file_name: 0,
		file_url: 0, file_size_bytes: 0, duration_seconds: null,
		status: 'complete', error_message: null, created_at: 0, progress: 1,
		width: c.width, height: c.height, poster_url: null,
		thumbnail_url: `/captures/thumbnails/${c.id}.jpg`, note: null,
		starts_at_keyframe_seconds: null }, 'a capture, whole');
	is(c.file_size_bytes, readFileSync(join(s.captures, c.file_name)).length,
		'its size is the file\'s');
	is((await s.get(`/api/captures/${c.id}`)).json, c, 'one by its id');
	for (const format of ['png', 'webp', 'avif'])
		like((await shot({ session_id: id, format })).json.file_name,
			new RegExp(`\\.${format}$`), `as ${format}`);
}

// A capture is complete before the folder of its work is removed.
async function tidy() {
	ok(await until(() => !readdirSync(join(s.captures, '.work')).length,
		'the work folders to go'), 'no work is left over');
}

async function clips() {
	const from = times[24].t;
	const answer = await clip({ session_id: id, start_seconds: from,
		end_seconds: from + 2, precise: true });
	is([answer.status, answer.json.status, answer.json.file_size_bytes],
		[200, 'pending', 0], 'a clip is accepted at once');
	const c = await s.settled(answer.json.id);
	is([c.status, c.progress, c.error_message], ['complete', 1, null],
		'and made');
	const made = await frames(join(s.captures, c.file_name));
	is(made[0].n, times[24].n, 'precise: from the frame asked for');
	ok(Math.abs(c.duration_seconds - 2) <= 0.05,
		`as long as asked: ${c.duration_seconds}`);
	is((await streams(join(s.captures, c.file_name))).streams
		.map((v) => v.codec_name), ['h264', 'aac'], 'picture and sound');
	like(c.poster_url ?? '', /^\/captures\/[0-9a-f-]+\.jpg$/, 'a poster');
	is((await s.get(c.poster_url ?? '/x')).headers['content-type'],
		'image/jpeg', 'that is served');
	const fast = await s.settled((await clip({ session_id: id,
		relative_seconds: -3 })).json.id);
	is([fast.status, fast.timestamp_seconds], ['complete', 1.1],
		'the last three seconds');
	ok(fast.starts_at_keyframe_seconds !== null &&
		fast.starts_at_keyframe_seconds <= 1.1,
		`says on which keyframe: ${fast.starts_at_keyframe_seconds}`);
	await tidy();
}

const REFUSED = [
	['screenshot', '{', 400, /not valid JSON/],
	// JSON to the letter; t/json_strict.c has the whole table.
	...["{'session_id':'x'}", '{"session_id":"x",}', '{"session_id":"x"}}',
		'{"session_id":"x"/**/}', '{"offset_seconds":03}',
		'{"offset_seconds":3.}', '{"tonemap":True}', '{"offset_seconds":NaN}',
		'\ufeff{}', '{"session_id":"\\ud800"}',
		Buffer.from('{"session_id":"\xff"}', 'latin1')]
		.map((body) => ['screenshot', body, 400, /not valid JSON/]),
	...['{"session_id":"x","session_id":"x"}',
		'{"tonemap":true,"t\\u006fnemap":false}']
		.map((body) => ['clip', body, 400, /twice/]),
	['screenshot', 'null', 422, /object/],
	['screenshot', '[]', 422, /object/],
	['screenshot', {}, 422, /session_id/],
	['screenshot', { session_id: 'plex-nope' }, 404, /unknown/],
	['screenshot', { session_id: id, media_key: '7' }, 409, /something else/],
	['screenshot', { session_id: id, timestamp_seconds: 1e6 }, 422, /end/],
	['screenshot', { session_id: id, timestamp_seconds: '1' }, 422, /number/],
	['screenshot', '{"session_id":"x","offset_seconds":1e999}', 422, /number/],
	['screenshot', { session_id: id, format: 'bmp' }, 422, /jpg, png, webp or avif/],
	['screenshot', { session_id: id, later: 1 }, 422, /not a member/],
	['clip', { session_id: id }, 422, /start_seconds/],
	['clip', { session_id: id, relative_seconds: 0 }, 422, /below 0/],
	['clip', { session_id: id, start_seconds: 2, end_seconds: 2 }, 422, /after/],
	['clip', { session_id: id, start_seconds: 0, end_seconds: 1e5 }, 422, /end/],
	['clip', { session_id: id, relative_seconds: -1, start_seconds: 0,
		end_seconds: 1 }, 422, /together/],
	['clip', { session_id: id, relative_seconds: -2, audio_stream: 77 }, 422,
		/no audio stream 77/],
	['clip', { session_id: id, relative_seconds: -2, format: 'avi' }, 422,
		/mp4, webm/],
];

async function refusals() {
	for (const [kind, body, status, words] of REFUSED) {
		const a = await s.post(`/api/capture/${kind}`, body);
		is(a.status, status, `${kind} ${JSON.stringify(body)}: ${status}`);
		like(a.json?.detail ?? '', words, `  ${a.json?.detail}`);
	}
	is((await s.request('/api/capture/clip', { method: 'POST', body: 'x=1',
		headers: { 'content-type': 'text/plain' } })).status, 415, 'not JSON');
	const put = await s.request('/api/captures', { method: 'PUT' });
	is([put.status, put.headers.allow], [405, 'GET'], 'a wrong method');
	is((await s.get('/api/nothing')).status, 404, 'no such call');
	is((await s.post('/api/capture/clip', 'x'.repeat(70000))).status, 413,
		'too large a body');
}

async function deleting() {
	const c = (await shot({ session_id: id })).json;
	is((await s.delete(`/api/captures/${c.id}`)).json, { deleted: c.id },
		'delete');
	ok(!existsSync(join(s.captures, c.file_name)), 'the file is gone');
	is((await s.get(`/api/captures/${c.id}`)).status, 404, 'so is the row');
	is((await s.delete(`/api/captures/${c.id}`)).status, 404, 'once only');
}

// A clip of a file that goes away fails with a reason, and can be made again.
async function again() {
	const away = `${own}.away`;
	const start = { session_id: 'jf-sbbbb', start_seconds: 0, end_seconds: 1 };
	renameSync(own, away);
	let c;
	try {
		const a = await clip(start);
		c = a.json;
		ok([200, 422].includes(a.status), `asked: ${a.status}`);
		if (a.status === 422)
			like(c.detail, /own\.mp4/, `says which: ${c.detail}`);
	} finally {
		renameSync(away, own);
	}
	const good = await s.settled((await clip(start)).json.id);
	s.sql(`UPDATE captures SET status = 'failed', error_message = 'x'
		WHERE id = '${good.id}'`);
	const retry = await s.post(`/api/captures/${good.id}/retry`);
	is([retry.status, retry.json.status], [200, 'pending'], 'retry');
	is((await s.settled(good.id)).status, 'complete', 'is made again');
	is((await s.post(`/api/captures/${good.id}/retry`)).status, 409,
		'a complete one is not');
}

// A film whose viewer reads subtitles that are a file of their own.
async function spoken(key, file, stream = {}) {
	plex.play({ key, file: where(file), state: 'paused', title: `Film ${key}`,
		streams: [{ id: 906, streamType: 3, codec: 'srt', languageCode: 'eng',
			key: '/library/streams/906', selected: 1, ...stream }] });
	await until(async () => (await s.sessions()).some((one) =>
		one.session_id === `plex-s${key}`), 'a film with subtitles');
	return { session_id: `plex-s${key}`, timestamp_seconds: 3, format: 'png',
		subtitles: 'session' };
}

// Plex tells that an external file is shown, and never which.  It gives it;
// should it not, there may be one beside the film.
async function external() {
	const bytes = (a) => a.json.file_name &&
		readFileSync(join(s.captures, a.json.file_name)).toString('base64');
	const text = readFileSync(where(SPOKEN).replace('.mp4', '.en.srt'));
	const at = await spoken('77', SPOKEN);
	const plain = bytes(await shot({ ...at, subtitles: 'off' }));
	const beside = bytes(await shot(at));
	plex.subtitles[906] = text;
	const given = bytes(await shot(at));
	plex.subtitles[906] = String(text).replace(/MMMM.*MMMM/g, 'other words');
	const other = bytes(await shot(at));
	is([plain, beside, given, other].map((one) => one?.length > 0),
		Array(4).fill(true), 'subtitles from a file beside, and from Plex');
	ok(beside !== plain && other !== plain && other !== beside, 'are drawn');
	ok(given === beside, 'the same by the same text');
	const asked = plex.requests.filter((r) => /streams/.test(r.path));
	is([...new Set(asked.map((r) => [r.path, r.query,
		r.headers['x-plex-token']].join())), asked.length],
		['/library/streams/906,,plex-secret', 3], 'Plex is asked by its own path');
}

async function onPlexOnly() {
	const at = await spoken('78', 'h264-aac.mp4');
	const cases = [
		['nothing', 404, '', 422, /no longer/],
		['an error', 500, '', 502, /Plex.*500/],
		['a page', 200, '<html>?</html>', 422, /subtitles cannot be read/],
		['too much', 200, Buffer.alloc(11 << 20, 65), 502, /too large/],
	];
	for (const [what, gives, body, status, words] of cases) {
		plex.extra['/library/streams/906'] = (req, res) =>
			res.writeHead(gives).end(body);
		const a = await shot(at);
		is(a.status, status, `Plex gives ${what}: ${a.text}`);
		like(a.json.detail ?? '', words, '  in words');
	}
	plex.extra = {};
	plex.subtitles[906] = readFileSync(where(SPOKEN).replace('.mp4', '.en.srt'));
	const c = (await clip({ session_id: at.session_id, start_seconds: 3,
		end_seconds: 4, precise: true, subtitles: 'session' })).json;
	const bare = (await clip({ session_id: at.session_id, start_seconds: 3,
		end_seconds: 4, precise: true })).json;
	const [made, without] = [await s.settled(c.id), await s.settled(bare.id)];
	is([made.status, made.file_size_bytes !== without.file_size_bytes],
		['complete', true], 'a clip with what only Plex has');
	s.sql(`UPDATE captures SET status = 'failed', error_message = 'x'
		WHERE id = '${c.id}'`);
	await s.post(`/api/captures/${c.id}/retry`);
	is((await s.settled(c.id)).file_size_bytes, made.file_size_bytes,
		'and the same when it is made again');
	const odd = [['79', { codec: 'vobsub' }], ['80', { codec: 'pgs' }],
		['81', { key: '/identity' }]];
	for (const [key, stream] of odd) {
		const a = await shot(await spoken(key, 'h264-aac.mp4', stream));
		is(a.status, 422, `${JSON.stringify(stream)}: ${a.text}`);
	}
	is((await shot(await spoken('82', SPOKEN, { key: '/identity' }))).status,
		200, 'but there may be one beside the film');
	is(plex.count('/identity'), 0, 'no other path is asked for');
	plex.sessions.splice(0);
}

// What a film's own fonts were put in goes, too.
async function withFonts() {
	plex.play({ key: '83', file: where(STYLED), state: 'paused' });
	const one = await until(async () => (await s.sessions()).find((v) =>
		v.session_id === 'plex-s83'), 'a film with fonts');
	const { subtitles } = (await s.get(
		`/api/sessions/${one.session_id}/streams`)).json;
	const wish = { session_id: one.session_id, subtitles: subtitles[0].index };
	const a = await shot({ ...wish, timestamp_seconds: 3 });
	const c = await s.settled((await clip({ ...wish, start_seconds: 3,
		end_seconds: 4, precise: true })).json.id);
	is([a.status, c.status], [200, 'complete'], 'ASS with its fonts');
	await tidy();
}

async function recent() {
	plex.sessions.splice(0);
	const list = await until(async () => {
		const v = (await s.get('/api/sessions/recent')).json;
		return v.length && v;
	}, 'a session to end');
	is([list[0].session_id, list[0].position_seconds], [id, 4.1],
		'recently played, where it was left');
	ok(!Number.isNaN(Date.parse(list[0].ended_at)), 'and when');
	const c = (await shot({ session_id: id })).json;
	is((await picture(join(s.captures, c.file_name)))?.n,
		shown(times, 4.1).n, 'can still be captured');
	plex.sessions.push(session);
}

async function health() {
	const h = (await s.get('/api/health')).json;
	is([h.status, h.poller.ok, h.jobs.ok, h.sources.plex.ok,
		h.sources.jellyfin.ok, h.capture_dir.ok],
		['ok', true, true, true, true, true], 'all is well');
	ok(h.disk_free_bytes > 0 && h.version, 'room and version');
}

await sessions();
await screenshots();
await clips();
await refusals();
await deleting();
await again();
await health();
await recent();
await external();
await onPlexOnly();
await withFonts();
is(await s.stop(), 0, 'stops with exit 0');
await done();
