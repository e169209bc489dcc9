#!/usr/bin/env node
/*
 * Subtitles in files of their own through the whole of it: in old alphabets
 * from Plex and beside the film, pictures of discs as Jellyfin lists them, and
 * refusals that leave the gallery readable.
 */
import { execFileSync } from 'node:child_process';
import { linkSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CUES } from './lib/film_extras.mjs';
import { ready, where } from './lib/films.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { sup } from './lib/pgs.mjs';
import { fakePlex } from './lib/plex.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';
import { vobsub } from './lib/vobsub.mjs';

const FILM = 'h264-aac.mp4', SIZE = [320, 180];
const WORDS = 'Я не знаю, что делать';
const dir = tmpdir(), film = join(dir, 'Фильм.mp4');
const inDir = (name) => join(dir, name);

const srt = `1\n00:00:02,000 --> 00:00:04,500\n${WORDS}\n`;
const encoded = (charset, text = srt) => execFileSync('iconv',
	['-f', 'UTF-8', '-t', charset], { input: text });

await ready(FILM, 'subs-dvd.mkv');
linkSync(where(FILM), film);
const plex = await fakePlex(), jellyfin = await fakeJellyfin();
const s = await stack({ dir, env: { PLEX_URL: plex.url, PLEX_TOKEN: plex.token,
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: jellyfin.key } });

async function shot(session, subtitles = 'session') {
	const a = await s.post('/api/capture/screenshot', { session_id: session,
		timestamp_seconds: 3, format: 'png', subtitles });
	return { status: a.status, why: a.json.detail, note: a.json.note,
		bytes: a.status === 200 &&
		readFileSync(join(s.captures, a.json.file_name)).toString('base64') };
}

const seen = (id) => until(async () => (await s.sessions()).find((one) =>
	one.session_id === id && one.media_available), `session ${id}`);

let keys = 100;
async function onPlex(stream) {
	const key = String(keys++);
	plex.play({ key, file: film, state: 'paused', streams: [{ id: 906,
		streamType: 3, selected: 1, key: '/library/streams/906', ...stream }] });
	await seen(`plex-s${key}`);
	return `plex-s${key}`;
}

async function onJellyfin(stream) {
	const id = `a${keys++}`;
	jellyfin.play({ id, file: film, streams: [{ Type: 'Subtitle', Index: 0,
		IsExternal: true, ...stream }, { Type: 'Video', Index: 1,
		Codec: 'h264' }] }).PlayState = {
		SubtitleStreamIndex: stream.Index ?? 0 };
	await seen(`jf-s${id}`);
	return `jf-s${id}`;
}

// What Plex gives, in three charsets; beside the film, when it gives nothing.
const russian = await onPlex({ codec: 'srt', languageCode: 'rus' });
const bare = await shot(russian, 'off');
const given = [];
for (const charset of ['UTF-8', 'CP1251', 'KOI8-R', 'UTF-16']) {
	plex.subtitles[906] = encoded(charset);
	given.push(await shot(russian));
}
is(given.map(({ bytes }) => bytes && bytes === given[0].bytes &&
	bytes !== bare.bytes), [true, true, true, true],
	'what Plex gives is drawn alike in any charset');
delete plex.subtitles[906];
writeFileSync(inDir('Фильм.rus.srt'), encoded('CP1251'));
is((await shot(russian)).bytes === given[0].bytes, true,
	'a file beside the film is read as such');

// Jellyfin's files: their names and languages are as it lists them.
const listed = [['cp1251.srt', 'subrip', 'rus', encoded('CP1251')],
	['utf16.srt', 'subrip', 'rus', encoded('UTF-16')],
	['koi8.srt', 'subrip', 'ru', encoded('KOI8-R')]];
for (const [name, codec, language, text] of listed) {
	writeFileSync(inDir(name), text);
	is((await shot(await onJellyfin({ Codec: codec, Language: language,
		Path: inDir(name) }))).bytes === given[0].bytes, true,
		`Jellyfin lists ${name}: the same picture`);
}

// A file that only Jellyfin can read: it gives its text, or it is said why not.
const far = await onJellyfin({ Codec: 'subrip', Language: 'bul', Index: 3,
	Path: '/jellyfin/only/far.srt' });
