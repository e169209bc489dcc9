#!/usr/bin/env node
/*
 * One bad stream does not take everything: stills and previews beside the
 * film, sound without a decoder, without channels, announced but empty.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { enterable } from './lib/damage.mjs';
import { ffmpeg } from './lib/film_make.mjs';
import { film, ready, where } from './lib/films.mjs';
import { frames, picture, shown, streams } from './lib/frames.mjs';
import { hear } from './lib/sound.mjs';
import { done, like, ok, is, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const TONES = [440, 660, 880, 1100, 1320];
const START = 3.3, LENGTH = 2;
const FILM = 'h264-aac.mp4';

/* Another code of four letters: FFmpeg has no decoder for it. */
function
recode(file, from, to)
{
	const data = fs.readFileSync(file);

	data.write(to, data.indexOf(from, 0, 'latin1'), 'latin1');
	fs.writeFileSync(file, data);
}

const DEFAULT = (kind, n, all) => Array.from({ length: all }, (_, i) =>
    [`-disposition:${kind}:${i}`, i === n ? 'default' : '0']).flat();
/* Packets of the first track are dropped, or noise from end to end. */
const EMPTY = ['-bsf:a:0', 'noise=drop=1', ...DEFAULT('a', 0, 2)];
const NOISE = ['-bsf:a:0', 'noise=amount=1', ...DEFAULT('a', 0, 2)];

/*
 * inputs; how: FFmpeg's options; spoil, damage: what is done to the file.  What
 * must come of it: film, its number; hz, or null for silence; note.
 */
