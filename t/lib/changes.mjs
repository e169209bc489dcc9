/*
 * Films whose properties change inside: the shape of a pixel, the size, fields,
 * the channels of the sound.  What is captured has those of its moment.
 *
 * A film is { name, video, by, fields, parts }: FFmpeg's options, how its two
 * parts come together, and { size, sar, layout, more, fields, shape } of each;
 * shape: of what is shown.
 */
import fs from 'node:fs';
import path from 'node:path';
import { appended } from './boxes.mjs';
import { capture, each } from './capture.mjs';
import { make } from './film_make.mjs';
import { comb, command, frames, picture, shown } from './frames.mjs';
import { hear } from './sound.mjs';
import { is, ok, tmpdir } from './tap.mjs';

const dir = tmpdir();
const RATE = 25, SECONDS = 5;
const COMBED = 1;	/* more than a progressive picture's lines differ by */
export const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-bf', '2', '-g',
	'12'];
export const H264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-bf', '2',
	'-g', '25', '-pix_fmt', 'yuv420p'];
const sound = (layout) => [{ codec: ['-c:a', 'ac3', '-b:a', '192k'], hz: 440,
	layout }];

/* The parts of a film, each a file. */
function
parts({ name, video, parts: list, fields }, type, out)
{
	return Promise.all(list.map(async ({ size, sar, layout, more = [],
	    fields: own = fields }, i) => {
		const part = path.join(dir, `${i}-${name}${type}`);

		await make({ id: 91 + i, size, sar, rate: String(RATE),
		    look: 'sdr', frames: RATE * SECONDS, video: [...video,
			...more], fields: own, audio: layout ? sound(layout) :
			[], out: out(i) }, dir, part);
		return part;
	}));
}

/* Programme streams are joined as they are; others have times of their own. */
export async function
joined(film, file)
{
	const type = path.extname(file);
	const out = type === '.ts' ? ['-muxdelay', '0'] : ['-f', 'vob'];

	fs.writeFileSync(file, '');
	for (const part of await parts(film, type, (i) => [...out,
	    '-output_ts_offset', String(i * SECONDS + 1)]))
		fs.appendFileSync(file, fs.readFileSync(part));
}

/* As people join files: one header for all, and those of the parts inside. */
export async function
concat(film, file)
{
	const list = `${file}.txt`;

	fs.writeFileSync(list, (await parts(film, '.mp4', () => [])).map((part) =>
	    `file '${part}'\n`).join(''));
	await command('ffmpeg', ['-v', 'error', '-nostdin', '-f', 'concat',
	    '-safe', '0', '-i', list, '-c', 'copy', '-y', file]);
}

export async function
append(film, file)
{
	fs.writeFileSync(file, appended(...(await parts(film, '.mp4',
	    () => [])).map((part) => fs.readFileSync(part))));
}

/* When the second part is shown first. */
function
change(list)
{
	return list.find(({ film }) => film === 92).t;
}

async function
shots({ name, parts, fields }, file, list)
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
		if (parts[want.film - 91].fields ?? fields) {
			const lines = await comb(out);
			ok(lines < COMBED, `${name}: without combs at ` +
			    (at - turn).toFixed(3), lines);
		}
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
		if (!parts[0].layout)
			continue;
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

/* Captures of each film, around the change. */
export async function
changes(films)
{
	await each(films, async (one) => {
		const file = path.join(dir, one.name);

		await one.by(one, file);
		const list = await frames(file);

		await shots(one, file, list);
		await clips(one, file, list);
		await strips(one, file, list);
	});
}
