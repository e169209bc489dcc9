/*
 * Headless Chromium as a viewer of clips: what it shows first and last, how
 * much sound it decoded, and whether it complained.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanup, ok } from './tap.mjs';
import { read, WIDTH, HEIGHT } from './frames.mjs';

const STATIC = fileURLToPath(new URL('../../static/', import.meta.url));
const BROWSER = process.env.CHROMIUM ?? '/usr/bin/chromium';
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic',
	'--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync',
	'--autoplay-policy=no-user-gesture-required'];
const TYPES = { '.mp4': 'video/mp4', '.webm': 'video/webm',
	'.mp3': 'audio/mpeg', '.gif': 'image/gif', '.webp': 'image/webp',
	'.jpg': 'image/jpeg', '.png': 'image/png', '.avif': 'image/avif' };
const DEADLINE_MS = 20000;

/* What drives it comes with the app's modules, which a release lacks. */
export function
driver(engine)
{
	try {
		return createRequire(path.join(STATIC, 'package.json'))(
		    'playwright-core')[engine];
	} catch {
		return null;
	}
}

/* A browser that ends with the test; null where nothing can drive one. */
export async function
chromium(options = {})
{
	const engine = driver('chromium');

	if (!engine)
		return null;
	const browser = await engine.launch({ executablePath: BROWSER,
	    args: ARGS, ...options });

	cleanup(() => browser.close());
	return browser;
}

function
range(header, size)
{
	const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? [];

	return from === undefined ? null :
	    { start: Number(from), end: to ? Number(to) : size - 1 };
}

function
send(folder, request, response)
{
	const name = path.basename(decodeURIComponent(request.url));
	const file = path.join(folder, name);

	if (!name || !fs.existsSync(file))
		return response.writeHead(request.url === '/' ? 200 : 404,
		    { 'Content-Type': 'text/html' }).end();
	const size = fs.statSync(file).size;
	const part = range(request.headers.range, size);
	response.writeHead(part ? 206 : 200, {
		'Content-Type': TYPES[path.extname(name)] ??
		    'application/octet-stream', 'Accept-Ranges': 'bytes',
		'Content-Length': part ? part.end - part.start + 1 : size,
		...(part && { 'Content-Range':
		    `bytes ${part.start}-${part.end}/${size}` }) });
	return fs.createReadStream(file, part ?? {})
	    .on('error', () => response.destroy()).pipe(response);
}

/* A folder on a free port of the loopback, with ranges, as nginx gives. */
export async function
serve(folder)
{
	const server = createServer((request, response) =>
	    send(folder, request, response));

	await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
	cleanup(() => { server.closeAllConnections(); server.close(); });
	return `http://127.0.0.1:${server.address().port}/`;
}

/* Pictures come from the page as text: a list of numbers is slow to send. */
function
picture(text)
{
	const rgba = text && Buffer.from(text, 'base64');

	return rgba && read(Uint8Array.from({ length: rgba.length / 4 },
	    (_, i) => Math.round(0.299 * rgba[4 * i] +
	    0.587 * rgba[4 * i + 1] + 0.114 * rgba[4 * i + 2])));
}

/*
 * Runs in the page: what it sees at the start, a second before the end, and
 * when it has played to the end.
 */
