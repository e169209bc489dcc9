/*
 * What the tests over a film of two hours share: the film, the moments, its
 * subtitles, and how much FFmpeg read.  Bytes are counted, not time.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture, each } from './capture.mjs';
import { frames } from './frames.mjs';
import { LONG, minute, numbered, repeated } from './long.mjs';
import { ok, tmpdir } from './tap.mjs';

const MINUTES = 120;
export const SECONDS = 60 * MINUTES;
/* Within a cue; the last is near the end. */
export const MOMENTS = [2, SECONDS / 2 + 31, SECONDS - 18];
export const SUBTITLES = { none: {}, text: { subtitle: LONG.text },
	ASS: { subtitle: LONG.ass }, bitmap: { subtitle: LONG.bitmap } };
const LENGTH = 1;
/* Of the film: what reads to its end, or from its start, reads far more. */
const READ_MOST = 1 / 10;
const MOST_BYTES = 40000, HEIGHT = 60;
const WISHES = { plain: {}, size: { max_bytes: MOST_BYTES },
	height: { height: HEIGHT } };
const CLIPS = { fast: { format: 'mp4' }, precise: { format: 'mp4',
	precise: true }, webm: { format: 'webm' }, gif: { format: 'gif' },
	webp: { format: 'webp' }, mp3: { format: 'mp3' } };
/* These know no size limit. */
const UNSIZED = ['gif', 'webp'];

export const dir = tmpdir();

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

const once = await minute(dir), read = counting();
export const film = await repeated(once, MINUTES, path.join(dir, 'long.mkv'));

/* Every kind of subtitles with every format, at every moment. */
export function
combinations(formats, kinds = Object.keys(SUBTITLES))
{
	return kinds.flatMap((subtitles) => formats.flatMap((format) =>
	    MOMENTS.map((at) => ({ at, format, subtitles }))));
}

/* And with every wish that the format knows. */
function
wishes(formats, kinds)
{
	return combinations(formats, kinds).flatMap((one) =>
	    Object.keys(WISHES).filter((wish) =>
		wish !== 'size' || !UNSIZED.includes(one.format))
		.map((wish) => ({ ...one, wish })));
}

export function
near(n, at)
{
	return Math.abs((n ?? NaN) - numbered(at)) <= 1;
}

/* Sound alone has no height. */
function
granted(wish, out, height)
{
	return wish === 'size' ? fs.statSync(out).size <= MOST_BYTES :
	    wish !== 'height' || !height || height === HEIGHT;
}

async function
clip(file, { at, format, subtitles, wish })
{
	const type = path.extname(file).slice(1), what = CLIPS[format];
	const name = `${format} of ${type} at ${at}, subtitles ${subtitles}, ` +
	    wish;
	const out = path.join(dir, `${name.replaceAll(/\W+/g, '-')}.` +
	    what.format);
	const [{ answer }] = await capture({ kind: 'clip', path: file, out,
	    start: at, end: at + LENGTH, ...what, ...SUBTITLES[subtitles],
	    ...WISHES[wish] });
	/* FFmpeg reads no moving WebP, and there is nothing to see in an MP3. */
	const seen = answer.status || ['webp', 'mp3'].includes(what.format) ?
	    [] : await frames(out);
	const [first] = seen.filter(({ t }) => t > -0.001);

	ok(answer.status === 0 && Math.abs(answer.duration_s - LENGTH) < 0.25 &&
	    (!first || near(first.n, at)) && granted(wish, out, answer.height),
	    name,
	    `${JSON.stringify(answer)} ${JSON.stringify(first)}`);
}

/* How much of the film was read for any of at least so many captures. */
export function
bounded(least)
{
	const list = read(), [[most, where]] = list;
	const { size } = fs.statSync(film);

	ok(list.length >= least && most < size * READ_MOST,
	    'little of the film is read, whatever is made of it',
	    `${list.length} times; ${most} of ${size}: ${where}`);
}

/* Clips in these formats, of the film and of an MP4 without subtitles. */
export async function
clips(formats)
{
	const mp4 = await repeated(once, MINUTES, path.join(dir, 'long.mp4'),
	    ['-map', '0:v', '-map', '0:a']);
	const all = [...wishes(formats).map((one) => [film, one]),
	    ...wishes(formats, ['none']).map((one) => [mp4, one])];

	await each(all, ([file, one]) => clip(file, one));
	bounded(all.length);
}
