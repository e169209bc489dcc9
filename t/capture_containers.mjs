#!/usr/bin/env node
/*
 * Containers that media servers take for films: the frame on screen, and a
 * clip.  What names other files stays shut, and the refusal says what it is.
 */
import fs from 'node:fs';
import path from 'node:path';
import { capture, each } from './lib/capture.mjs';
import { ffmpeg } from './lib/film_make.mjs';
import { ready, where } from './lib/films.mjs';
import { frames, picture, shown } from './lib/frames.mjs';
import { done, like, ok, tmpdir } from './lib/tap.mjs';

const dir = tmpdir();
const COPY = ['-c', 'copy'];
const MPEG2 = ['-c:v', 'mpeg2video', '-q:v', '3', '-c:a', 'mp2'];
const MADE = [
	{ name: 'a.wtv', from: 'h264-aac.mkv', how: MPEG2 },
	{ name: 'b.wtv', from: 'h264-aac.ts', how: COPY },
	{ name: 'a.dvr-ms', from: 'wmv2-wma.wmv', how: [...COPY, '-f', 'asf'] },
	{ name: 'a.mts', from: 'h264-ac3.m2ts', how: [...COPY, '-f', 'mpegts',
	  '-mpegts_m2ts_mode', '1'] },
	{ name: 'a.vob', from: 'mpeg2-ac3.mpg', how: [...COPY, '-f', 'vob'] },
	{ name: 'a.evo', from: 'mpeg2-ac3.mpg', how: [...COPY, '-f', 'dvd'] },
	{ name: 'a.mpe', from: 'h264-aac.mkv', how: ['-c:v', 'mpeg1video', '-r',
	  '24', '-q:v', '3', '-c:a', 'mp2', '-f', 'mpeg'] },
	{ name: 'a.m2v', from: 'mpeg2-mp2.ts', how: ['-an', '-c:v', 'copy', '-f',
	  'mpeg2video'], slack: 2 },
	{ name: 'b.m2v', from: 'h264-aac.mkv', how: ['-an', '-c:v', 'mpeg2video',
	  '-bf', '2', '-q:v', '3', '-r', '24'], slack: 2 },
	{ name: 'a.h264', from: 'h264-aac.mkv', how: ['-an', ...COPY],
	  slack: 2 },
	{ name: 'a.hevc', from: 'hevc-aac.mp4', how: ['-an', ...COPY],
	  slack: 2 },
	{ name: 'a.obu', from: 'av1-opus.mkv', how: ['-an', ...COPY],
	  slack: 2 },
	{ name: 'a.ogm', from: 'theora-vorbis.ogv', how: [...COPY, '-f', 'ogg'] },
	{ name: 'a.3gp', from: 'h264-aac.mp4', how: COPY },
	{ name: 'a.3g2', from: 'h264-aac.mp4', how: COPY },
	{ name: 'a.f4v', from: 'h264-aac.mp4', how: COPY },
	{ name: 'a.m4v', from: 'h264-aac.mp4', how: [...COPY, '-f', 'mp4'] },
	{ name: 'a.qt', from: 'h264-aac.mp4', how: [...COPY, '-f', 'mov'] },
	{ name: 'a.flv', from: 'h264-aac.mp4', how: ['-c:v', 'flv1', '-q:v', '3',
	  '-c:a', 'mp3', '-ar', '44100'] },
	{ name: 'a.divx', from: 'mpeg4-asp.avi', how: [...COPY, '-f', 'avi'],
	  slack: 2 },
	{ name: 'a.rmvb', from: 'h264-aac.mp4', how: ['-c:v', 'rv20', '-q:v',
	  '3', '-s', '320x240', '-c:a', 'ac3', '-f', 'rm'], slack: 1 },
	{ name: 'a.mk3d', from: 'h264-aac.mkv', how: [...COPY, '-f',
	  'matroska'] },
	{ name: 'a.nut', from: 'h264-aac.mkv', how: COPY },
	{ name: 'a.mxf', from: 'h264-aac.mp4', how: ['-c:v', 'mpeg2video', '-q:v',
	  '2', '-r', '25', '-c:a', 'pcm_s16le', '-ar', '48000'] },
	{ name: 'a.dv', from: 'interlaced-tff.mkv', how: ['-s', '720x576', '-c:v',
	  'dvvideo', '-pix_fmt', 'yuv420p', '-ar', '48000', '-ac', '2'] },
	{ name: 'a.y4m', from: 'vp9-opus.webm', how: ['-an', '-s', '160x90',
	  '-pix_fmt', 'yuv420p', '-f', 'yuv4mpegpipe'] },
];
/* What FFmpeg would read other files for, and what it names them with. */
const PLAYLISTS = {
	'hls.ts': '#EXTM3U\n#EXTINF:10,\nh264-aac.ts\n#EXT-X-ENDLIST\n',
	'list.wtv': 'ffconcat version 1.0\nfile h264-aac.mkv\n',
	'dash.mp4': '<?xml version="1.0"?>\n<MPD><BaseURL>h264-aac.mp4' +
	    '</BaseURL></MPD>\n',
	'session.mpg': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\n' +
	    'm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n',
};

