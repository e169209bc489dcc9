#!/usr/bin/env node
/* Filmstrips: each tile is a frame of the film, at the time that is told. */
import path from 'node:path';
import { ok, is, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { film, ready, table, where } from './lib/films.mjs';
import { command, shown, streams, tiles } from './lib/frames.mjs';

const dir = tmpdir();
const NAMES = ['h264-aac.mp4', 'h264-aac.mkv', 'h264-vfr.mkv',
	'h264-opengop.mkv', 'h264-bframes.mp4', 'h264-aac.ts', 'hevc-pq.mkv',
	'av1-aac.mp4', 'vp9-opus.webm', 'interlaced-tff.mkv', 'anamorphic.mkv',
	'mpeg2-ac3.mpg', 'cover-first.mp4', 'late-picture.mkv',
	'rotated-90.mp4', 'held.mkv', 'slideshow.mp4', 'long.mkv'];
const SAME = 0.0015;

async function
strip(name, more, i)
{
	const out = path.join(dir, `${name}-${i}.jpg`);
	const [{ answer }] = await capture({ kind: 'strip', out,
	    path: where(name), ...more });
	const rows = Math.ceil(answer.times.length / answer.columns);
	const seen = answer.status ? [] :
	    await tiles(out, answer.columns, rows);

	return { ...answer, seen: seen.slice(0, answer.times.length) };
}

/* Every tile is the film's, and of the time that goes with it. */
function
honest(name, list, { times, seen })
{
	return seen.every((tile, i) => tile?.film === film(name).id &&
	    tile.turn === 0 && Math.abs(list[tile.n].t - times[i]) < SAME);
}

async function
spread(name)
{
	const list = await table(name), at = list.at(-1).t / 2;
	const made = await strip(name, { at, count: 8, step: 1 }, 'spread');
	const wanted = made.times.map((_, i) => made.times[0] + i);
	const far = made.times.map((time, i) => Math.abs(time - wanted[i]));
	/* Where frames are quick to decode; held ones stay on screen. */
	const room = Math.max(0.5, ...list.slice(1).map(({ t }, i) =>
	    t - list[i].t));

	ok(made.status === 0 && made.times.length > 0 &&
	    honest(name, list, made), `${name}: a second apart, its times`,
	    `${made.why} ${made.times} ${JSON.stringify(made.seen)}`);
	ok(far.every((off) => off <= room), `${name}: about a second apart`,
	    made.times.join(' '));
}

async function
single(name)
{
	const list = await table(name), at = list[list.length >> 1].t + 0.002;
	const made = await strip(name, { at, count: 7, step: 0 }, 'single');
	const numbers = made.seen.map((tile) => tile?.n);

	is(numbers, numbers.map((_, i) => numbers[0] + i),
	    `${name}: frame by frame`);
	ok(numbers.includes(shown(list, at).n) && honest(name, list, made),
	    `${name}: around the moment, with their times`,
	    `${made.why} ${made.times} ${numbers}, T=${at}`);
}

/* At 0 there is a picture, also where it begins after the sound. */
async function
first(name)
{
	const list = await table(name);
	const made = await strip(name, { at: 0, count: 1, step: 0 }, 'first');

	is(made.seen.map((tile) => tile?.n), [list[0].n],
	    `${name}: the first picture at 0`);
}

/*
 * A telephone's 4K, as large as may be asked for: FFmpeg reserves ten times
 * what it then holds.
 */
async function
upright()
{
	const source = path.join(dir, 'upright.mp4');

	await command('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i',
	    'testsrc2=s=2160x3840:r=24:d=1', '-pix_fmt', 'yuv420p', '-c:v',
	    'libx264', '-preset', 'ultrafast', source]);
	const out = path.join(dir, 'upright.jpg');
	const [{ answer }] = await capture({ kind: 'strip', out, path: source,
	    at: 0.5, count: 60, step: 0, width: 1280 });

	is([answer.status, answer.why ?? null], [0, null],
	    '4K on end: within the limits');
	const { streams: [seen] } = await streams(out);
	const rows = Math.ceil(60 / answer.columns);

	is(answer.times.length, 24, '  all of its frames');
	is([seen.width, Math.round(seen.height / rows / 10)],
	    [answer.columns * 1280, 228], '  each of its shape');
}

await ready();
await upright();
await each(NAMES, spread);
await each(NAMES.filter((name) => name !== 'slideshow.mp4'), single);
await each(['h264-aac.mkv', 'late-picture.mkv', 'h264-aac.ts'], first);
await done();
