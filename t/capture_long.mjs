#!/usr/bin/env node
/*
 * A film of two hours: what a capture reads of it, whatever is made, does not
 * grow with the film, nor with the place in it.  Bytes are counted, not time.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { command, frames, picture, tiles } from './lib/frames.mjs';
import { LONG, minute, numbered, repeated } from './lib/long.mjs';
import { done, is, ok, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const MINUTES = 120, SECONDS = 60 * MINUTES;
/* Within a cue; the last is near the end. */
const MOMENTS = [2, SECONDS / 2 + 31, SECONDS - 18];
const LENGTH = 2;
/* Of the film: what reads to its end, or from its start, reads far more. */
const READ_MOST = 1 / 10;
const SUBTITLES = { none: {}, text: { subtitle: LONG.text },
	ASS: { subtitle: LONG.ass }, bitmap: { subtitle: LONG.bitmap } };
const WISHES = { plain: {}, size: { max_bytes: 60000 },
	height: { height: 60 } };
const PICTURES = ['jpg', 'png', 'webp'];
const CLIPS = { fast: { format: 'mp4' }, precise: { format: 'mp4',
	precise: true }, webm: { format: 'webm' }, gif: { format: 'gif' },
	webp: { format: 'webp' }, mp3: { format: 'mp3' } };
const UNSIZED = ['gif', 'webp'];

/*
 * FFmpeg, that writes down how many bytes it read.  It may be asked to end
 * early, and knows how to; the shell around it waits for that.
 */
function
counting()
{
	const script = path.join(dir, 'ffmpeg'), log = `${script}.read`;

	fs.writeFileSync(script, "#!/bin/sh\ntrap '' INT TERM\n" +
	    'ffmpeg "$@"\nrc=$?\nfor out; do :; done\n' +
	    'read=$(sed -n \'s/^rchar: //p\' /proc/$$/io)\n' +
	    `echo "$read $out" >> '${log}'\nexit $rc\n`, { mode: 0o755 });
	process.env.FFMPEG_PATH = script;
	return () => fs.readFileSync(log, 'utf8').trim().split('\n')
	    .map((line) => [parseInt(line), line]).sort(([a], [b]) => b - a);
}

/* Every kind of subtitles with every format, at every moment. */
function
combinations(formats)
{
	return Object.keys(SUBTITLES).flatMap((subtitles) => formats
	    .flatMap((format) => MOMENTS.map((at) => ({ at, format,
		subtitles }))));
}

/* Each format and kind of subtitles has each wish, at one of the moments. */
function
clips()
{
	return combinations(Object.keys(CLIPS)).map((one, i) => {
		const all = Object.keys(WISHES).filter((wish) =>
		    wish !== 'size' || !UNSIZED.includes(one.format));
		const turn = i + Object.keys(SUBTITLES).indexOf(one.subtitles);
		return { ...one, wish: all[turn % all.length] };
	});
}

function
near(n, at)
{
	return Math.abs((n ?? NaN) - numbered(at)) <= 1;
}

async function
shot(file, { at, format, subtitles })
{
	const out = path.join(dir, `${subtitles}-${at}.${format}`);
	const [{ answer }] = await capture({ kind: 'screenshot', at, path: file,
	    out, format, ...SUBTITLES[subtitles] });
	const seen = answer.status ? null : await picture(out);

	ok(near(seen?.n, at), `${format} at ${at}, subtitles ${subtitles}`,
	    answer.why ?? JSON.stringify(seen));
}

async function
clip(file, { at, format, subtitles, wish })
{
	const name = `${format} at ${at}, subtitles ${subtitles}, ${wish}`;
	const what = CLIPS[format];
	const out = path.join(dir, `${name.replaceAll(/\W+/g, '-')}-` +
	    `${path.extname(file).slice(1)}.${what.format}`);
	const [{ answer }] = await capture({ kind: 'clip', path: file, out,
	    start: at, end: at + LENGTH, ...what, ...SUBTITLES[subtitles],
	    ...WISHES[wish] });
	/* FFmpeg reads no moving WebP, and there is nothing to see in an MP3. */
	const seen = answer.status || ['webp', 'mp3'].includes(what.format) ?
	    [] : await frames(out);
	const [first] = seen.filter(({ t }) => t > -0.001);

	ok(answer.status === 0 && Math.abs(answer.duration_s - LENGTH) < 0.25 &&
	    (!first || near(first.n, at)), name,
	    `${JSON.stringify(answer)} ${JSON.stringify(first)}`);
}

async function
strip(file, at, step)
{
	const out = path.join(dir, `strip-${at}-${step}.jpg`);
	const [{ answer }] = await capture({ kind: 'strip', path: file, out, at,
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

const once = await minute(dir), read = counting();
const film = await repeated(once, MINUTES, path.join(dir, 'long.mkv'));
const mp4 = await repeated(once, MINUTES, path.join(dir, 'long.mp4'),
    ['-map', '0:v', '-map', '0:a']);

await each(combinations(PICTURES), (one) => shot(film, one));
await each(MOMENTS, drawn);
await each(MOMENTS.flatMap((at) => [0, 1, 5].map((step) => [at, step])),
    ([at, step]) => strip(film, at, step));
await each(clips(), (one) => clip(film, one));
await each(clips().filter(({ subtitles }) => subtitles === 'none'), (one) =>
    clip(mp4, one));
const [[most, where], ...others] = read();
const { size } = fs.statSync(film);
ok(others.length > 100 && most < size * READ_MOST,
    'little of the film is read, whatever is made of it',
    `${most} of ${size}: ${where}`);
is((await capture({ kind: 'clip', path: film, out: path.join(dir, 'x.gif'),
    format: 'gif', start: SECONDS + 5, end: SECONDS + 9 }))[0].answer.status,
    -22, 'after the end there is nothing');
await done();
