#!/usr/bin/env node
/*
 * Colours: what is saved looks as the film does, in Chromium, or is the colour
 * that was put in.  (Without a graphics card Chromium cuts off saturated blue
 * in films, and takes full range that has no other tags for limited.)
 */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { ok, is, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { command } from './lib/frames.mjs';
import { sup } from './lib/pgs.mjs';
import { apart, eye, off, swatchFilm, SWATCHES } from './lib/swatches.mjs';

const dir = tmpdir();
const EXACT = 4, PALETTE = 8, STEEP = 12;
const AT = 0.2;
/* Tall enough to be HD, no wider than is needed. */
const HD = [320, 720], SD = [320, 576];

const BT709 = Array(3).fill('bt709'), BT601 = Array(3).fill('smpte170m');
const wide = (transfer) => ['bt2020nc', 'bt2020', transfer];
const AV1 = ['libsvtav1', '-preset', '12', '-crf', '5'];
/* The same colours by BT.2020's primaries. */
const TO_2020 = 'zscale=min=0:pin=1:tin=13:rin=pc:m=0:p=9:t=13:r=pc,' +
	'format=gbrp,';
/* So far from the rim that Chromium does not cut off any. */
const SOFT = SWATCHES.map((colour) => colour.map((value) =>
	Math.round(110 + (value - 128) / 6)));

const plain = ['tv', 'pc'].flatMap((range) => [
	{ name: `hd-${range}.mp4`, size: HD, range, tags: BT709 },
	{ name: `hd-untagged-${range}.mp4`, size: HD, range },
	{ name: `sd-${range}.mp4`, size: SD, range, matrix: 'bt601',
	    tags: BT601 },
	{ name: `sd-untagged-${range}.mp4`, size: SD, range,
	    matrix: 'bt601' },
]);
const bt2020 = { name: 'wide.mp4', size: HD, matrix: 'bt2020',
	tags: wide('bt2020-10'), vf: TO_2020 };
const hdr = [['pq.mp4', 'smpte2084'], ['hlg.mp4', 'arib-std-b67']]
    .map(([name, transfer]) => ({ name, size: HD, matrix: 'bt2020',
	tags: wide(transfer), codec: AV1, format: 'yuv420p10le',
	colours: SOFT }));

/* Chromium shows none of these, or not as they are meant. */
const LOSSLESS = ['ffv1'];
const odd = [
	{ name: 'rgb.mkv', size: HD, range: 'pc', codec: LOSSLESS,
	    format: 'gbrp' },
	{ name: '444.mkv', size: HD, codec: LOSSLESS, format: 'yuv444p',
	    tags: ['bt709'] },
	{ name: 'deep.mkv', size: HD, codec: LOSSLESS,
	    format: 'yuv422p10le' },
	{ name: '240m.mkv', size: HD, matrix: 'smpte240m', codec: LOSSLESS,
	    tags: ['smpte240m'] },
	{ name: 'fcc.mkv', size: HD, matrix: 'fcc', codec: LOSSLESS,
	    tags: ['fcc'] },
	{ name: 'primaries.mkv', size: SD, codec: LOSSLESS,
	    tags: ['unknown', 'bt709'] },
	{ name: 'narrow.mkv', size: [321, 575], matrix: 'bt601',
	    codec: LOSSLESS },
	{ name: 'dvd.mpg', size: SD, matrix: 'bt601', codec: ['mpeg2video',
	    '-q:v', '2', '-flags', '+ildct+ilme', '-aspect', '16:9'],
	    vf: 'setfield=tff,' },
	{ name: 'gray.mkv', size: HD, codec: LOSSLESS, format: 'yuv420p,extractplanes=y',
	    colours: SWATCHES.map(([value]) => [value, value, value]) },
];

const see = await eye(dir);
const file = (name) => path.join(dir, name);

function
shot(name, format, more = {})
{
	return { kind: 'screenshot', at: AT, path: file(name), format,
	    out: file(`${name}.${format}`), ...more };
}

function
clip(name, format, more = {})
{
	return { kind: 'clip', start: AT / 2, end: AT + 0.1, precise: true,
	    path: file(name), format, out: file(`${name}.clip.${format}`),
	    ...more };
}

/* Every output there is; with the tolerance of each. */
function
everything(name)
{
	const poster = file(`${name}.poster.jpg`);

	return [
		[shot(name, 'jpg'), EXACT], [shot(name, 'png'), EXACT],
		[shot(name, 'webp'), PALETTE], [shot(name, 'avif'), EXACT],
		[{ kind: 'strip', at: AT, count: 1, step: 1, width: 320,
		    path: file(name), out: file(`${name}.strip.jpg`) },
		    EXACT],
		[clip(name, 'mp4', { poster }), EXACT],
		[{ out: poster }, EXACT],
		[clip(name, 'mp4', { precise: false, height: 480,
		    out: file(`${name}.480.mp4`) }), EXACT],
		[clip(name, 'webm'), EXACT],
		[clip(name, 'gif'), PALETTE], [clip(name, 'webp'), PALETTE],
	];
}

/* Makes them all, and says which could not be made. */
async function
made(requests)
{
	const answers = await capture(...requests.filter(({ kind }) => kind));
	const failed = answers.filter(({ answer }) => answer.status);

	is(failed.map(({ request, answer }) => `${request.out}: ${answer.why}`),
	    [], `${path.basename(requests[0].path)}: all are made`);
}

/* wanted: the lists of colours, to one of which each must be near. */
async function
near(out, most, ...wanted)
{
	const seen = await see(path.basename(out));
	const far = off(seen, ...wanted);

	ok(far <= most, `${path.basename(out)}: its colours`,
	    `off by ${far}: ${seen.join(' ')}`);
}

async function
alike(recipe, wanted)
{
	const list = everything(recipe.name);

	await swatchFilm(dir, recipe);
	await made(list.map(([request]) => request));
	const colours = await wanted(recipe);
	for (const [{ out }, most] of list)
		await near(out, most, ...colours);
}

function
chunks(png)
{
	const found = {};

	for (let at = 8; at < png.length;) {
		const length = png.readUInt32BE(at);
		const type = png.toString('latin1', at + 4, at + 8);
		found[type] = Buffer.concat([found[type] ?? Buffer.alloc(0),
		    png.subarray(at + 8, at + 8 + length)]);
		at += 12 + length;
	}
	return found;
}

/* What a filter of the first line of a PNG adds: nothing lies above it. */
const ADDS = [() => 0, (left) => left, () => 0, (left) => left >> 1,
	(left) => left];

/* The colours of a PNG of 16 bits, from its first line. */
function
deepSwatches({ IHDR, IDAT })
{
	const width = IHDR.readUInt32BE(0);
	const [filter, ...line] = zlib.inflateSync(IDAT)
	    .subarray(0, 1 + 6 * width);

	line.forEach((value, i) => {
		line[i] = value + ADDS[filter](line[i - 6] ?? 0) & 255;
	});
	return SWATCHES.map((_, i) => {
		const at = 6 * Math.floor((i + 0.5) * width / SWATCHES.length);
		return [0, 2, 4].map((k) =>
		    (line[at + k] * 256 + line[at + k + 1]) / 257);
	});
}

/* A box "colr" says which: primaries, curve, matrix, range. */
function
tagged(out)
{
	const data = fs.readFileSync(out), at = data.indexOf('colrnclx');

	return at < 0 ? null : [8, 10, 12].map((k) => data.readUInt16BE(at + k));
}

/* FFmpeg decodes the HEVC; what its samples mean is worked out here. */
async function
hevcSwatches(out, [width, height])
{
	const raw = await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
	    out, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt',
	    'yuv420p10le', 'pipe:1']);
	const value = (at) => raw.readUInt16LE(2 * Math.floor(at));

	return SWATCHES.map((_, i) => {
		const x = Math.floor((i + 0.5) * width / SWATCHES.length);
		const y = (value(x) - 64) / 876;
		const half = width * height + (x >> 1), part = width * height / 4;
		const [cb, cr] = [half, half + part].map((at) =>
		    (value(at) - 512) / 896);
		const [r, b] = [y + 1.4746 * cr, y + 1.8814 * cb];
		return [r, (y - 0.2627 * r - 0.0593 * b) / 0.678, b]
		    .map((part255) => 255 * part255);
	});
}

