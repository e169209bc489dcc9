#!/usr/bin/env node
/* How captures look: colours, shapes, fields, formats, sizes. */
import fs from 'node:fs';
import path from 'node:path';
import { ok, is, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { ready, table, where } from './lib/films.mjs';
import { comb, command, frames, look, patches, picture, probe, shown }
    from './lib/frames.mjs';

const dir = tmpdir();
const AT = 3.2;
/* Of 255: what JPEG and a conversion more or less may cost. */
const SAME = 6;
const MAGIC = { jpg: 'ffd8ff', png: '89504e47', webp: '52494646' };

let count = 0;

async function
shot(name, more = {})
{
	const out = path.join(dir, `${++count}.${more.format ?? 'jpg'}`);
	const [{ answer }] = await capture({ kind: 'screenshot', at: AT,
	    out, path: where(name), ...more });

	return { ...answer, out };
}

async function
clip(name, more = {})
{
	const out = path.join(dir, `${++count}.mp4`);
	const [{ answer }] = await capture({ kind: 'clip', start: AT, out,
	    end: AT + 2, path: where(name), ...more });
	const facts = answer.status ? { streams: [] } :
	    await probe(out, '-show_streams');

	return { ...answer, out, video: facts.streams
	    .find((stream) => stream.codec_type === 'video') };
}

/* The same frame by FFmpeg's own plain decoding. */
async function
plain(name)
{
	const out = path.join(dir, `${++count}.png`);
	const list = await table(name), { n } = shown(list, AT);

	await command('ffmpeg', ['-v', 'error', '-nostdin', '-i',
	    `file:${where(name)}`, '-map', '0:V:0', '-vf',
	    `select=eq(n\\,${n})`, '-frames:v', '1', '-update', '1', out]);
	return out;
}

function
distance(one, other)
{
	return Math.max(...one.flatMap((colour, i) => colour.map((value, j) =>
	    Math.abs(value - other[i][j]))));
}

/* Which of red, green and blue stand out in a colour, strongest first. */
function
hue([r, g, b])
{
	const top = Math.max(r, g, b), low = Math.min(r, g, b);

	return [r, g, b].map((value) => top - low < 20 ? 1 :
	    Math.round((value - low) / (top - low)));
}

async function
untouched(name)
{
	const { out } = await shot(name, { format: 'png' });
	const off = distance(await patches(out), await patches(
	    await plain(name)));

	ok(off <= SAME, `${name}: colours as they are`, `off by ${off}`);
}

async function
natural(name)
{
	const { out } = await shot(name), { out: raw } = await shot(name,
	    { tonemap: false, format: 'png' });
	const sdr = await shot('h264-aac.mp4');
	const [seen, want] = await Promise.all([patches(out),
	    patches(sdr.out)]);
	const [here, there] = await Promise.all([look(out), look(sdr.out)]);

	is(seen.map(hue), want.map(hue), `${name}: its colours' hues`);
	ok(seen[0].every((value) => value > 150), `${name}: white is white`,
	    seen[0].join(' '));
	ok(here.saturation > 0.6 * there.saturation &&
	    here.saturation < 1.4 * there.saturation,
	    `${name}: neither pale nor gaudy`,
	    `${here.saturation}, SDR ${there.saturation}`);
	const off = distance(await patches(raw), await patches(
	    await plain(name)));
	ok(off <= SAME, `${name}: tonemap false keeps its values`,
	    `off by ${off}`);
}

async function
smooth(name)
{
	const { out } = await shot(name, { format: 'png' });
	const made = await clip(name);
	const [before, after, cut] = await Promise.all([comb(await plain(name)),
	    comb(out), comb(made.out)]);

	ok(before > 2, `${name}: has combs`, before);
	ok(after < before / 10, `${name}: a picture has none`, after);
	ok(cut < before / 10 && /progressive|unknown/.test(
	    made.video.field_order ?? 'unknown'), `${name}: nor has a clip`,
	    `${cut} ${made.video?.field_order}`);
}

async function
shape([name, width, height])
{
	const still = await shot(name);
	const { video } = await clip(name, { precise: true });
	const near = (value, want) => Math.abs(value - want) <= 2;

	ok(near(still.width, width) && still.height === height,
	    `${name}: a picture of ${width}x${height}`,
	    `${still.width}x${still.height} ${still.why ?? ''}`);
	/* H.264 has even sizes only. */
	ok(near(video?.width, width) && near(video?.height, height) &&
	    ['1:1', undefined].includes(video?.sample_aspect_ratio),
	    `${name}: a clip too`, `${video?.width}x${video?.height} ` +
	    `${video?.sample_aspect_ratio}`);
}

async function
formats()
{
	const all = await each(Object.keys(MAGIC), async (format) => {
		const { out } = await shot('gop79-1080p.mkv', { format });
		return { format, out, seen: await picture(out) };
	});
	const want = shown(await table('gop79-1080p.mkv'), AT).n;

	for (const { format, out, seen } of all) {
		is(fs.readFileSync(out).toString('hex', 0, 4).slice(0,
		    MAGIC[format].length), MAGIC[format], `${format}: is one`);
		is(seen?.n, want, `${format}: the right frame`);
	}
}

async function
qualities()
{
	const sizes = await each([1, 2, 20], async (quality) =>
	    (await shot('interlaced-bff.mpg', { quality })).size_bytes);

	ok(sizes[0] > sizes[1] && sizes[1] > sizes[2],
	    'qualities 1, 2 and 20 are smaller and smaller', sizes.join(' '));
}

async function
source()
{
	const made = await clip('hevc-aac.mp4', { codec: 'source' });
	const list = await table('hevc-aac.mp4');
	const first = made.status ? NaN : (await frames(made.out))[0].n;
	const want = shown(list, AT).n;

	is([made.status, made.video?.codec_name, made.video?.codec_tag_string],
	    [0, 'hevc', 'hvc1'], 'codec source keeps HEVC, as hvc1');
	ok(first === want || first === want + 1, 'and begins where asked',
	    `${first}, not ${want}`);
}

/* What is encoded anew from HDR is SDR, and says so. */
async function
mapped(name)
{
	const { video, out } = await clip(name);
	const sdr = await shot('h264-aac.mp4');

	ok(!/2020|2084|b67/.test(`${video.color_transfer} ` +
	    `${video.color_primaries} ${video.color_space}`),
	    `${name}: its clip is not called HDR`, JSON.stringify(video));
	is((await patches(out)).map(hue), (await patches(sdr.out)).map(hue),
	    `${name}: its clip's hues`);
}

await ready();
await each(['h264-aac.mp4', 'hevc10-sdr.mkv', 'full-range.mp4',
    'mpeg2-mp2.ts', 'h264-10bit.mkv', 'h264-444.mkv'], untouched);
await each(['hevc-pq.mkv', 'hevc-hlg.mp4', 'av1-pq.mp4'], natural);
await each(['hevc-pq.mkv', 'hevc-hlg.mp4'], mapped);
await each(['interlaced-tff.mkv', 'interlaced-bff.mpg',
    'interlaced-paff.ts'], smooth);
await each([
	['anamorphic.mkv', 512, 288],
	['interlaced-bff.mpg', 853, 480],
	['interlaced-paff.ts', 1024, 576],
	['rotated-90.mp4', 320, 180],
	['vp9-odd.webm', 321, 181],
], shape);
await formats();
await qualities();
await source();
await done();
