/*
 * What films carry besides picture and sound: subtitles, a font, a cover,
 * chapters.  Written once into the work folder under the names below.
 */
import fs from 'node:fs';
import path from 'node:path';
import { sup } from './pgs.mjs';

const FONTS = ['/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf',
	'/usr/share/fonts/TTF/DejaVuSansMono-Bold.ttf'];

/* The subtitles' moments: every film with subtitles has these two cues. */
export const CUES = [{ from: 2, to: 4.5 }, { from: 6, to: 8 }];
/* A family that no system has: text in it looks right by the file's font. */
export const FAMILY = 'MediaSnap Fontis';

const SIZE = [320, 180];
const BOX = { at: [40, 124], box: [240, 22], yuv: [235, 128, 128] };

function
clock(seconds, comma)
{
	const rest = (seconds % 60).toFixed(comma === ',' ? 3 : 2);

	return `0:00:${rest.padStart(comma === ',' ? 6 : 5, '0')}`
	    .replace('.', comma);
}

function
srt()
{
	return CUES.map(({ from, to }, i) => `${i + 1}\n0${clock(from, ',')}` +
	    ` --> 0${clock(to, ',')}\nMMMM {cue} ${i + 1} MMMM\n`).join('\n');
}

function
ass()
{
	const style = `${FAMILY},24,&H00FFFFFF,&H00FFFFFF,&H00000000,` +
	    '&H00000000,0,0,0,0,100,100,0,0,1,1,0,2,4,4,30,1';

	return ['[Script Info]', 'ScriptType: v4.00+', 'PlayResX: 320',
	    'PlayResY: 180', '', '[V4+ Styles]', 'Format: Name, Fontname, ' +
	    'Fontsize, PrimaryColour, SecondaryColour, OutlineColour, ' +
	    'BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY,' +
	    ' Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, ' +
	    'MarginL, MarginR, MarginV, Encoding', `Style: Default,${style}`,
	    '', '[Events]', 'Format: Layer, Start, End, Style, Name, MarginL,' +
	    ' MarginR, MarginV, Effect, Text', ...CUES.map(({ from, to }) =>
	    `Dialogue: 0,${clock(from, '.')},${clock(to, '.')},Default,,0,0,` +
	    '0,,iiiiiiii'), ''].join('\n');
}

function
chapters()
{
	return [';FFMETADATA1', 'title=Chapters', ...[0, 3000, 7000].flatMap(
	    (start, i, all) => ['[CHAPTER]', 'TIMEBASE=1/1000',
	    `START=${start}`, `END=${all[i + 1] ?? 10000}`,
	    `title=Chapter ${i + 1}`]), ''].join('\n');
}

/* DejaVu under another name of the same length; sums are not looked at. */
function
font()
{
	const file = FONTS.find((name) => fs.existsSync(name));
	const data = fs.readFileSync(file);
	const swap = (from, to) => {
		for (let at; (at = data.indexOf(from)) >= 0;)
			to.copy(data, at);
	};
	const wide = (text) => Buffer.from(text, 'utf16le').swap16();

	swap(wide('DejaVu Sans Mono'), wide(FAMILY));
	swap(Buffer.from('DejaVu Sans Mono'), Buffer.from(FAMILY));
	return data;
}

/* Written as files beside each other; film_make.mjs knows them by name. */
export function
extras(folder)
{
	const files = {
		'subs.srt': srt(),
		'subs.ass': ass(),
		'subs.sup': sup(SIZE, CUES.map((cue) => ({ ...cue, ...BOX }))),
		'chapters.txt': chapters(),
		'notes.bin': Buffer.alloc(1000, 7),
		'font.ttf': font(),
	};

	for (const [name, data] of Object.entries(files))
		fs.writeFileSync(path.join(folder, name), data);
}
