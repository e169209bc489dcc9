/* Subtitles as DVDs have them, in two files: pictures (.sub), index (.idx). */
import fs from 'node:fs';
import { command } from './frames.mjs';

const PACK = 2048;	/* a picture of ours fills no more */
const COLOURS = '000000, 0000ff, 00ff00, ff0000, ffff00, ff00ff, 00ffff, ' +
	'ffffff, 808000, 8080ff, 800080, 80ff80, 008080, ff8080, 555555, aaaaaa';

function
clock(seconds)
{
	return new Date(Math.round(seconds * 1000)).toISOString()
	    .slice(11, 23).replace('.', ':');
}

/* Each language has a number, and its packets carry that. */
function
number(file, language)
{
	const data = fs.readFileSync(file);

	for (let at = 0; (at = data.indexOf('000001bd', at, 'hex')) >= 0; at++)
		data[at + 9 + data[at + 8]] = 0x20 + language;
	fs.writeFileSync(file, data);
}

/*
 * From a film with such a stream, shown since `times`; other languages come
 * before it, and are empty.
 */
export async function
vobsub(film, stem, times, [width, height], languages = ['en'])
{
	const empty = languages.slice(0, -1).flatMap((id, i) =>
	    [`id: ${id}, index: ${i}`, '']);

	await command('ffmpeg', ['-v', 'fatal', '-nostdin', '-y', '-i', film,
	    '-map', '0:s', '-c', 'copy', '-f', 'vob', `${stem}.sub`]);
	number(`${stem}.sub`, languages.length - 1);
	fs.writeFileSync(`${stem}.idx`, ['# VobSub index file, v7 (do not ' +
	    'modify this line!)', `size: ${width}x${height}`,
	    `palette: ${COLOURS}`, 'langidx: 0', '', ...empty,
	    `id: ${languages.at(-1)}, index: ${languages.length - 1}`,
	    ...times.map((t, i) => `timestamp: ${clock(t)}, filepos: ` +
	    (i * PACK).toString(16).padStart(9, '0')), ''].join('\n'));
}
