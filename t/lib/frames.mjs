/*
 * Reads what a test film's frames say: which frame is in a picture, which
 * frames are in a video and when, and which frame is on screen at a moment.
 */
import { spawn } from 'node:child_process';
import { COLS, ROWS, CODE_HEIGHT, number } from './code.mjs';

/* Every picture is first brought to this size, whatever its shape. */
export const WIDTH = 160;
export const HEIGHT = 90;

/* White and black must differ by this much to be called so. */
const CONTRAST = 40;
/* A block this near to the middle is neither (0.5 would be the middle). */
const UNCLEAR = 0.15;

/* Where a point of the upright picture lies in one turned clockwise. */
const TURNS = {
	0: (x, y) => [x, y],
	90: (x, y) => [1 - y, x],
	180: (x, y) => [1 - x, 1 - y],
	270: (x, y) => [y, 1 - x],
};

/* What a program writes to stdout, or to each of so many pipes from there on. */
function
outputs(program, args, pipes = 1)
{
	const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe',
	    ...Array(pipes - 1).fill('pipe')] });
	const [, out, words, ...more] = child.stdio.map((stream) => {
		const chunks = [];

		stream?.on('data', (chunk) => chunks.push(chunk));
		return chunks;
	});

	return new Promise((resolve, reject) => {
		child.on('error', reject);
		child.on('close', (status) => status === 0 ?
		    resolve([out, ...more].map((list) => Buffer.concat(list))) :
		    reject(new Error(`${program} ${args.join(' ')}: ` +
		    String(Buffer.concat(words)).trim().slice(-2000))));
	});
}

export async function
command(program, args)
{
	return (await outputs(program, args))[0];
}

/* The mean of a block's middle; its rim may be blurred. */
function
block(gray, turn, column, row)
{
	let sum = 0;

	for (let i = 0; i < 9; i++) {
		const [x, y] = turn((column + 0.35 + 0.15 * (i % 3)) / COLS,
		    (row + 0.35 + 0.15 * Math.floor(i / 3)) / ROWS *
		    CODE_HEIGHT);
		sum += gray[Math.floor(y * HEIGHT) * WIDTH +
		    Math.floor(x * WIDTH)];
	}
	return sum / 9;
}

function
turned(gray, turn)
{
	const means = Array.from({ length: COLS * ROWS }, (_, i) =>
	    block(gray, turn, i % COLS, Math.floor(i / COLS)));
	const low = Math.min(...means), high = Math.max(...means);
	const parts = means.map((mean) => (mean - low) / (high - low));

	if (high - low < CONTRAST)
		return null;
	if (parts.some((part) => Math.abs(part - 0.5) < UNCLEAR))
		return null;
	return number(parts.map((part) => +(part > 0.5)));
}

/* { n, film, turn } of one gray picture of WIDTH x HEIGHT, or null. */
export function
read(gray)
{
	for (const [turn, map] of Object.entries(TURNS)) {
		const found = turned(gray, map);
		if (found)
			return { ...found, turn: Number(turn) };
	}
	return null;
}

function
slices(gray)
{
	const size = WIDTH * HEIGHT;

	return Array.from({ length: Math.floor(gray.length / size) },
	    (_, i) => read(gray.subarray(i * size, (i + 1) * size)));
}

/* Says on a pipe when each frame is shown, in microseconds. */
function
clock(pipe)
{
	return 'settb=1/1000000,metadata=add:key=is:value=shown,' +
	    `metadata=print:file='pipe\\:${pipe}'`;
}

/* FFmpeg's options to read its input k by three pipes from `pipe` on. */
function
reading(k, pipe, also)
{
	return ['-map', `${k}:V:0?`, '-vf', `scale=${WIDTH}:${HEIGHT}:` +
	    `flags=area,format=gray,${clock(pipe + 1)}`, '-fps_mode',
	    'passthrough', '-f', 'rawvideo', `pipe:${pipe}`,
	    ...(also ? ['-map', `${k}:${also[0]}`, ...also.slice(1),
	    `pipe:${pipe + 2}`] : [])];
}

/*
 * { frames, also } of each file: every frame as { t, n, film, turn }, n null
 * if it is nobody's, t by the file's own clock; and what FFmpeg has for a
 * second output: `also` is a stream ("a:0") and options.  All by one process.
 */
async function
decodeAll(files, { input = [], also } = {})
{
	const got = await outputs('ffmpeg', ['-v', 'error', '-nostdin',
	    '-copyts', ...files.flatMap((file) => [...input, '-i',
	    `file:${file}`]), ...files.flatMap((_, k) =>
	    reading(k, 3 + 3 * k, also))], 1 + 3 * files.length);

	return files.map((file, k) => framed(file,
	    ...got.slice(1 + 3 * k, 4 + 3 * k)));
}

