/*
 * A long film: one minute is encoded, with subtitles of each kind, and copied
 * as often as there are minutes.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ffmpeg, make } from './film_make.mjs';
import { sup } from './pgs.mjs';

const RATE = 10;
const SIZE = [160, 90];
/* The streams after picture and sound. */
export const LONG = { text: 2, ass: 3, bitmap: 4 };

const MINUTE = { id: 90, size: SIZE, rate: String(RATE), frames: 60 * RATE,
	look: 'sdr', video: ['-c:v', 'libx264', '-preset', 'ultrafast', '-g',
	'50', '-sc_threshold', '0', '-pix_fmt', 'yuv420p'], audio: [{ codec:
	['-c:a', 'aac', '-b:a', '64k'], hz: 440, layout: 'stereo' }] };

/* A cue in the first half of every ten seconds. */
const cues = Array.from({ length: 6 }, (_, i) => ({ from: 10 * i,
    to: 10 * i + 5 }));

function
clock(s, digits)
{
	return new Date(s * 1000).toISOString().slice(11, 20 + digits);
}

function
srt()
{
	return cues.map(({ from, to }, i) => `${i + 1}\n` +
	    `${clock(from, 3).replace('.', ',')} --> ` +
	    `${clock(to, 3).replace('.', ',')}\nMMMMMMMMMM\n`).join('\n');
}

function
ass()
{
	return ['[Script Info]', 'ScriptType: v4.00+', `PlayResX: ${SIZE[0]}`,
	    `PlayResY: ${SIZE[1]}`, '', '[V4+ Styles]', 'Format: Name, ' +
	    'Fontname, Fontsize, PrimaryColour, Alignment, MarginV',
	    'Style: Default,DejaVu Sans,12,&H00FFFFFF,2,2', '', '[Events]',
	    'Format: Layer, Start, End, Style, Text', ...cues.map(({ from,
	    to }) => `Dialogue: 0,${clock(from, 2)},${clock(to, 2)},` +
	    'Default,MMMMMMMMMM'), ''].join('\n');
}

/* The minute by itself. */
export async function
minute(folder)
{
	const bare = path.join(folder, 'bare.mkv');
	const made = path.join(folder, 'minute.mkv');
	const put = (name, data) => {
		fs.writeFileSync(path.join(folder, name), data);
		return ['-i', path.join(folder, name)];
	};

	await make(MINUTE, folder, bare);
	await ffmpeg(['-v', 'error', '-y', '-i', bare, ...put('long.srt', srt()),
	    ...put('long.ass', ass()), ...put('long.sup', sup(SIZE, cues.map(
	    (cue) => ({ ...cue, at: [20, 62], box: [120, 11],
	    yuv: [235, 128, 128] })))), ...[0, 1, 2, 3].flatMap((i) =>
	    ['-map', String(i)]), '-c', 'copy', made]);
	return made;
}

/* So many of it, one after the other, in any container; options: of FFmpeg. */
export async function
repeated(file, minutes, target, options = ['-map', '0'])
{
	const list = `${target}.list`;

	fs.writeFileSync(list, 'ffconcat version 1.0\n' +
	    `file '${path.basename(file)}'\nduration 60\n`.repeat(minutes));
	await ffmpeg(['-v', 'error', '-y', '-safe', '0', '-f', 'concat', '-i',
	    list, ...options, '-c', 'copy', target]);
	return target;
}

/* The number of the frame on screen. */
export function
numbered(at)
{
	return Math.floor(at % 60 * RATE + 1e-6);
}
