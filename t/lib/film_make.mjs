/*
 * Makes a test film of its entry in film_table.mjs: FFmpeg encodes the frames
 * that canvas.mjs paints.  The entry's members:
 *
 *	size, rate, frames	of the picture; canvas: painted smaller
 *	look, fields		canvas.mjs
 *	video, audio, out	FFmpeg's options: encoder, tracks, container
 *	encode			vc1.mjs, where FFmpeg has no encoder
 *	times			time of frame N in ms, an expression of FFmpeg's
 *	seconds, late		length of the sound; delay of the picture
 *	vf, sar, rotate		filter; sample aspect ratio; display matrix
 *	sub, cover, chapters	further inputs
 *	beside			further files: what comes after the stem
 *	post			a change of the finished file, boxes.mjs
 *
 * and of a copy: from, cut, skip; damage: what of damage.mjs is done to it.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { painter } from './canvas.mjs';
import * as boxes from './boxes.mjs';
import * as faults from './damage.mjs';
import { ENCODERS } from './vc1.mjs';

const SUBTITLES = {
	srt: { file: 'subs.srt', codec: ['-c:s', 'srt'] },
	ass: { file: 'subs.ass', codec: ['-c:s', 'copy', '-attach', 'FONT',
	    '-metadata:s:t', 'mimetype=application/x-truetype-font'] },
	pgs: { file: 'subs.sup', codec: ['-c:s', 'copy'] },
	dvd: { file: 'subs.sup', input: ['-fix_sub_duration'],
	    codec: ['-c:s', 'dvdsub'] },
	/* Bitmaps without an end: FFmpeg says that the film lasts 49 days. */
	endless: { file: 'subs.sup', codec: ['-c:s', 'dvdsub'] },
	tx3g: { file: 'subs.srt', codec: ['-c:s', 'mov_text'] },
};
/*
 * Where setpts gave frames their times they have no duration, from FFmpeg 7 on,
 * and an MP4 ends where its last frame begins.
 */
const LASTING = 'setts=pts=PTS:dts=DTS:duration=0.04/TB';
const CHANNELS = { stereo: 2, '5.1': 6 };

function
fraction(text)
{
	const [above, below = 1] = text.split('/').map(Number);

	return above / below;
}

/*
 * A tone, and a louder tenth of a second at the start of each second.  One
 * second is computed, and again and again heard: so hz is a whole number.
 */
function
tone({ hz, layout }, seconds)
{
	const one = `0.1*sin(2*PI*${hz}*t)*(1+3*lt(t,0.1))`;
	const all = Array.from({ length: CHANNELS[layout] }, (_, i) =>
	    `c${i}=c0`).join('|');

	return ['-f', 'lavfi', '-i', `aevalsrc=exprs='${one}':s=48000:d=1,` +
	    `aloop=-1:48000,atrim=end=${seconds},pan=${layout}|${all}`];
}

function
trackOptions(track, i)
{
	const local = track.codec.map((word) => word
	    .replace(/^-(c:a|b:a|sample_fmt)$/, (name) =>
	    `${name.includes(':') ? name : `${name}:a`}:${i}`));

	return [...local,
	    ...(track.language ?
		[`-metadata:s:a:${i}`, `language=${track.language}`] : []),
	    ...(track.title ?
		[`-metadata:s:a:${i}`, `title=${track.title}`] : []),
	    `-disposition:a:${i}`, track.disposition ?? '0'];
}

/* Inputs after the picture: each with the options that go with it. */
function
inputs(film, folder, seconds)
{
	const file = (name) => ['-i', path.join(folder, name)];
	const list = film.audio.map((track, i) => ({ input:
	    tone(track, seconds), options: trackOptions(track, i) }));
	const sub = SUBTITLES[film.sub];

	if (film.cover)
		list.push({ input: file('cover.jpg'), options: ['-c:v:1',
		    'copy', '-disposition:v:1', 'attached_pic'] });
	if (sub)
		list.push({ input: [...(sub.input ?? []), ...file(sub.file)],
		    options: [...sub.codec, '-metadata:s:s:0',
		    'language=eng'] });
	return list;
}

