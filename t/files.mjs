#!/usr/bin/env node
// What a media server says of its files is a hint: a recording that grows,
// and subtitles in files of their own.
import { appendFileSync, copyFileSync, mkdirSync, readFileSync, statSync,
	writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, table, where } from './lib/films.mjs';
import { frames, picture, shown } from './lib/frames.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const FILM = 'h264-aac.ts', SPOKEN = 'subs-external.mp4';
await ready(FILM, SPOKEN);
const dir = tmpdir();
const times = await table(FILM);
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: plex.token,
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: jellyfin.key } });
const session = (id, fits = () => true) => until(async () =>
	(await s.sessions()).find((one) => one.session_id === id && fits(one)), id);
const file = (c) => join(s.captures, c.file_name);

async function seen(body) {
	const a = await s.post('/api/capture/screenshot', body);
	return a.status === 200 ? (await picture(file(a.json)))?.n : a.text;
}

// Of a recording the library knows the first 4 s; 9 s of it have been seen.
async function grows(source, start) {
	const path = join(dir, `${source}.ts`);
	const whole = readFileSync(where(FILM));
	const part = Math.floor(whole.length * 0.4 / 188) * 188;
	writeFileSync(path, whole.subarray(0, part));
	const { id, seek } = start(path);
	await session(id, (one) => one.duration_seconds >= 4 &&
		one.media_available);
	is(await seen({ session_id: id, timestamp_seconds: 2 }),
		shown(times, 2).n, `${source}: the part that is there`);
	appendFileSync(path, whole.subarray(part));
	is(await seen({ session_id: id, timestamp_seconds: 8 }),
		shown(times, 8).n, '  a moment that was written since');
	seek(9000);
	const one = await session(id, (v) => v.position_seconds >= 9);
	ok(Math.abs(one.position_seconds - 9) < 0.01, '  where the viewer is');
	is(await seen({ session_id: id }), shown(times, 9).n,
		'  shows what the viewer sees');
	is(await seen({ session_id: id, offset_seconds: -1.5 }),
		shown(times, 7.5).n, '  and what was before');
	const { duration_seconds: length } = await session(id, (v) =>
		v.duration_seconds > 9.5);
	ok(length < 11, `  its length is the file's (${length})`);
	is((await s.get(`/api/sessions/${id}/frames?at=9.5&count=3`)).status, 200,
		'  its frames can be leafed through');
	for (const range of [{ relative_seconds: -2 },
		{ start_seconds: 7, end_seconds: 9 }]) {
		const a = await s.post('/api/capture/clip', { session_id: id,
			precise: true, ...range });
		const c = a.json.id && await s.settled(a.json.id);
		is([c?.status, c?.timestamp_seconds], ['complete', 7],
			`  a clip of it: ${a.status}`);
		is((await frames(file(c)))[0].n, times.find(({ t }) => t >= 7).n,
			'  from there');
	}
	const past = await s.post('/api/capture/screenshot', { session_id: id,
		timestamp_seconds: 60 });
	is(past.status, 422, `  not what is not there yet: ${past.text}`);
}

await grows('jellyfin', (path) => {
	const film = jellyfin.play({ id: 'aaaa', file: path, duration: 4000,
		offset: 1000 });
	film.pause();
	return { id: 'jf-saaaa', seek: (ms) => {
		film.PlayState = { PositionTicks: ms * 10000 };
	} };
});
await grows('plex', (path) => {
	const film = plex.play({ key: '42', file: path, duration: 4000,
		offset: 1000, state: 'paused' });
	return { id: 'plex-s42', seek: (ms) => { film.viewOffset = ms; } };
});
plex.sessions.length = jellyfin.sessions.length = 0;