const CODES = { 'pq.mp4': 16, 'hlg.mp4': 18 };

/* tonemap false: the values are what was put in, and are called so. */
async function
kept({ name })
{
	const keep = (request, end) => ({ ...request, tonemap: false,
	    out: file(`${name}.kept.${end}`) });
	const list = [keep(shot(name, 'png'), 'png'),
	    keep(shot(name, 'avif'), 'avif'), keep(clip(name, 'mp4'), 'mp4')];
	const [png, avif, mp4] = list.map(({ out }) => out);

	await made(list);
	const found = chunks(fs.readFileSync(png));
	is([...found.cICP ?? []], [9, CODES[name], 0, 1], `${name}: a PNG's cICP`);
	is([found.IHDR[8], found.gAMA, found.cHRM], [16, undefined, undefined],
	    `${name}: and 16 bits`);
	const far = apart(deepSwatches(found), SOFT);
	ok(far < 3, `${name}: a PNG's values`, `off by ${far}`);
	is([tagged(avif), tagged(mp4)], Array(2).fill([9, CODES[name], 9]),
	    `${name}: AVIF and HEVC say so`);
	/* Chromium computes with 8 bits of a film, and PQ is steep. */
	await near(avif, STEEP, await see(name));
	await near(png, EXACT, await see(path.basename(avif)));
	const hevc = apart(await hevcSwatches(mp4, HD), SOFT);
	ok(hevc < 3, `${name}: HEVC's values`, `off by ${hevc}`);
	const flat = await capture(...['jpg', 'webp'].map((format) =>
	    shot(name, format, { tonemap: false })));
	ok(flat.every(({ answer }) => /png or avif/.test(answer.why)),
	    `${name}: jpg and webp cannot keep it`);
}

