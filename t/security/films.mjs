#!/usr/bin/env node
// Films and files beside them that harm whoever opens them: pipes, devices,
// bombs for FFmpeg's memory, fonts and pictures without measure, a disk that
// runs full; and a stop while one of them is read.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { where } from '../lib/films.mjs';
import { FILM, alive, processes, program, scene, workdirs } from '../lib/scene.mjs';
import { png } from '../lib/png.mjs';
import { descendants } from '../lib/stack.mjs';
import { cleanup, done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const MB = 1 << 20;
const dir = tmpdir();
const tool = join(dir, 'ffmpeg'), probe = join(dir, 'ffprobe');
const real = () => program(tool, '#!/bin/sh\nexec ffmpeg "$@"\n');
real();
program(probe, '#!/bin/sh\nexec ffprobe "$@"\n');
const captures = join(dir, 'shots');
mkdirSync(captures);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=160m', 'mediasnap-t',
	captures]).status === 0;
cleanup(() => spawnSync('umount', ['-l', captures]));
const make = (name, args) => {
	const path = join(dir, name);
	execFileSync('ffmpeg', ['-v', 'error', '-y', ...args, path]);
	return path;
};
const { s, plex, shot, clip } = await scene({ dir, env: { FFMPEG_PATH: tool,
	FFPROBE_PATH: probe, CAPTURE_DIR: captures, MIN_FREE_MB: '20', SLOW_WORKERS: '10',
	CLIP_JOBS: '2', TRUSTED_PROXIES: '127.0.0.1' } });
const play = async (key, file, more = {}) => {
	plex.play({ key, file, state: 'paused', offset: 500, duration: 1000, ...more });
	return until(async () => (await s.sessions()).find(({ session_id: id }) =>
		id === `plex-s${key}`), `session ${key}`);
};
const quick = async (name, ask, status, words) => {
	const since = Date.now();
	const a = await ask();
	ok([status].flat().includes(a.status) && words.test(a.json?.detail ?? ''),
		`${name}: ${a.status} ${a.json?.detail?.slice(0, 90)}`, a.text);
	ok(Date.now() - since < 20000, `  after ${Date.now() - since} ms`);
};

// Pipes and devices, as a film and beside one.
const pipe = join(dir, 'pipe.mkv');
execFileSync('mkfifo', [pipe]);
for (const [key, file] of [['50', pipe], ['51', '/dev/zero'], ['52', '/dev/tty']]) {
	const row = await play(key, file);
	is([row.media_available, /is not a file here/.test(row.media_error)], [false, true],
		`${file} is looked at and not opened`);
	await quick('  no capture', () => shot({ session_id: `plex-s${key}` }), 422, /not a file/);
}
const beside = join(dir, 'beside.mkv');
copyFileSync(where(FILM), beside);
execFileSync('mkfifo', [join(dir, 'beside.srt')]);
await play('53', beside, { streams: [{ id: 5, streamType: 3, codec: 'srt', selected: 1,
	languageCode: 'eng', key: '/library/streams/5' }] });
await quick('a pipe named as subtitles', () => shot({ session_id: 'plex-s53',
	subtitles: 'session' }), [422, 502], /subtitles/);

// A picture and fonts without measure.
await play('54', make('wide.mkv', ['-f', 'lavfi', '-i', 'color=s=9000x9000:r=1', '-frames:v',
	'1', '-c:v', 'mjpeg']));
await quick('81 megapixels', () => shot({ session_id: 'plex-s54' }), 422, /megapixels/);
const font = join(dir, 'font.ttf');
writeFileSync(font, Buffer.alloc(40 * MB, 'x'));
writeFileSync(join(dir, 'text.ass'), '[Script Info]\nScriptType: v4.00+\n[V4+ Styles]\n' +
	'Format: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n[Events]\nFormat: Layer, ' +
	'Start, End, Style, Text\nDialogue: 0,0:00:00.00,0:00:09.00,Default,Hello\n');
