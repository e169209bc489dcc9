#!/usr/bin/env node
/* Subtitles burned in: all kinds, when they are due and only then. */
import path from 'node:path';
import { ok, is, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { CUES } from './lib/film_extras.mjs';
import { film, ready, table, where } from './lib/films.mjs';
import { series, shown, streams, whole } from './lib/frames.mjs';

const dir = tmpdir();
const WIDTH = 320, HEIGHT = 180, BAND = 64;
/* So unlike the picture without them must a pixel of theirs be. */
const UNLIKE = 60;
/* Widest and narrowest that their text may be, in pixels of WIDTH. */
const NAMES = {
	'subs-srt.mkv': [60, 320],
	'subs-ass.mkv': [80, 140],	/* in its own font; 50 in another */
	'subs-tx3g.mp4': [60, 320],
	'subs-dvd.mkv': [200, 260],
	'mpeg2-dts-pgs.mkv': [200, 260],
	'subs-external.mp4': [60, 320],
};
const MOMENTS = [0.5, 1.9, 2.2, 4.3, 4.7, 5.9, 6.2, 7.8, 8.3];

/* Where a film's subtitles are: a stream of it, or a file beside it. */
async function
subtitle(name)
{
	const { streams: all } = await streams(where(name));
	const found = all.find(({ codec_type: type }) => type === 'subtitle');

	return found ? { subtitle: found.index } :
	    { subtitle_path: where(name.replace(/\.mp4$/, '.en.srt')) };
}

/* Captures with the subtitles and without, and where they are. */
async function
make(name, kind, wishes, which)
{
	const format = kind === 'clip' ? 'mp4' : 'png';
	const stems = ['bare', 'drawn'].map((what) => path.join(dir,
	    `${name}-${kind}-${what}`));
	const made = await capture(...stems.flatMap((stem, drawn) =>
	    wishes.map((wish, i) => ({ kind, format, path: where(name), ...wish,
	    ...(drawn ? which : {}), out: `${stem}-${i}.${format}` }))));
	const why = made.map(({ answer }) => answer.why).filter(Boolean);

	return { why: why.join('\n'), bare: stems[0], drawn: stems[1] };
}

/* Of a second output: the lower part of each frame, gray. */
const LOWER = ['V:0', '-vf', `scale=${WIDTH}:${HEIGHT},` +
	`crop=${WIDTH}:${BAND}:0:${HEIGHT - BAND},format=gray`,
	'-fps_mode', 'passthrough', '-f', 'rawvideo'];

function
bands({ also: raw })
{
	const size = WIDTH * BAND;

	return Array.from({ length: raw.length / size }, (_, i) =>
	    raw.subarray(i * size, (i + 1) * size));
}

/* How wide the difference between two bands is. */
function
width(one, other)
{
	const columns = new Set();

	one.forEach((value, i) => Math.abs(value - other[i]) > UNLIKE &&
	    columns.add(i % WIDTH));
	return columns.size ? Math.max(...columns) - Math.min(...columns) + 1 :
	    0;
}

function
due(at)
{
	return CUES.some(({ from, to }) => at >= from && at < to);
}

async function
stills(name, which)
{
	const [least, most] = NAMES[name], list = await table(name);
	const made = await make(name, 'screenshot', MOMENTS.map((at) =>
	    ({ at })), which);

	if (made.why)
		return ok(false, `${name}: in pictures`, made.why);
	const [bare, drawn] = await Promise.all([made.bare, made.drawn].map(
	    (stem) => series(stem, LOWER, 'png')));
	const before = bands(bare), after = bands(drawn);
	const all = MOMENTS.map((at, i) => ({ at, seen: drawn.frames[i],
	    wide: width(before[i], after[i]) }));
	const wrong = all.filter(({ at, wide }) => due(at) ?
	    !(wide >= least && wide <= most) : wide !== 0);
	const other = all.filter(({ at, seen }) =>
	    seen?.n !== shown(list, at).n || seen.film !== film(name).id);

	ok(!wrong.length, `${name}: in pictures, when due`,
	    JSON.stringify(wrong));
	return ok(!other.length, `${name}: in the right frames`,
	    JSON.stringify(other));
}

/* Begins and ends within a cue: it is there at once, and goes in time. */
async function
clip(name, which)
{
	const made = await make(name, 'clip', [{ start: 3, end: 6.5,
	    precise: true }], which);

	if (made.why)
		return ok(false, `${name}: in a clip`, made.why);
	const [bare, drawn] = await Promise.all([made.bare, made.drawn].map(
	    (stem) => whole(`${stem}-0.mp4`, LOWER)));
	const before = bands(bare), after = bands(drawn);
	is(before.length, after.length, `${name}: as many frames as without`);
	const has = after.slice(0, before.length).map((band, i) =>
	    width(before[i], band) > 0);
	const gone = 3 + drawn.frames[has.indexOf(false)]?.t;
	const back = 3 + drawn.frames[has.lastIndexOf(false) + 1]?.t;
	ok(has[0] && has.at(-1), `${name}: at a clip's first and last frame`);
	return ok(Math.abs(gone - 4.5) < 0.09 && Math.abs(back - 6) < 0.09,
	    `${name}: gone at 4.5, back at 6`, `${gone} ${back}`);
}

await ready();
await each(Object.keys(NAMES), async (name) => {
	const which = await subtitle(name);
	await stills(name, which);
	await clip(name, which);
});
await done();