async function
watch({ url, width, height, deadline })
{
	const video = document.createElement('video');
	const event = (name) => new Promise((resolve, reject) => {
		video.addEventListener(name, resolve, { once: true });
		video.addEventListener('error', () => reject(new Error(
		    video.error.message || `code ${video.error.code}`)));
		setTimeout(() => reject(new Error(`no ${name}`)), deadline);
	});
	const canvas = document.createElement('canvas');
	const pen = canvas.getContext('2d', { willReadFrequently: true });
	const look = () => {
		pen.drawImage(video, 0, 0, width, height);
		return btoa(String.fromCharCode(
		    ...pen.getImageData(0, 0, width, height).data));
	};

	Object.assign(canvas, { width, height });
	document.body.replaceChildren(video);
	const isBlank = (text) => new Set(atob(text)).size < 3;
	const pause = () => new Promise((resolve) => {
		setTimeout(resolve, deadline / 16);
	});
	const painted = new Promise((resolve) => {
		video.requestVideoFrameCallback(() => {
			const text = look();
			if (!isBlank(text))
				resolve(text);
		});
	});
	const loaded = event('loadeddata');
	video.src = url;
	await loaded;
	/*
	 * Firefox announces no frame of a paused film when it was late; what
	 * it holds is then still the first one.
	 */
	const held = async () => {
		let text;

		for (let i = 0; i < 16 && (i < 4 || isBlank(text)); i++) {
			await pause();
			text = look();
		}
		return text;
	};
	const first = video.videoWidth ?
	    await Promise.race([painted, held()]) : look();
	const from = video.currentTime;
	const played = event('timeupdate');
	await video.play();
	await played;
	video.pause();
	const sought = event('seeked');
	video.currentTime = Math.max(0, video.duration - 0.001);
	await sought;
	const last = look(), ended = event('ended');
	video.currentTime = Math.max(0, video.duration - 0.3);
	await video.play();
	await ended;
	return { first, from, last, width: video.videoWidth,
	    height: video.videoHeight, duration: video.duration,
	    audioBytes: video.webkitAudioDecodedByteCount,
	    videoBytes: video.webkitVideoDecodedByteCount };
}

/* Runs in the page: each picture of a moving one, and how long they stay. */
async function
leaf({ url, type, width, height })
{
	const { body } = await fetch(url);
	const decoder = new ImageDecoder({ data: body, type });
	const canvas = new OffscreenCanvas(width, height);
	const pen = canvas.getContext('2d', { willReadFrequently: true });
	const seen = [];
	let seconds = 0, image;

	await decoder.completed;
	for (let i = 0; i < decoder.tracks.selectedTrack.frameCount; i++) {
		image?.close();
		({ image } = await decoder.decode({ frameIndex: i }));
		pen.drawImage(image, 0, 0, width, height);
		seen.push(btoa(String.fromCharCode(
		    ...pen.getImageData(0, 0, width, height).data)));
		seconds += image.duration / 1e6;
	}
	return { seen, seconds, width: image.displayWidth,
	    height: image.displayHeight };
}

/* Shows a moving picture: { frames, seconds, width, height }, or { error }. */
export async function
animate(page, url)
{
	try {
		const { seen, ...facts } = await page.evaluate(leaf, { url,
		    type: TYPES[path.extname(url)], width: WIDTH,
		    height: HEIGHT });
		return { ...facts, frames: seen.map(picture) };
	} catch (error) {
		return { error: error.message.split('\n')[0] };
	}
}

/*
 * A page for each core; gives view(play or animate, file of the folder), which
 * is null where there is no browser.
 */
export async function
viewers(folder)
{
	const browser = await chromium(), url = await serve(folder);

	if (!browser) {
		ok(true, 'seen in Chromium # SKIP no browser');
		return () => null;
	}
	const pages = await Promise.all(os.cpus().map(async () => {
		const page = await browser.newPage();
		await page.goto(url);
		return page;
	}));
	return async (look, file) => {
		const page = pages.pop();
		if (!page)
			throw new Error('more views at once than pages');
		const seen = await look(page, url + path.basename(file));
		pages.push(page);
		return seen;
	};
}

/*
 * Plays a file: { first, last, from, width, height, duration, audioBytes,
 * videoBytes }, or { error }.  One page plays one file at a time.
 */
export async function
play(page, url)
{
	try {
		const seen = await page.evaluate(watch, { url, width: WIDTH,
		    height: HEIGHT, deadline: DEADLINE_MS });
		return { ...seen, first: picture(seen.first),
		    last: picture(seen.last) };
	} catch (error) {
		return { error: error.message.split('\n')[0] };
	}
}
