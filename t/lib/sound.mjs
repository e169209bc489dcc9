/*
 * Hears what a test film's sound says: which tone a track has, and where its
 * beats are.  A track is a steady tone of its own with a louder tenth of a
 * second at the start of each second of the film.
 */
import { command } from './frames.mjs';

const RATE = 8000;
const WINDOW = RATE / 100;

/* A stream, and FFmpeg's options for an output that can be listened to. */
export function
audible(stream = 0)
{
	return [`a:${stream}`, '-ac', '1', '-ar', String(RATE), '-f', 's16le'];
}

/* Samples from -1 to 1. */
function
samples(raw)
{
	const wide = new Int16Array(raw.buffer, raw.byteOffset,
	    raw.length >> 1);

	return Float32Array.from(wide, (sample) => sample / 32768);
}

/* Goertzel: how much of one frequency there is. */
function
power(list, hz)
{
	const turn = 2 * Math.cos(2 * Math.PI * hz / RATE);
	let before = 0, now = 0;

	for (const sample of list)
		[before, now] = [now, sample + turn * now - before];
	return (now * now + before * before - turn * now * before) /
	    (list.length * list.length);
}

function
strongest(list, choices)
{
	const powers = choices.map((hz) => power(list, hz));
	const best = Math.max(...powers);

	return best < 1e-5 ? null : choices[powers.indexOf(best)];
}

function
loudness(list)
{
	return Array.from({ length: Math.floor(list.length / WINDOW) },
	    (_, i) => Math.sqrt(list.subarray(i * WINDOW, (i + 1) * WINDOW)
	    .reduce((sum, sample) => sum + sample * sample, 0) / WINDOW));
}

/*
 * { hz, seconds, beats } of such an output: which of these frequencies it has,
 * null for silence; its length; when each beat begins.
 */
export function
listen(raw, choices)
{
	const list = samples(raw), loud = loudness(list);
	const half = Math.max(...loud) / 2;

	return { hz: strongest(list, choices), seconds: list.length / RATE,
	    beats: loud.flatMap((level, i) => level > half &&
	    !(loud[i - 1] > half) ? [i * WINDOW / RATE] : []) };
}

/* The same of a file's audio stream. */
export async function
hear(file, choices, stream = 0)
{
	const [which, ...how] = audible(stream);

	return listen(await command('ffmpeg', ['-v', 'error', '-nostdin',
	    '-i', `file:${file}`, '-map', `0:${which}`, ...how, 'pipe:1']),
	    choices);
}