async function
made({ name, from, how })
{
	const file = path.join(dir, name);

	await ffmpeg(['-v', 'error', '-nostdin', '-y', '-i', where(from), '-map',
	    '0:v:0', '-map', '0:a:0?', ...how, file]);
	return file;
}

async function
works(one)
{
	const { name, slack = 0 } = one, file = await made(one);
	const list = await frames(file);
	const last = list.at(-1).t, stem = path.join(dir, name);
	const moments = [0.3, 0.55, 0.9].map((part) => part * last + 0.013);
	const shots = await capture(...moments.map((at, i) => ({ at, path: file,
	    kind: 'screenshot', out: `${stem}-${i}.jpg` })));

	for (const { request: { at, out }, answer } of shots) {
		const seen = answer.status ? null : await picture(out);
		ok(Math.abs(seen?.n - shown(list, at).n) <= slack,
		    `${name}: its frame at ${at.toFixed(2)}`,
		    `${answer.why} ${JSON.stringify(seen)}`);
	}
	await clipped(name, file, list, slack);
}

async function
clipped(name, file, list, slack)
{
	const start = list.at(-1).t * 0.4, out = path.join(dir, `${name}.mp4`);
	const [{ answer }] = await capture({ kind: 'clip', start, end: start + 2,
	    path: file, out });
	const [first] = answer.status ? [] : (await frames(out))
	    .filter(({ t }) => t > -0.001);

	ok(answer.status === 0 && Math.abs(answer.duration_s - 2) < 0.2 &&
	    Math.abs(first?.n - shown(list, start).n) <= 1 + slack,
	    `${name}: a clip of it`, `${JSON.stringify(answer)} ` +
	    `${JSON.stringify(first)}, not ${shown(list, start).n}`);
}

async function
refused(name, pattern)
{
	const [{ answer }] = await capture({ kind: 'screenshot', at: 1,
	    path: path.join(dir, name), out: path.join(dir, `${name}.jpg`) });

	ok(answer.status < 0, `${name} is refused`);
	like(answer.why ?? '', pattern, `${name}: and why`);
}

await ready(...new Set(MADE.map(({ from }) => from)));
await each(MADE, works);
for (const [name, text] of Object.entries(PLAYLISTS)) {
	fs.writeFileSync(path.join(dir, name), text);
	await refused(name, /it is a playlist; capture one of the files/);
}
await ffmpeg(['-v', 'error', '-f', 'lavfi', '-i', 'sine=d=3', '-f', 'au',
    path.join(dir, 'strange.mkv')]);
await refused('strange.mkv', /does not open containers of this type/);
await done();
