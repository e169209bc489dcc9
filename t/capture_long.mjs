#!/usr/bin/env node
/*
 * A film of two hours: what a picture or a strip reads of it does not grow
 * with the film, nor with the place in it.
 */
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { command, picture, tiles } from './lib/frames.mjs';
import { bounded, combinations, dir, film, MOMENTS, near, SECONDS, SUBTITLES }
    from './lib/long_captures.mjs';
import { done, is, ok } from './lib/tap.mjs';

const PICTURES = ['jpg', 'png', 'webp'];
const STEPS = [0, 1, 5];

async function
shot({ at, format, subtitles })
{
	const out = path.join(dir, `${subtitles}-${at}.${format}`);
	const [{ answer }] = await capture({ kind: 'screenshot', at, path: film,
	    out, format, ...SUBTITLES[subtitles] });
	const seen = answer.status ? null : await picture(out);

	ok(near(seen?.n, at), `${format} at ${at}, subtitles ${subtitles}`,
	    answer.why ?? JSON.stringify(seen));
}

async function
strip(at, step)
{
	const out = path.join(dir, `strip-${at}-${step}.jpg`);
	const [{ answer }] = await capture({ kind: 'strip', path: film, out, at,
	    count: 3, step, width: 160 });
	const seen = answer.status ? [] : await tiles(out, answer.columns);

	ok(answer.times?.length && seen.slice(0, answer.times.length).every(
	    (one, i) => near(one?.n, answer.times[i])),
	    `a strip at ${at}, ${step} s apart`,
	    `${JSON.stringify(answer)} ${JSON.stringify(seen)}`);
}

/* How many pixels two pictures do not share. */
async function
different(...files)
{
	const [one, other] = await Promise.all(files.map((file) =>
	    command('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
	    'format=gray', '-f', 'rawvideo', 'pipe:1'])));

	return one.filter((value, i) => Math.abs(value - other[i]) > 60).length;
}

/* The subtitles are drawn, wherever it is. */
async function
drawn(at)
{
	const file = (subtitles) => path.join(dir, `${subtitles}-${at}.png`);

	for (const subtitles of ['text', 'ASS', 'bitmap'])
		ok(await different(file('none'), file(subtitles)) > 50,
		    `${subtitles} is seen at ${at}`);
}

const shots = combinations(PICTURES);

await each(shots, shot);
await each(MOMENTS, drawn);
await each(MOMENTS.flatMap((at) => STEPS.map((step) => [at, step])),
    ([at, step]) => strip(at, step));
bounded(shots.length);
is((await capture({ kind: 'clip', path: film, out: path.join(dir, 'x.gif'),
    format: 'gif', start: SECONDS + 5, end: SECONDS + 9 }))[0].answer.status,
    -22, 'after the end there is nothing');
await done();
