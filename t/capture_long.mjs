#!/usr/bin/env node
/*
 * A film of half an hour: what a capture reads of it, with subtitles and
 * without, does not grow with where in the film it is.  Bytes are counted,
 * not time.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture } from './lib/capture.mjs';
import { ffmpeg } from './lib/film_make.mjs';
import { command } from './lib/frames.mjs';
import { sup } from './lib/pgs.mjs';
import { done, is, ok, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const SECONDS = 1740;
const MOMENTS = [31, 901, 1691];
/* Of the film: what grows with the place would be nearly all, at the last. */
const READ_MOST = 1 / 4;

/* A cue in the first half of every ten seconds. */
const cues = Array.from({ length: SECONDS / 10 }, (_, i) => ({ from: 10 * i,
    to: 10 * i + 5 }));

function
srt()
{
	const clock = (s) => new Date(s * 1000).toISOString().slice(11, 23)
	    .replace('.', ',');

	return cues.map(({ from, to }, i) => `${i + 1}\n${clock(from)} --> ` +
	    `${clock(to)}\nMMMMMMMMMM\n`).join('\n');
}

/* The sound is not compressed: a film that is worth not reading whole. */
async function
film(name, subtitles, codec)
{
	const beside = path.join(dir, name), made = path.join(dir, `${name}.mkv`);

	fs.writeFileSync(beside, subtitles);
	await ffmpeg(['-v', 'error', '-f', 'lavfi', '-i',
	    `color=black:s=320x180:r=2:d=${SECONDS}`, '-f', 'lavfi', '-i',
	    `sine=440:r=16000:d=${SECONDS}`, '-i', beside, '-map', '0', '-map',
	    '1', '-map', '2', '-c:v', 'libx264', '-preset', 'ultrafast', '-g',
	    '20', '-c:a', 'pcm_s16le', '-c:s', codec, made]);
	return made;
}

/*
 * FFmpeg, that writes down how many bytes it read.  It may be asked to end
 * early, and knows how to; the shell around it waits for that.
 */
function
counting()
{
	const script = path.join(dir, 'ffmpeg'), log = `${script}.read`;

	fs.writeFileSync(script, "#!/bin/sh\ntrap '' INT TERM\n" +
	    'ffmpeg "$@"\nrc=$?\n' +
	    `sed -n 's/^rchar: //p' /proc/$$/io >> '${log}'\nexit $rc\n`,
	    { mode: 0o755 });
	process.env.FFMPEG_PATH = script;
	return () => {
		const lines = fs.readFileSync(log, 'utf8').trim().split('\n');
		fs.rmSync(log);
		return lines.reduce((sum, bytes) => sum + Number(bytes), 0);
	};
}

/* How many pixels of a black film's picture are bright. */
async function
bright(file)
{
	const raw = await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
	    file, '-vf', 'format=gray', '-f', 'rawvideo', 'pipe:1']);

	return raw.filter((value) => value > 100).length;
}

async function
cost(which, file, wish, count)
{
	const read = [], drawn = [];

	for (const at of MOMENTS) {
		const out = path.join(dir, `${at}.png`);
		const [{ answer }] = await capture({ kind: 'screenshot', at,
		    path: file, out, format: 'png', ...wish });
		is([answer.status, answer.why], [0, null], `${which}: taken at ${at} s`);
		read.push(count());
		drawn.push(await bright(out) > 0);
	}
	is(drawn, MOMENTS.map(() => 'subtitle' in wish), `${which}: seen or not`);
	const { size } = fs.statSync(file);
	return ok(Math.max(...read) < size * READ_MOST,
	    `${which}: little of the film is read`, `${read} of ${size}`);
}

const count = counting();
const text = await film('text', srt(), 'srt');
const bitmap = await film('bitmap', sup([320, 180], cues.map((cue) => ({ ...cue,
    at: [40, 124], box: [240, 22], yuv: [235, 128, 128] }))), 'copy');
await cost('no subtitles', text, {}, count);
await cost('text', text, { subtitle: 2 }, count);
await cost('bitmap', bitmap, { subtitle: 2 }, count);
await done();
