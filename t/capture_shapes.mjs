#!/usr/bin/env node
/*
 * Clips of every format, played or shown by Chromium; clips of at most so
 * many lines; clips that fit a size.
 */
import path from 'node:path';
import { ok, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { animate, play, viewers } from './lib/chromium.mjs';
import { ready, table, where, film } from './lib/films.mjs';
import { command, frames, probe, shown } from './lib/frames.mjs';
import { hear } from './lib/sound.mjs';

const dir = tmpdir();
const START = 2.03, LENGTH = 2;
const EINVAL = -22;
/* A frame of the slowest film here, and of the slowest format. */
const FRAME = 1 / 15;
/* MP3 and Opus begin and end with silence of their own. */
const PADDING = 0.08;
const FILMS = ['h264-aac.mkv', 'mpeg2-dts-pgs.mkv', 'hevc-hlg.mp4',
	'interlaced-paff.ts'];

await ready();
const view = await viewers(dir);
let made = 0;

async function
clip(name, wish)
{
	const format = wish.format ?? 'mp4';
	const out = path.join(dir, `${++made}.${format}`);
	const [{ answer }] = await capture({ kind: 'clip', path: where(name),
	    start: START, end: START + LENGTH, ...wish, out });

	return { ...answer, out, name, format };
}

const near = (got, want, slack) => Math.abs(got - want) <= slack;

/* The frame on screen at a moment of the clip, or a neighbour. */
async function
isFrame(name, got, at)
{
	const list = await table(name);
	const want = [-FRAME, 0, FRAME].map((off) => shown(list, at + off).n);

	return got && got.film === film(name).id && got.n >= want[0] &&
	    got.n <= want[2];
}

async function
webm(name)
{
	const c = await clip(name, { format: 'webm' });
	const got = c.status ? [] : await frames(c.out);
	const seen = c.status ? null : await view(play, c.out);

	ok(!c.status && await isFrame(name, got[0], START) &&
	    await isFrame(name, got.at(-1), START + LENGTH - FRAME) &&
	    near(c.duration_s, LENGTH, FRAME + PADDING),
	    `${name}: a WebM of its frames`,
	    `${c.why} ${JSON.stringify([got[0], got.at(-1), c.duration_s])}`);
	ok(!seen || (await isFrame(name, seen.first, START) &&
	    seen.audioBytes > 0), '  plays, with sound', JSON.stringify(seen));
}

async function
mp3(name)
{
	const c = await clip(name, { format: 'mp3' });
	const seen = c.status ? null : await view(play, c.out);
	const { streams } = await probe(c.out, '-show_streams');

	ok(!c.status && near(c.duration_s, LENGTH, PADDING) &&
	    streams.map((s) => s.codec_name).join() === 'mp3',
	    `${name}: its sound as MP3`, `${c.why} ${c.duration_s}`);
	ok(!seen || (seen.audioBytes > 0 && !seen.width), '  plays',
	    JSON.stringify(seen));
}

/* Pictures that move: as many as there is time for, in their order. */
async function
animation(name, format, rate)
{
	const c = await clip(name, { format });
	const seen = c.status ? null : await view(animate, c.out);
	const order = seen?.frames?.every((frame, i, all) => frame &&
	    (!i || frame.n >= all[i - 1].n));

	ok(!c.status && c.size_bytes > 0 && c.width > 0,
	    `${name}: made a ${format}`, c.why);
	ok(!seen || (seen.width === c.width && seen.height === c.height &&
	    near(seen.seconds, LENGTH, 2 / rate) &&
	    near(seen.frames.length, LENGTH * rate, 2) && order &&
	    await isFrame(name, seen.frames[0], START) &&
	    await isFrame(name, seen.frames.at(-1), START + LENGTH - FRAME)),
	    '  shows its frames in order', JSON.stringify(seen));
}

async function
lines([name, format, height, want])
{
	const c = await clip(name, { format, height });
	const { streams: [video] } = format === 'webp' ? { streams: [c] } :
	    await probe(c.out, '-show_streams', '-select_streams', 'v');

	ok(!c.status && video.height === want && c.height === want &&
	    near(video.width / video.height, 16 / 9, 0.02),
	    `${name}: ${height} lines of ${format} are ${want}`,
	    `${c.why} ${video?.width}x${video?.height}`);
}

const PARTS = { start: 1.03, end: 5.1 };

const HZ = [440];
/* A copied packet of sound is at most this long. */
const GRAIN = 0.035;

/* Its beats where they were, and as much of it. */
function
sameSound(was, now)
{
	return near(now.seconds, was.seconds, GRAIN) &&
	    now.beats.length === was.beats.length &&
	    now.beats.every((at, i) => near(at, was.beats[i], 0.015));
}

/* Of its room; the rates of an MP3 lie up to a quarter apart. */
const LEAST = { mp3: 0.75 };

/* A clip that is larger by itself is made to fit, and uses its room. */
async function
shrunk([name, format, max])
{
	const free = await clip(name, { ...PARTS, format });
	const c = await clip(name, { ...PARTS, format, max_bytes: max });
	const seen = c.status ? null : await view(play, c.out);

	ok(free.size_bytes > max && !c.status && c.size_bytes <= max &&
	    c.size_bytes >= (LEAST[format] ?? 0.85) * max &&
	    near(c.duration_s, free.duration_s, FRAME),
	    `${name}: ${format} of ${free.size_bytes} bytes in ${max}`,
	    `${c.why} ${c.size_bytes}`);
	ok(!seen || seen.audioBytes > 0, '  plays', JSON.stringify(seen));
	const [was, now] = c.status ? [] : await Promise.all([free.out, c.out]
	    .map((file) => hear(file, HZ)));
	ok(!c.status && sameSound(was, now), '  sounds the same',
	    `${JSON.stringify(was)} ${JSON.stringify(now)}`);
}

/* The size is used also where the sound ends before the film does. */
async function
cutShort(max)
{
	const source = where('gop79-1080p.mkv');
	const early = path.join(dir, 'early.mkv');

	await command('ffmpeg', ['-v', 'error', '-i', source, '-t', '3', '-i',
	    source, '-map', '0:v', '-map', '1:a', '-c', 'copy', '-y', early]);
	const c = await clip('gop79-1080p.mkv', { ...PARTS, path: early,
	    format: 'mp3', max_bytes: max });
	ok(!c.status && c.size_bytes <= max && c.size_bytes >= LEAST.mp3 * max &&
	    near(c.duration_s, 3 - PARTS.start, PADDING),
	    `sound that ends early: mp3 in ${max}`,
	    `${c.why} ${c.size_bytes} ${c.duration_s}`);
}

/* One that fits is what it would have been. */
async function
left([name, format, wish])
{
	const free = await clip(name, { ...wish, format });
	const c = await clip(name, { ...wish, format,
	    max_bytes: free.size_bytes + 1 });

	ok(!c.status && c.size_bytes <= free.size_bytes &&
	    c.size_bytes >= 0.98 * free.size_bytes,
	    `${name}: ${format} that fits is left alone`,
	    `${c.why} ${c.size_bytes} of ${free.size_bytes}`);
}

async function
refused([wish, word])
{
	const c = await clip('gop79-1080p.mkv', wish);

	ok(c.status === EINVAL && c.why.includes(word),
	    `refused: ${JSON.stringify(wish)}`, `${c.status} ${c.why}`);
}

await each(FILMS, webm);
await each(FILMS, mp3);
await each(FILMS, (name) => animation(name, 'gif', 15));
await each(FILMS, (name) => animation(name, 'webp', 20));
await each([
	['gop79-1080p.mkv', 'mp4', 480, 480],
	['gop79-1080p.mkv', 'mp4', 333, 332],
	['gop79-1080p.mkv', 'webm', 240, 240],
	['gop79-1080p.mkv', 'webp', 120, 120],
	['gop79-1080p.mkv', 'gif', 120, 120],
	['h264-aac.mkv', 'mp4', 720, 180],
], lines);
await each([
	['gop79-1080p.mkv', 'mp4', 80000],
	/* Sounds as simple as can be, at rates of LAME's and between them. */
	...[20300, 50000, 66000, 97000].map((max) =>
		['gop79-1080p.mkv', 'mp3', max]),
	['h264-aac.mkv', 'mp4', 60000],		/* a copy, but for its size */
	['interlaced-paff.ts', 'mp4', 200000],	/* hardly less */
	['mpeg2-dts-pgs.mkv', 'mp4', 125000],
	['mpeg2-dts-pgs.mkv', 'webm', 75000],
	/* Next to nothing to draw: most of a rate would be left unused. */
	['slideshow.mp4', 'mp4', 62000],
	['held.mkv', 'webm', 68000],
], shrunk);
await cutShort(33000);
await each([
	['h264-aac.mkv', 'mp4', {}],
	['h264-aac.mkv', 'mp4', { precise: true }],
	['h264-aac.mkv', 'webm', {}],
	['h264-aac.mkv', 'mp3', {}],
], left);
await each([
	[{ max_bytes: 20000 }, 'max_bytes'],
	[{ max_bytes: 20000, format: 'webm' }, 'max_bytes'],
	[{ max_bytes: 5000, format: 'mp3' }, 'max_bytes'],
	[{ max_bytes: 1 << 20, format: 'gif' }, 'max_bytes'],
	[{ max_bytes: 1 << 20, format: 'webp' }, 'max_bytes'],
], refused);
await done();
