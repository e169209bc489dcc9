/*
 * Films of eight colours side by side, and how Chromium shows a film or a
 * picture of them: what tests of colours compare.
 */
import fs from 'node:fs';
import path from 'node:path';
import { chromium, serve } from './chromium.mjs';
import { command } from './frames.mjs';

/* Within what every space here can hold, so that nothing is cut off. */
export const SWATCHES = [[192, 64, 32], [64, 160, 64], [48, 80, 192],
	[200, 190, 60], [60, 180, 190], [180, 60, 170], [128, 128, 128],
	[230, 180, 150]];

const FRAMES = 12;
const RATE = 24;

/* One picture as raw RGB: each colour in a column of its own. */
function
columns([width, height], colours)
{
	const line = Buffer.alloc(3 * width);

	for (let x = 0; x < width; x++)
		line.set(colours[Math.floor(x * colours.length / width)],
		    3 * x);
	return Buffer.concat(Array(height).fill(line));
}

/*
 * Writes such a film.  The recipe: { name, size, matrix, range, tags, codec,
 * format, vf, colours }, where tags are what the file says of its matrix,
 * primaries and transfer, matrix and range what its samples are.
 */
export async function
swatchFilm(folder, { name, size, matrix = 'bt709', range = 'tv', tags = [],
    codec = ['libx264', '-preset', 'ultrafast', '-crf', '8'],
    format = 'yuv420p', vf = '', colours = SWATCHES })
{
	const raw = path.join(folder, `${name}.rgb`);
	const out = path.join(folder, name);
	const named = ['colorspace', 'color_primaries', 'color_trc']
	    .map((key, i) => [key, tags[i] ?? 'unknown']);
	const said = named.map((pair) => pair.join('=')).join(':');

	fs.writeFileSync(raw, columns(size, colours));
	await command('ffmpeg', ['-v', 'error', '-nostdin', '-y', '-f',
	    'rawvideo', '-pix_fmt', 'rgb24', '-s', size.join('x'),
	    '-framerate', String(RATE), '-stream_loop', String(FRAMES - 1),
	    '-i', raw, '-vf', `format=gbrp,${vf}scale=out_color_matrix=` +
	    `${matrix}:out_range=${range}:flags=accurate_rnd,format=` +
	    `${format},setparams=range=${range}:${said}`, '-c:v', ...codec,
	    '-color_range', range, ...named.filter(([, tag]) =>
	    tag !== 'unknown').flatMap(([key, tag]) => [`-${key}`, tag]), out]);
	fs.rmSync(raw);
	return out;
}

/* Runs in the page: the middles of the columns of what it shows. */
async function
sample({ url, film, count, top })
{
	const shown = document.createElement(film ? 'video' : 'img');
	const canvas = document.createElement('canvas');
	const pen = canvas.getContext('2d', { willReadFrequently: true });

	document.body.replaceChildren(shown);
	shown.style.width = '320px';
	if (film) {
		const seen = new Promise((resolve, reject) => {
			shown.requestVideoFrameCallback(resolve);
			shown.onerror = () => reject(new Error(
			    shown.error.message || shown.error.code));
			setTimeout(reject, 10000, new Error('no picture'));
		});
		Object.assign(shown, { muted: true, src: url });
		await seen;
	} else {
		shown.src = url;
		await shown.decode();
	}
	canvas.width = shown.videoWidth || shown.naturalWidth;
	canvas.height = shown.videoHeight || shown.naturalHeight;
	pen.drawImage(shown, 0, 0);
	const y = Math.floor(canvas.height * top);
	return Array.from({ length: count }, (_, i) => [...pen.getImageData(
	    Math.floor((i + 0.5) * canvas.width / count), y, 1, 1).data]
	    .slice(0, 3));
}

/*
 * A browser over a folder: gives swatches(file name), the eight colours as it
 * shows them, or an error; null where nothing can drive one.
 */
export async function
eye(folder)
{
	const browser = await chromium(), url = await serve(folder);

	if (!browser)
		return null;
	const page = await browser.newPage();
	let before = page.goto(url);

	/* One after the other: what is not in the page is not painted. */
	return (name, { top = 0.5, count = SWATCHES.length } = {}) => {
		const look = () => page.evaluate(sample, { top, count,
		    url: url + encodeURIComponent(name),
		    film: /\.(mp4|webm|mkv)$/.test(name) });
		const seen = before.then(look);
		before = seen.catch(() => null);
		return seen;
	};
}

/* The greatest distance of a channel between two lists of colours. */
export function
apart(some, others)
{
	return Math.max(...some.flatMap((colour, i) => colour.map((value, j) =>
	    Math.abs(value - others[i][j]))));
}

/* Each colour near to one of the lists: how far the worst is from all. */
export function
off(seen, ...wanted)
{
	return Math.max(...seen.map((colour, i) => Math.min(...wanted.map(
	    (list) => apart([colour], [list[i]])))));
}
