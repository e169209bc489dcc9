#!/usr/bin/env node
/*
 * A hole in the sound of a film: what comes after it keeps its time, in every
 * format of a clip, copied or encoded; so does what begins late.
 */
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { ffmpeg } from './lib/film_make.mjs';
import { ready, where } from './lib/films.mjs';
import { command } from './lib/frames.mjs';
import { audible, listen } from './lib/sound.mjs';
import { done, ok, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const HZ = [440];
const LIPS = 0.06;
/* Of the film's sound this is missing; a beat falls on each whole second. */
const HOLE = [3.4, 4.7];
const SOURCES = [
	{ name: 'copied.mkv', audio: ['-c:a', 'copy'] },
	{ name: 'copied.mp4', audio: ['-c:a', 'copy'] },
	{ name: 'encoded.mkv', audio: ['-c:a', 'ac3'] },
	{ name: 'encoded.ts', audio: ['-c:a', 'ac3'] },
];
const CLIPS = [{ format: 'mp4' }, { format: 'mp4', precise: true },
	{ format: 'webm' }, { format: 'mp3' }];
/* Around the hole, from within it, and beginning with the film. */
const PIECES = [[2.3, 7.6], [3.9, 8.2], [0, 6.4]];

/* Packets of the sound in the hole are left out; 48 kHz, 1024 a packet. */
async function
made({ name, audio })
{
	const file = path.join(dir, name), full = path.join(dir, `full-${name}.mkv`);

	await ffmpeg(['-v', 'error', '-y', '-i', where('h264-aac.mkv'), '-c:v',
	    'copy', ...audio, full]);
	await ffmpeg(['-v', 'error', '-y', '-i', full, '-c', 'copy', '-bsf:a',
	    `noise=drop='between(pts*tb\\,${HOLE[0]}\\,${HOLE[1]})'`,
	    '-muxdelay', '0', file]);
	return file;
}

/* Beats as a player hears them: by their time stamps. */
async function
beats(file)
{
	const [which, ...how] = audible();

	return listen(await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
	    file, '-map', `0:${which}`, '-af', 'aresample=async=1:first_pts=0',
	    ...how, 'pipe:1']), HZ).beats;
}

/* Whole seconds of the film that are in the clip, and not in the hole. */
function
expected(start, end)
{
	return [1, 2, 3, 4, 5, 6, 7, 8].filter((at) => at > start + 0.1 &&
	    at < end - 0.15 && (at + 0.05 < HOLE[0] || at > HOLE[1]))
	    .map((at) => at - start);
}

async function
kept(file, wish, [start, end])
{
	const name = `${path.basename(file)}, ${wish.precise ? 'precise ' : ''}` +
	    `${wish.format}, ${start} to ${end}`;
	const out = path.join(dir, `${name.replaceAll(/[^\w.]/g, '-')}.` +
	    wish.format);
	const [{ answer }] = await capture({ kind: 'clip', path: file, out, start,
	    end, ...wish });
	const heard = answer.status ? [] : (await beats(out))
	    .filter((at) => at > 0.1);
	const want = expected(start, end);

	ok(want.every((at) => heard.some((one) => Math.abs(one - at) < LIPS)) &&
	    heard.length <= want.length + 1, name,
	    `${answer.why} ${heard}, not ${want}`);
}

await ready('h264-aac.mkv');
for (const source of SOURCES) {
	const file = await made(source);
	await each(CLIPS.flatMap((wish) => PIECES.map((piece) =>
	    [wish, piece])), ([wish, piece]) => kept(file, wish, piece));
}
await done();