const at = `${far.slice(4)} ${far.slice(4)} 3`;
const { subtitles: listing } = (await s.get(`/api/sessions/${far}/streams`)).json;
jellyfin.subtitles[`${at} srt`] = encoded('UTF-8');
is([await shot(far), await shot(far, listing.find(({ external }) => external)
	?.id)].map(({ bytes, why }) => why ?? bytes === given[0].bytes),
	[true, true], 'what Jellyfin gives of a file that is not here is drawn');
const made = await s.settled((await s.post('/api/capture/clip', { session_id: far,
	start_seconds: 2, end_seconds: 3, subtitles: 'session' })).json.id);
is(made.status, 'complete', '  in clips too');
jellyfin.subtitles[`${at} srt`] = 'x'.repeat(11 << 20);
const large = await shot(far);
is(large.status, 502, 'more than 10 MB of it is not taken');
like(large.why, /^Jellyfin did not give the subtitles/, `  ${large.why}`);
delete jellyfin.subtitles[`${at} srt`];
const gone = await shot(far);
is(gone.status, 422, 'and what Jellyfin no longer has is refused');
like(gone.why, /Jellyfin no longer has these/, `  ${gone.why}`);
const next = `a${keys}`;
jellyfin.subtitles[`${next} ${next} 0 ass`] = execFileSync('ffmpeg', ['-v', 'error',
	'-f', 'srt', '-i', '-', '-f', 'ass', '-'], { input: srt });
is((await shot(await onJellyfin({ Codec: 'ass', Language: 'rus',
	Path: '/jellyfin/only/far.ass' }))).status, 200,
	'with its styles, where it has any');

// Pictures of discs, of both servers.
writeFileSync(inDir('disc.sup'), sup(SIZE, CUES.map((cue) => ({ ...cue,
	at: [40, 124], box: [240, 22], yuv: [235, 128, 128] }))));
execFileSync('ffmpeg', ['-v', 'error', '-i', inDir('disc.sup'), '-map', '0',
	'-c', 'copy', '-f', 'matroska', inDir('disc.mks')]);
await vobsub(where('subs-dvd.mkv'), inDir('disc'), CUES.map(({ from }) => from),
	SIZE);
const discs = [];
for (const [name, codec] of [['disc.sup', 'PGSSUB'], ['disc.mks', 'PGSSUB'],
	['disc.idx', 'DVDSUB'], ['disc.sub', 'DVDSUB']])
	discs.push(await shot(await onJellyfin({ Codec: codec, Path: inDir(name) })));
await vobsub(where('subs-dvd.mkv'), inDir('Фильм.de'), CUES.map(({ from }) =>
	from), SIZE, ['de']);
discs.push(await shot(await onPlex({ codec: 'vobsub', languageCode: 'ger' })));
is(discs.map(({ bytes, why }) => why ?? (bytes === discs[0].bytes &&
	bytes !== bare.bytes)), Array(5).fill(true), 'pictures of discs are drawn');

// Half of a pair, noise in other bytes: refused in words, and the gallery and
// all else stays readable, as strictly as request() reads.
writeFileSync(inDir('half.sub'), readFileSync(inDir('disc.sub')));
writeFileSync(inDir('caf\ufffd.srt'), Buffer.from('\xff\xfe\x01\xe9', 'latin1'));
for (const [path, words] of [[inDir('half.sub'), /the \.idx .* is missing/],
	[inDir('none.sup'), /cannot be read: No such file/],
	[inDir('caf\ufffd.srt'), /caf\ufffd\.srt is empty, damaged/]]) {
	const id = await onJellyfin({ Codec: 'x', Path: path });
	const refused = await shot(id);
	ok([404, 422].includes(refused.status), 'refused', refused.status);
	like(refused.why, words, `  ${refused.why}`);
	const c = (await s.post('/api/capture/clip', { session_id: id,
		start_seconds: 1, end_seconds: 2, subtitles: 'session' })).json;
	like((await s.settled(c.id)).error_message, words, '  so is a clip');
}
const gallery = (await s.get('/api/captures?limit=200')).json;
ok(gallery.some((c) => c.status === 'failed') &&
	gallery.every((c) => c.media_title), 'the gallery is read by anybody');

// Without a font.
plex.subtitles[906] = encoded('UTF-8', srt.replace(WORDS, '𐌰𐌱𐌲'));
like((await shot(await onPlex({ codec: 'srt', languageCode: 'got' }))).note,
	/^no font on this machine has all other characters/, 'a note says so');
await done();