const CASES = [
	{ name: 'still.mkv', inputs: ['picture.mkv', FILM], how: ['-map', '0:v',
	  '-map', '1:v', '-map', '1:a', ...DEFAULT('v', 0, 2)], hz: 440 },
	{ name: 'still.mp4', inputs: ['picture.mkv', FILM], how: ['-map', '0:v',
	  '-map', '1:v', '-map', '1:a'], hz: 440 },
	{ name: 'default.mkv', inputs: ['vp9-odd.webm', FILM], how: ['-map',
	  '0:v', '-map', '1:v', '-map', '1:a', ...DEFAULT('v', 1, 2)], hz: 440 },
	{ name: 'larger.mkv', inputs: ['small.mkv', FILM], how: ['-map', '0:v',
	  '-map', '1:v', '-map', '1:a', ...DEFAULT('v', -1, 2)], hz: 440 },
	{ name: 'ac4-ac3.mp4', inputs: [FILM, 'tracks.mkv'], how: ['-map', '0:v',
	  '-map', '1:a:2', '-map', '1:a:1', ...DEFAULT('a', 0, 2)],
	  spoil: ['ac-3', 'ac-4'], hz: 660,
	  note: /track 1 \(.*cannot be decoded.*track 2 \(aac, ger\) was/ },
	{ name: 'ac4-aac.mp4', inputs: [FILM, 'tracks.mkv'], how: ['-map', '0:v',
	  '-map', '1:a:1', '-map', '1:a:3', ...DEFAULT('a', 0, 2)],
	  spoil: ['mp4a', 'ac-4'], hz: 1100,
	  note: /track 1 \(.*cannot be decoded.*track 2 \(aac, eng\) was/ },
	{ name: 'ac4-only.mp4', inputs: [FILM, 'tracks.mkv'], how: ['-map', '0:v',
	  '-map', '1:a:2'], spoil: ['ac-3', 'ac-4'], hz: null,
	  note: /cannot be decoded.*silent/ },
	...['mkv', 'ts'].map((type) => ({ name: `empty.${type}`, inputs:
	  [FILM, 'tracks.mkv'], how: ['-map', '0:v', '-map', '1:a:1', '-map',
	  '1:a:3', ...EMPTY], hz: 1100, note: /empty.*instead/ })),
	{ name: 'empty-only.mkv', inputs: [FILM, 'tracks.mkv'], how: ['-map',
	  '0:v', '-map', '1:a:1', ...EMPTY], hz: null, note: /silent/ },
	...['mkv', 'ts'].map((type) => ({ name: `noise.${type}`, inputs: [FILM,
	  'tracks.mkv'], how: ['-map', '0:v', '-map', '1:a:2', '-map', '1:a:1',
	  ...NOISE], hz: 660, note: /cannot be decoded.*instead/ })),
	/* Of noise, one packet that can be decoded. */
	{ name: 'lucky.mkv', inputs: [FILM, 'tracks.mkv'], how: ['-map', '0:v',
	  '-map', '1:a:2', '-map', '1:a:1', '-bsf:a:0',
	  'noise=amount=not(eq(n\\,115))', ...DEFAULT('a', 0, 2)], hz: 660,
	  note: /cannot be decoded.*instead/ },
	/* TrueHD entered long before its first entry, 0.3 s into the clip. */
	{ name: 'amid.mkv', inputs: [FILM, 'truehd.mkv'], how: ['-map', '0:v',
	  '-map', '1:a', '-bsf:a', 'noise=drop=lt(n\\,4320)*not(mod(n\\,16))'],
	  damage: enterable, hz: 440 },
	{ name: 'noise-only.mkv', inputs: [FILM, 'tracks.mkv'], how: ['-map',
	  '0:v', '-map', '1:a:0', ...NOISE], hz: null, note: /silent/ },
];

async function
made({ name, inputs, how, spoil, damage })
{
	const file = path.join(dir, name);
	const find = (one) => fs.existsSync(path.join(dir, one)) ?
	    path.join(dir, one) : where(one);

	await ffmpeg(['-v', 'quiet', '-nostdin', '-y', ...inputs.flatMap(
	    (one) => ['-i', find(one)]), ...how, '-c', 'copy', file]);
	if (spoil)
		recode(file, ...spoil);
	if (damage)
		fs.writeFileSync(file, damage(fs.readFileSync(file)));
	return file;
}

async function
shot(name, file, want)
{
	const out = path.join(dir, `${name}.jpg`);
	const [{ answer }] = await capture({ kind: 'screenshot', path: file, out,
	    at: START });
	const seen = answer.status ? null : await picture(out);

	is([answer.why, seen?.film, Math.abs(seen?.n - want.n) <= 1], [null,
	    film(FILM).id, true], `${name}: a frame of the film`);
}

async function
clip({ name, hz, note }, file, want, precise)
{
	const what = `${name}, ${precise ? 'precise' : 'fast'}`;
	const out = path.join(dir, `${name}-${precise}.mp4`);
	const [{ answer }] = await capture({ kind: 'clip', path: file, out,
	    start: START, end: START + LENGTH, precise });
	const seen = answer.status ? [] : (await frames(out))
	    .filter(({ t }) => t > -0.001);
	const sounds = answer.status ? [] : (await streams(out)).streams
	    .filter(({ codec_type: type }) => type === 'audio');

	ok(answer.status === 0 && seen[0]?.film === film(FILM).id &&
	    Math.abs(seen[0].n - want.n) <= 1, `${what}: the film`,
	    `${answer.why} ${JSON.stringify(seen[0])}`);
	is(sounds.length ? (await hear(out, TONES)).hz : null, hz,
	    `${what}: its sound`);
	if (note)
		like(answer.note ?? '', note, `${what}: the note`);
}

async function
works(one)
{
	const file = await made(one);
	const want = shown(await frames(file.endsWith('.ts') ? file :
	    where(FILM)), START);

	await shot(one.name, file, want);
	await clip(one, file, want, false);
	await clip(one, file, want, true);
}

await ready(FILM, 'tracks.mkv', 'truehd.mkv', 'vp9-odd.webm');
await ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'color=orange:s=640x360:r=25',
    '-frames:v', '1', '-c:v', 'mjpeg', path.join(dir, 'picture.mkv')]);
await ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=s=160x90:r=24:d=10',
    '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '48', '-pix_fmt',
    'yuv420p', path.join(dir, 'small.mkv')]);
await each(CASES, works);
/* What has nothing to hear is no MP3. */
const [{ answer }] = await capture({ kind: 'clip', format: 'mp3', start: 1,
    path: path.join(dir, 'ac4-only.mp4'), out: path.join(dir, 'x.mp3'), end: 3 });
ok(answer.status === -22 && /sound of this file cannot be decoded/.test(answer.why),
    'no MP3 of what cannot be decoded', JSON.stringify(answer));
await done();