// The words of one file, and others that are longer.
const words = readFileSync(where(SPOKEN).replace('.mp4', '.en.srt'), 'utf8');
const other = words.replace(/MMMM.*MMMM/g, 'MM');
const film = join(dir, 'Café.mp4'.normalize('NFC'));
copyFileSync(where(SPOKEN), film);
const beside = join(dir, 'Café.de.srt'.normalize('NFD'));
const apart = join(dir, 'subs', 'apart.srt');
mkdirSync(join(dir, 'subs'));
writeFileSync(beside, words);
writeFileSync(apart, other);

async function bytes(body) {
	const a = await s.post('/api/capture/screenshot', { format: 'png',
		timestamp_seconds: 3, ...body });
	return a.status === 200 ? readFileSync(file(a.json)).toString('base64') :
		a.text;
}

async function externals(id, both) {
	await session(id, (one) => one.media_available);
	const { subtitles } = (await s.get(`/api/sessions/${id}/streams`)).json;
	const found = subtitles.filter((one) => one.external);
	is(found.map(({ codec, language, title, selected, index, forced }) =>
		[codec, language, title, selected, index, forced]), both,
		`${id}: both are listed`);
	const [one, two] = found.map((v) => v.id);
	const plain = await bytes({ session_id: id });
	const first = await bytes({ session_id: id, subtitles: one });
	const second = await bytes({ session_id: id, subtitles: two });
	const viewer = await bytes({ session_id: id, subtitles: 'session' });
	ok(plain !== first && plain !== second && first !== second,
		'  each is drawn by its id');
	is(viewer === first, true, '  the viewer\'s is the one that is selected');
	const clip = async (subtitles) => (await s.settled((await s.post(
		'/api/capture/clip', { session_id: id, start_seconds: 2,
			end_seconds: 3.5, precise: true, subtitles })).json.id));
	const made = [await clip(one), await clip(two)];
	is(made.map((c) => c.status), ['complete', 'complete'], '  in clips, too');
	ok(statSync(file(made[0])).size !== statSync(file(made[1])).size,
		'  and not the same');
	const bad = await s.post('/api/capture/screenshot', { session_id: id,
		subtitles: `${one}0` });
	is(bad.status, 422, '  an id that is none is refused');
	like(bad.json.detail, /^subtitles: .*\/streams/, `  ${bad.json.detail}`);
}

plex.subtitles[906] = words;
plex.subtitles[907] = other;
plex.play({ key: '77', file: film.normalize('NFD'), state: 'paused', streams: [
	{ id: 906, streamType: 3, codec: 'srt', languageCode: 'eng', selected: 1,
		key: '/library/streams/906' },
	{ id: 907, streamType: 3, codec: 'srt', languageCode: 'deu', forced: 1,
		title: 'Signs', key: '/library/streams/907' }] });
await externals('plex-s77', [['srt', 'eng', null, true, null, false],
	['srt', 'deu', 'Signs', false, null, true]]);

// Plex does not give it, and beside the film its name is composed otherwise.
delete plex.subtitles[906];
plex.sessions.length = 0;
plex.play({ key: '78', file: film, state: 'paused', streams: [
	{ id: 906, streamType: 3, codec: 'srt', languageCode: 'deu', selected: 1,
		key: '/library/streams/906' }] });
await session('plex-s78', (one) => one.media_available);
const german = await bytes({ session_id: 'plex-s78', subtitles: 'session' });

jellyfin.play({ id: 'bbbb', file: film, streams: [
	{ Type: 'Subtitle', Index: 0, Codec: 'subrip', Language: 'ger',
		IsExternal: true, Path: beside.normalize('NFC') },
	{ Type: 'Subtitle', Index: 1, Codec: 'subrip', IsExternal: true,
		Path: apart, Title: 'Apart', IsForced: true },
	{ Type: 'Video', Index: 2, Codec: 'h264' }] }).PlayState =
	{ SubtitleStreamIndex: 0 };
await externals('jf-sbbbb', [['subrip', 'ger', null, true, null, false],
	['subrip', null, 'Apart', false, null, true]]);
is(german === await bytes({ session_id: 'jf-sbbbb', subtitles: 'session' }),
	true, 'a file beside the film is found under either composition');

await done();