/* Few formats each: what differs is the film. */
async function
strange(recipe)
{
	const { name, colours = SWATCHES } = recipe;
	const list = [shot(name, 'jpg'), shot(name, 'png'), shot(name, 'webp'),
	    clip(name, 'mp4')];

	await swatchFilm(dir, recipe);
	await made(list);
	for (const { out, format } of list)
		await near(out, format === 'webp' || format === 'mp4' ? PALETTE
		    : EXACT, colours);
}

/* A box of a colour that needs no letters. */
const BOX = [200, 90, 150];

function
ass([width, height])
{
	const [r, g, b] = BOX.map((value) => value.toString(16).padStart(2, '0'));

	return ['[Script Info]', 'ScriptType: v4.00+', `PlayResX: ${width}`,
	    `PlayResY: ${height}`, '', '[V4+ Styles]', 'Format: Name, ' +
	    'Fontname, Fontsize, PrimaryColour, Outline, Shadow, Alignment',
	    `Style: Default,DejaVu Sans,20,&H00${b}${g}${r},0,0,7`, '',
	    '[Events]', 'Format: Layer, Start, End, Style, Text',
	    'Dialogue: 0,0:00:00.00,0:00:09.00,Default,{\\pos(0,0)\\p1}m 0 0 ' +
	    `l ${width} 0 ${width} 99 0 99{\\p0}`, ''].join('\n');
}

/* The text's colour is right, and the film's stays right beside it. */
async function
drawn({ name })
{
	const beside = file('box.ass'), more = { subtitle_path: beside };
	const list = ['jpg', 'png'].map((format) => shot(name, format, { ...more,
	    out: file(`${name}.text.${format}`) }));

	list.push(clip(name, 'mp4', { ...more, out: file(`${name}.text.mp4`) }));
	fs.writeFileSync(beside, ass(HD));
	await made(list);
	for (const { out } of list) {
		await near(out, EXACT, SWATCHES, await see(name));
		const seen = await see(path.basename(out), { top: 0.05 });
		const far = apart(seen, Array(8).fill(BOX));
		ok(far <= EXACT, `${path.basename(out)}: the text's colour`,
		    `off by ${far}: ${seen[0]}`);
	}
}

/* The same of subtitles that are pictures. */
async function
overlaid({ name })
{
	const film = 'bitmap.mkv', white = Array(8).fill([255, 255, 255]);

	fs.writeFileSync(file('box.sup'), sup(HD, [{ from: 0, to: 9,
	    at: [0, 0], box: [320, 99], yuv: [235, 128, 128] }]));
	await command('ffmpeg', ['-v', 'error', '-nostdin', '-i', file(name),
	    '-i', file('box.sup'), '-map', '0', '-map', '1', '-c', 'copy',
	    file(film)]);
	const list = [shot(film, 'jpg', { subtitle: 1 }),
	    clip(film, 'mp4', { subtitle: 1 })];
	await made(list);
	for (const { out } of list) {
		await near(out, EXACT, SWATCHES, await see(name));
		const far = apart(await see(path.basename(out), { top: 0.05 }),
		    white);
		ok(far <= EXACT, `${path.basename(out)}: white is white`,
		    `off by ${far}`);
	}
}

if (see) {
	const shown = async ({ name }) => [await see(name), SWATCHES];
	await each([...plain, bt2020], (recipe) => alike(recipe, shown));
	is(Object.keys(chunks(fs.readFileSync(file('hd-tv.mp4.png'))))
	    .filter((type) => /gAMA|cHRM|sRGB|iCCP|cICP/.test(type)), [],
	    'a PNG has nothing that darkens it');
	await each(hdr, (recipe) => alike(recipe, async ({ name }) =>
	    [await see(`${name}.clip.mp4`)]));
	await each(hdr, kept);
	await each(odd, strange);
	await drawn(plain[0]);
	await overlaid(plain[0]);
} else {
	ok(true, 'seen in Chromium # SKIP no browser');
}
await done();