await play('55', make('fonts.mkv', ['-i', where(FILM), '-i', join(dir, 'text.ass'), '-map',
	'0:v', '-map', '1', '-c:v', 'copy', '-c:s', 'ass', '-t', '2', ...[0, 1, 2, 3].flatMap((n) =>
		['-attach', font, `-metadata:s:t:${n}`, 'mimetype=application/x-truetype-font',
			`-metadata:s:t:${n}`, `filename=${n}.ttf`])]));
const drawn = await shot({ session_id: 'plex-s55', subtitles: 1 });
is(drawn.status, 200, 'a film with 160 MB of fonts');
like(drawn.json?.note ?? '', /160 MB of fonts; 80 MB of them/, `  ${drawn.json?.note}`);

// Resident memory of what runs here, at the most, by 10 ms.
function watched(pattern) {
	let most = 0;
	const timer = setInterval(() => {
		for (const { pid } of processes(s, pattern))
			try {
				most = Math.max(most, 1024 * /VmHWM:\s+(\d+)/.exec(
					readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
			} catch {
				// it has ended
			}
	}, 10);
	return () => {
		clearInterval(timer);
		return most;
	};
}

// Subtitles that are cheap to send and dear to draw: 131 kB, in which a
// thousand large areas cover one another.
const area = (n) => `Dialogue: ${n},0:00:00.00,0:00:09.00,Default,{\\an5\\pos(${n % 300},100)` +
	`\\p1\\fscx${1000 + n}\\fscy${1000 + n}}m 0 0 l 300 0 300 280 ${n} 280\n`;
writeFileSync(join(dir, 'bomb.ass'), readFileSync(join(dir, 'text.ass'), 'utf8') +
	Array.from({ length: 1150 }, (_, n) => area(n)).join(''));
// A small picture first, then some of 1.5 GB each, of which a frame has 1.5 MB.
writeFileSync(join(dir, 'bomb.pngs'), Buffer.concat([...Array(25).fill(png(320, 180)),
	...Array(2).fill(png(16000, 16000))]));
await play('60', make('ass.mkv', ['-i', where(FILM), '-i', join(dir, 'bomb.ass'), '-map',
	'0:v', '-map', '1', '-c:v', 'copy', '-c:s', 'ass']));
await play('61', make('grows.mkv', ['-f', 'image2pipe', '-c:v', 'png', '-i',
	join(dir, 'bomb.pngs'), '-c', 'copy']));
await play('62', make('huge.mkv', ['-f', 'image2pipe', '-c:v', 'png', '-i',
	(writeFileSync(join(dir, 'huge.png'), png(16000, 16000)), join(dir, 'huge.png')),
	'-c', 'copy']));

// One alone comes as far as its memory goes; of eight at once, which share the
// cores, some end at their deadline.  Each is somebody else's.
let clients = 0;
const somebody = () => ({ 'x-forwarded-for': `10.9.9.${++clients}` });
const drawing = { session_id: 'plex-s60', subtitles: 1, timestamp_seconds: 2 };
const growing = { session_id: 'plex-s61', timestamp_seconds: 1.02 };
const most = watched(/^ff/);
const alone = await shot(drawing, somebody());
ok(alone.status === 422 && /more than 2 GB of memory/.test(alone.json?.detail),
	`a bomb: ${alone.status} ${alone.json?.detail}`, alone.text);
const began = Date.now();
const bombs = [
	...[1, 2, 3].map(() => shot(drawing, somebody())),
	...[1, 2].map(() => shot(growing, somebody())),
	shot({ session_id: 'plex-s62' }, somebody()),
	shot({ session_id: 'plex-s55', subtitles: 1 }, somebody()),
	clip({ ...drawing, timestamp_seconds: undefined }, somebody()).then(async (a) =>
		({ status: a.status, text: a.text, json: a.status === 200
			? { detail: (await s.settled(a.json.id)).error_message } : a.json })),
];
let over = false, looks = 0, slowest = 0;
const all8 = Promise.all(bombs).finally(() => { over = true; });
while (!over) {
	const asked = Date.now();
	looks += (await s.get('/api/captures')).status === 200 ? 1 : NaN;
	slowest = Math.max(slowest, Date.now() - asked);
}
ok(looks > 10, `the gallery was read ${looks} times meanwhile, in ${slowest} ms at most`);
const ends = await all8;
const limits = /more than 2 GB of memory|took too long/;
const names = ['subtitles', 'subtitles', 'subtitles', 'pictures', 'pictures'];
names.forEach((name, n) => ok(limits.test(ends[n].json?.detail),
	`  one of ${name}: ${ends[n].status} ${ends[n].json?.detail}`, ends[n].text));
like(ends[5].json?.detail ?? '', /16000 x 16000|2 GB|still being read/,
	`  one picture: ${ends[5].json?.detail}`);
is(ends[6].status, 200, '  one with fonts is made');
like(ends[7].json?.detail ?? '', limits, `  a clip: ${ends[7].json?.detail}`);
const had = most();
ok(had > 500 * MB && had <= 2048 * MB, `one had ${had / MB | 0} MB at most, and all ` +
	`were over in ${Date.now() - began} ms`);
is((await s.get('/api/health')).status, 200, '  all is well then');

// The picture beside a copied clip: whoever makes it may not grow either.
program(tool, `#!/bin/sh
case "$*" in
*"-skip_frame:v nokey"*)
	echo $$ >"${dir}/bomb.pid"
	exec perl -e 'my @a; push @a, "x" x (32 << 20) while 1';;
*"-c:v copy"*)
	until [ -s "${dir}/bomb.pid" ]; do sleep 0.05; done
	while [ -e "/proc/$(cat "${dir}/bomb.pid")" ]; do sleep 0.05; done;;
esac
exec ffmpeg "$@"
`);
{
	const mostly = watched(/^perl/);
	const c = await clip();
	const end = await s.settled(c.json.id);
	const most = mostly();
	is([end.status, /jpg$/.test(end.poster_url)], ['complete', true],
		'a copy whose early picture grows is made, and has one');
	ok(most > 500 * MB && most <= 2048 * MB, `  that had ${most / MB | 0} MB at most`);
}

// The disk, while a clip is written.
if (mounted) {
	program(tool, '#!/bin/sh\nfor out; do :; done\nexec head -c 400000000 /dev/zero >"${out#file:}"\n');
	let least = Infinity;
	const look = setInterval(() => {
		const { bavail, bsize } = statfsSync(captures);
		least = Math.min(least, bavail * bsize);
	}, 2);
	for (const n of [1, 2]) {
		least = Infinity;
		const asked = await Promise.all(Array.from({ length: n }, () => clip({ precise: true })));
		const ends = await Promise.all(asked.map((a) => s.settled(a.json.id)));
		is(ends.map(({ status }) => status), Array(n).fill('failed'),
			`clips that would pass MIN_FREE_MB fail, ${n} at once`);
		ok(ends.every((end) => /less than 20 MB free \(MIN_FREE_MB\)/
			.test(end.error_message)), `  with that reason: ${ends[0].error_message}`);
		ok(least >= 12 * MB && least < 120 * MB, `  ${least / MB | 0} MB were left at least`);
		await until(() => !workdirs(s).length, 'their folders to be gone');
	}
	clearInterval(look);
}
real();
// Its work folder goes after its row has said that it failed.
ok(await until(async () => (await shot()).status === 200, 'room'),
	'after all that a picture is taken');

// A stop while a file is read that never ends.
program(probe, '#!/bin/sh\nexec sleep 600\n');
const other = join(dir, 'other.mkv');
copyFileSync(where(FILM), other);
await play('56', other);
const reading = await until(() => processes(s, /^sleep 600/)[0], 'it to be probed');
const all = descendants(s.pid);
const since = Date.now();
await s.stop();
await until(() => !all.some(({ pid }) => alive(pid)), 'all to be gone', 15000);
ok(!alive(reading.pid) && Date.now() - since < 8000,
	`a stop ends FFprobe too: ${Date.now() - since} ms`);
await done();