function
filters({ size, canvas, fields, sar, times, vf })
{
	return [canvas && `scale=${size.join(':')}:flags=neighbor`,
	    fields && `setfield=${fields}`, sar && `setsar=${sar}`,
	    times && `settb=1/1000,setpts='round(${times})'`, vf]
	    .filter(Boolean).join(',') || 'null';
}

/* The picture as it comes by the pipe. */
function
pictured({ encode, canvas, size, rate })
{
	return encode ? ['-f', encode, '-i', 'pipe:0'] : ['-f', 'rawvideo',
	    '-pix_fmt', 'yuv420p', '-s', (canvas ?? size).join('x'),
	    '-framerate', rate, '-i', 'pipe:0'];
}

/* The command line; placeholders stand for files in the work folder. */
function
line(film, folder, target)
{
	const { rate, frames, late = 0 } = film;
	const seconds = film.seconds ?? frames / fraction(rate);
	const more = inputs(film, folder, seconds);
	const chapters = film.chapters ? [path.join(folder, 'chapters.txt')] :
	    [];
	const places = { COVER: 'cover.jpg', NOTES: 'notes.bin',
	    FONT: 'font.ttf' };

	return ['-v', 'error', '-nostdin', '-y', '-threads', '2',
	    '-itsoffset', String(late), ...pictured(film),
	    ...more.flatMap(({ input }) => input),
	    ...chapters.flatMap((file) => ['-f', 'ffmetadata', '-i', file]),
	    '-map', '0:v', ...more.flatMap((_, i) => ['-map', `${i + 1}`]),
	    ...(film.encode ? [] : ['-filter:v:0', filters(film)]),
	    ...film.video.map((word) => word === '-c:v' ? '-c:v:0' : word),
	    ...(film.times ? ['-fps_mode', 'passthrough', '-enc_time_base',
		'1/1000', '-bsf:v:0', LASTING] : late ? ['-fps_mode', 'vfr'] :
		[]),
	    ...more.flatMap(({ options }) => options),
	    ...(film.out ?? []), target].map((word) => places[word] ?
		path.join(folder, places[word]) : word);
}

function*
painted({ frames, canvas, size, ...film })
{
	const paint = painter({ ...film, size: canvas ?? size, film: film.id });

	for (let n = 0; n < frames; n++)
		yield Buffer.from(paint(n));
}

export async function
ffmpeg(args, input = [])
{
	const child = spawn('ffmpeg', args, { stdio: ['pipe', 'ignore',
	    'pipe'] });
	const ended = once(child, 'close');
	let words = '';

	child.stderr.on('data', (data) => { words += data; });
	/* When it stops reading, its own words say more than our EPIPE. */
	await pipeline(Readable.from(input), child.stdin).catch(() => {});
	if ((await ended)[0] !== 0)
		throw new Error(`ffmpeg ${args.join(' ')}: ${words}`);
}

/* One film, as `target`. */
export async function
make(film, folder, target)
{
	const frames = painted(film);

	await ffmpeg(line(film, folder, target), film.encode ?
	    ENCODERS[film.encode](film, frames) : frames);
	if (film.post)
		fs.writeFileSync(target,
		    boxes[film.post](fs.readFileSync(target), film));
}

/* What is no film, or one that was spoilt. */
export function
copy({ text, from, link, cut = 1, skip = 0, damage }, folder, target)
{
	const source = from && path.join(folder, from);

	if (text)
		return fs.writeFileSync(target, text.join('\n'));
	if (link)
		return fs.linkSync(source, target);
	const all = fs.readFileSync(source);
	const data = all.subarray(all.length * skip, all.length * cut);
	return fs.writeFileSync(target, damage ? faults[damage](data) : data);
}
