#!/usr/bin/env node
/*
 * Subtitles of discs in files of their own, pictures all: .sup, .mks, .idx and
 * .sub are drawn at the right time and place, or refused with the reason.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ok, is, like, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { CUES } from './lib/film_extras.mjs';
import { ready, where } from './lib/films.mjs';
import { command, whole } from './lib/frames.mjs';
import { sup } from './lib/pgs.mjs';
import { vobsub } from './lib/vobsub.mjs';

const dir = tmpdir(), SIZE = [320, 180];
const [WIDTH, HEIGHT] = SIZE;
const BOX = { at: [40, 124], box: [240, 22], yuv: [235, 128, 128] };
/* What of it is unlike the film, whose yellow is bright; edges are scaled. */
const EDGES = [80, 124, 279, 145], NEAR = 3;
const MOMENTS = [1.9, 2.2, 4.3, 4.7, 6.2, 8.3];
const FILMS = ['h264-aac.mp4', 'h264-aac.ts'];
const inDir = (name) => path.join(dir, name);

const due = (at) => CUES.some(({ from, to }) => at >= from && at < to);

async function
gray(file)
{
	return command('ffmpeg', ['-v', 'error', '-nostdin', '-i', file, '-vf',
	    `scale=${WIDTH}:${HEIGHT},format=gray`, '-f', 'rawvideo', '-']);
}

/* Left, top, right and bottom of what differs, or nothing. */
function
difference(one, other)
{
	const all = [...one.keys()].filter((i) =>
	    Math.abs(one[i] - other[i]) > 60);
	const x = all.map((i) => i % WIDTH), y = all.map((i) =>
	    Math.floor(i / WIDTH));

	return all.length ? [Math.min(...x), Math.min(...y), Math.max(...x),
	    Math.max(...y)] : null;
}

async function
shot(film, at, wish, name)
{
	const out = inDir(`${name}.png`);
	const [{ answer }] = await capture({ kind: 'screenshot', format: 'png',
	    path: where(film), at, ...wish, out });

	return { ...answer, gray: answer.status === 0 && await gray(out) };
}

async function
stills([film, file])
{
	const seen = await Promise.all(MOMENTS.map(async (at) => {
		const name = `${film}-${file}-${at}`;
		const [bare, drawn] = await Promise.all([{}, { subtitle_path:
		    inDir(file), subtitle_language: 'fre' }].map((wish, i) =>
		    shot(film, at, wish, `${name}-${i}`)));

		return { at, why: drawn.why,
		    box: drawn.gray && difference(bare.gray, drawn.gray) };
	}));
	const wrong = seen.filter(({ at, why, box }) => why || (due(at) ?
	    !box || box.some((edge, i) => Math.abs(edge - EDGES[i]) > NEAR) :
	    box !== null));

	ok(!wrong.length, `${file} over ${film}: when due, and where`,
	    JSON.stringify(wrong));
}

/* It is there at once, and goes and comes in time. */
async function
clip(file)
{
	const outs = [{}, { subtitle_path: inDir(file) }].map((wish, i) => ({
	    kind: 'clip', format: 'mp4', path: where(FILMS[0]), start: 3,
	    end: 6.5, precise: true, ...wish, out: inDir(`${file}-${i}.mp4`) }));
	const made = await capture(...outs);

	if (!ok(made.every(({ answer }) => answer.status === 0),
	    `${file} in a clip`, made[1].answer.why))
		return;
	const lower = ['V:0', '-vf', 'crop=iw:40:0:120,format=gray',
	    '-fps_mode', 'passthrough', '-f', 'rawvideo'];
	const [bare, drawn] = await Promise.all(outs.map(({ out }) =>
	    whole(out, lower)));
	const size = WIDTH * 40;
	const has = drawn.frames.map((_, n) => difference(bare.also
	    .subarray(n * size, (n + 1) * size), drawn.also
	    .subarray(n * size, (n + 1) * size)) !== null);
	const gone = 3 + drawn.frames[has.indexOf(false)]?.t;
	const back = 3 + drawn.frames[has.lastIndexOf(false) + 1]?.t;

	ok(has[0] && has.at(-1) && Math.abs(gone - 4.5) < 0.09 &&
	    Math.abs(back - 6) < 0.09, '  in time', `${gone} ${back}`);
}

/* Half of a pair, and files that are none of it. */
const REFUSED = {
	'lone.sub': /\.idx .* is missing/,
	'alone.idx': /\.sub .* is missing/,
	'empty.sup': /subtitles/,
	'noise.sup': /subtitles/,
	'film.mks': /no such subtitle stream/,
};

async function
refuse([file, words])
{
	const { why, status } = await shot(FILMS[0], 2.2,
	    { subtitle_path: inDir(file) }, `refused-${file}`);

	ok(status < 0, `${file} is refused`);
	like(why, words, `  ${why}`);
	ok(!/Invalid argument/.test(why), '  in words');
}

async function
files()
{
	const times = CUES.map(({ from }) => from);

	fs.writeFileSync(inDir('pgs.sup'), sup(SIZE, CUES.map((cue) =>
	    ({ ...cue, ...BOX }))));
	for (const [name, ...from] of [['pgs.mks', '-i', inDir('pgs.sup'),
	    '-map', '0'], ['dvd.mks', '-i', where('subs-dvd.mkv'), '-map',
	    '0:s'], ['film.mks', '-i', where(FILMS[0]), '-map', '0:a']])
		await command('ffmpeg', ['-v', 'error', '-nostdin', ...from,
		    '-c', 'copy', '-f', 'matroska', inDir(name)]);
	await vobsub(where('subs-dvd.mkv'), inDir('dvd'), times, SIZE);
	await vobsub(where('subs-dvd.mkv'), inDir('two'), times, SIZE,
	    ['en', 'fr']);
	fs.copyFileSync(inDir('dvd.sub'), inDir('lone.sub'));
	fs.copyFileSync(inDir('dvd.idx'), inDir('alone.idx'));
	fs.copyFileSync(inDir('dvd.idx'), inDir('LOUD.IDX'));
	fs.copyFileSync(inDir('dvd.sub'), inDir('LOUD.SUB'));
	fs.writeFileSync(inDir('empty.sup'), '');
	fs.writeFileSync(inDir('noise.sup'), Buffer.alloc(5000, 'PG\xff'));
}

await ready(...FILMS, 'subs-dvd.mkv');
await files();
const drawn = ['pgs.sup', 'pgs.mks', 'dvd.mks', 'dvd.idx', 'dvd.sub',
	'two.idx', 'LOUD.SUB'];
await each([...drawn.map((file) => [FILMS[0], file]), ...['pgs.sup',
	'dvd.idx'].map((file) => [FILMS[1], file])], stills);
await each(['pgs.sup', 'dvd.sub'], clip);
await each(Object.entries(REFUSED), refuse);
is(fs.readdirSync(dir).filter((name) => /\.(idx|sub)$/i.test(name)).length, 8,
	'nothing is written beside them');
await done();