function
framed(file, gray, said, more)
{
	const seen = slices(gray);
	const when = [...String(said).matchAll(/ pts:(-?\d+)/g)]
	    .map(([, pts]) => pts / 1e6);

	if (seen.length !== when.length)
		throw new Error(`${file}: ${seen.length} frames decoded, ` +
		    `${when.length} time stamps`);
	return { also: more, frames: when.map((t, i) =>
	    ({ t, n: null, ...seen[i] })) };
}

async function
decode(file, options)
{
	return (await decodeAll([file], options))[0];
}

/* What is in a picture. */
export async function
picture(file)
{
	return (await decode(file)).frames[0] ?? null;
}

/*
 * What is in each of STEM-0.jpg, STEM-1.jpg ..., as far as there are any; and
 * what FFmpeg has of them all for the options of a second output.
 */
export function
series(stem, also, type = 'jpg')
{
	return decode(`${stem}-%d.${type}`, { input: ['-f', 'image2',
	    '-start_number', '0'], also });
}

export async function
pictures(stem)
{
	return (await series(stem)).frames;
}

/* What is in each tile of a sprite, row by row. */
export async function
tiles(file, columns, rows = 1)
{
	const gray = await command('ffmpeg', ['-v', 'error', '-nostdin',
	    '-i', `file:${file}`, '-vf', `scale=${WIDTH * columns}:` +
	    `${HEIGHT * rows}:flags=area,format=gray,` +
	    `untile=${columns}x${rows}`,
	    '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1']);

	return slices(gray);
}

export async function
probe(file, ...what)
{
	return JSON.parse(await command('ffprobe', ['-v', 'error', '-of',
	    'json', ...what, `file:${file}`]));
}

/* Streams and container, as ffprobe has them. */
export function
streams(file)
{
	return probe(file, '-show_streams', '-show_format');
}

/*
 * { frames, also, streams, format } of each file: as above, but t from the
 * file's start; the rest as ffprobe has it.
 */
export async function
wholes(files, also)
{
	const [all, facts] = await Promise.all([decodeAll(files, { also }),
	    Promise.all(files.map(streams))]);
	const start = (k) => Number(facts[k].format.start_time) || 0;

	return all.map((seen, k) => ({ ...facts[k], ...seen,
	    frames: seen.frames.map((frame) =>
	    ({ ...frame, t: frame.t - start(k) })) }));
}

export async function
whole(file, also)
{
	return (await wholes([file], also))[0];
}

export async function
frames(file)
{
	return (await whole(file)).frames;
}

/* The frame on screen at a moment: the last with pts <= T; else the first. */
export function
shown(table, at)
{
	const late = table.findIndex(({ t }) => t > at + 1e-6);

	return table[late < 0 ? table.length - 1 : Math.max(0, late - 1)];
}

/* Mean luma, and mean distance of the chroma from gray, 0 to 255. */
export async function
look(file)
{
	const text = String(await command('ffmpeg', ['-v', 'error', '-nostdin',
	    '-i', `file:${file}`, '-map', '0:V:0', '-vf',
	    'format=yuv444p,signalstats,metadata=print:file=-',
	    '-frames:v', '1', '-f', 'null', '-']));
	const stat = (key) => Number(new RegExp(`${key}=([\\d.]+)`)
	    .exec(text)?.[1]);

	return { luma: stat('YAVG'), low: stat('YMIN'), high: stat('YMAX'),
	    saturation: stat('SATAVG') };
}

/* The mean RGB colour of a picture's eight patches, left to right. */
export async function
patches(file)
{
	const raw = await command('ffmpeg', ['-v', 'error', '-nostdin',
	    '-i', `file:${file}`, '-map', '0:V:0', '-vf',
	    `crop=iw:ih/12:0:ih*17/24,scale=${COLS * 10}:1:flags=area`,
	    '-frames:v', '1', '-pix_fmt', 'rgb24', '-f', 'rawvideo', 'pipe:1']);

	return Array.from({ length: COLS }, (_, i) =>
	    [...raw.subarray((i * 10 + 5) * 3, (i * 10 + 6) * 3)]);
}

/* How unlike its neighbours each line of the moving part is. */
export async function
comb(file)
{
	const { streams: [{ width }] } = await probe(file, '-show_streams',
	    '-select_streams', 'V:0');
	const gray = await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
	    `file:${file}`, '-map', '0:V:0', '-vf',
	    'crop=iw:ih/8:0:ih*7/8,format=gray', '-frames:v', '1', '-f',
	    'rawvideo', 'pipe:1']);
	const at = (y, x) => gray[y * width + x];
	let sum = 0, rows = Math.floor(gray.length / width);

	for (let y = 1; y < rows - 1; y++)
		for (let x = 0; x < width; x++)
			sum += Math.min(Math.abs(at(y, x) - at(y - 1, x)),
			    Math.abs(at(y, x) - at(y + 1, x)));
	return sum / (rows * width);
}
