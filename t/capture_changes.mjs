#!/usr/bin/env node
/*
 * Properties that change inside a film, as in recordings of broadcasts: the
 * shape of a pixel, the size, the channels of the sound.  What is captured has
 * those of its moment.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { make } from './lib/film_make.mjs';
import { frames, picture, shown } from './lib/frames.mjs';
import { hear } from './lib/sound.mjs';
import { done, is, ok, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const RATE = 25, SECONDS = 5;
const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-bf', '2', '-g', '12'];
const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2', '-g', '25',
	'-pix_fmt', 'yuv420p'];
const sound = (layout) => [{ codec: ['-c:a', 'ac3', '-b:a', '192k'], hz: 440,
	layout }];
/* Two parts of a film each; shape: of what is shown of them. */
const CASES = [
	{ name: 'aspect.ts', video: MPEG2, parts: [
	  { size: [360, 288], sar: '16/15', layout: 'stereo', shape: [384, 288] },
	  { size: [360, 288], sar: '64/45', layout: '5.1', shape: [512, 288] }] },
	{ name: 'aspect.mpg', video: MPEG2, parts: [
	  { size: [360, 288], sar: '64/45', layout: '5.1', shape: [512, 288] },
	  { size: [360, 288], sar: '16/15', layout: 'stereo', shape: [384, 288] }]
	},
	{ name: 'square.ts', video: H264, parts: [
	  { size: [320, 240], sar: '1/1', layout: 'stereo', shape: [320, 240] },
	  { size: [320, 240], sar: '4/3', layout: '5.1', shape: [426, 240] }] },
	{ name: 'size.ts', video: H264, parts: [
	  { size: [320, 180], layout: 'stereo', shape: [320, 180] },
	  { size: [640, 360], layout: '5.1', shape: [640, 360] }] },
	{ name: 'smaller.ts', video: MPEG2, parts: [
	  { size: [640, 360], layout: '5.1', shape: [640, 360] },
	  { size: [320, 180], layout: 'stereo', shape: [320, 180] }] },
];

/* Programme streams are joined as they are; others have times of their own. */
async function
joined({ name, video, parts })
{
	const type = path.extname(name), file = path.join(dir, name);
	const out = type === '.ts' ? ['-muxdelay', '0'] : ['-f', 'vob'];

	fs.writeFileSync(file, '');
	for (const [i, { size, sar, layout }] of parts.entries()) {
		const part = path.join(dir, `${i}-${name}`);
		await make({ id: 91 + i, size, sar, rate: String(RATE), look: 'sdr',
		    frames: RATE * SECONDS, video, audio: sound(layout), out: [
			...out, '-output_ts_offset', String(i * SECONDS + 1)] },
		dir, part);
		fs.appendFileSync(file, fs.readFileSync(part));
	}
	return file;
}

/* When the second part is shown first. */
function
change(list)
{
	return list.find(({ film }) => film === 92).t;
}

async function
shots({ name, parts }, file, list)
{
	const turn = change(list), stem = path.join(dir, name);
	const moments = [turn - 2.013, turn - 0.013, turn + 0.013, turn + 0.613,
	    turn + 3.013];
	const all = await capture(...moments.map((at, i) => ({ kind: 'screenshot',
	    path: file, at, out: `${stem}-${i}.png`, format: 'png' })));

	for (const { request: { at, out }, answer } of all) {
		const want = shown(list, at), seen = answer.status ? null :
		    await picture(out);
		is([answer.width, answer.height, seen?.film, seen?.n],
		    [...parts[want.film - 91].shape, want.film, want.n],
		    `${name}: a picture at ${(at - turn).toFixed(3)} s`);
	}
}

async function
clips({ name, parts }, file, list)
{
	const turn = change(list), stem = path.join(dir, name);
	const pieces = [[-3, -1], [-1, 1], [0.5, 2.5], [2, 4]].map(([from, to]) =>
	    ({ start: turn + from, end: turn + to }));
	const all = await capture(...pieces.map((piece, i) => ({ kind: 'clip',
	    path: file, out: `${stem}-${i}.mp4`, ...piece })));

	for (const { request: { start, out }, answer } of all) {
		const what = `${name}: a clip from ${(start - turn).toFixed(3)} s`;
		const want = shown(list, start), got = answer.status ? [] :
		    await frames(out);
		is([answer.width, answer.height, got[0]?.film],
		    [...parts[want.film - 91].shape, want.film], what);
		ok(Math.abs(got[0]?.n - want.n) <= 1 && got.length >= 46 &&
		    got.every(({ n }) => n !== null), `${what}: its frames`,
		    `${answer.why} ${got.map(({ n }) => n)}`);
		const { seconds, hz } = answer.status ? {} : await hear(out, [440]);
		ok(hz === 440 && Math.abs(seconds - 2) < 0.15, `${what}: its sound`,
		    `${seconds} ${hz}`);
	}
}

async function
strips({ name }, file, list)
{
	const turn = change(list), out = path.join(dir, `${name}.jpg`);
	const [{ answer }] = await capture({ kind: 'strip', path: file, out,
	    at: turn, count: 6, step: 0.5, width: 160 });

	ok(answer.status === 0 && answer.times.length === 6, `${name}: a strip`,
	    JSON.stringify(answer));
}

await each(CASES, async (one) => {
	const file = await joined(one), list = await frames(file);

	await shots(one, file, list);
	await clips(one, file, list);
	await strips(one, file, list);
});
await done();
