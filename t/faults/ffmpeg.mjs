#!/usr/bin/env node
// FFmpeg missing, hanging, dying, writing rubbish; the film gone or replaced;
// two hundred clients at once.
import { copyFileSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync }
	from 'node:fs';
import { join } from 'node:path';
import { where } from '../lib/films.mjs';
import { FILM, Gates, alive, processes, program, scene, swept, whole, workdirs }
	from '../lib/scene.mjs';
import { request } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const gates = new Gates(dir);
const tools = join(dir, 'tools');
mkdirSync(tools);
const tool = join(tools, 'ffmpeg');
const real = () => program(tool, `#!/bin/sh\nexec "${gates.path}" "$@"\n`);
real();
const film = join(dir, 'film.mkv');
linkSync(where(FILM), film);
const { s, shot, clip } = await scene({ dir, more: { file: film },
	env: { TRUSTED_PROXIES: '127.0.0.1', FFMPEG_PATH: tool, SLOW_WORKERS: '2', API_WORKERS: '2' } });
const mine = (await shot()).json;
// The poller has seen that it can be read.
const found = () => until(async () => (await s.sessions())[0]?.media_available,
	'the film to be seen');
// The capture is the first file that is written; the thumbnail follows.
const OUT = 'for word; do [ "$last" = -y ] && out=${out:-$word}; ' +
	'last=$word; done\n';

// It hangs: its deadline is half a minute away; meanwhile there is work here.
program(tool, '#!/bin/sh\nexec sleep 600\n');
const hung = shot();
const since = Date.now();
const stuck = (await until(() => processes(s, /^sleep 600/)[0],
	'FFmpeg to hang')).pid;

// Each stand-in, and what a person is told.
const BROKEN = {
	'it is missing': [null, 500, /cannot be run: No such file/],
	'it cannot be run': ['rubbish', 500, /cannot be run|could not be made/],
	'it fails without a word': ['#!/bin/sh\nexit 1\n', 500,
		/gave no reason/],
	'it fails with words': ['#!/bin/sh\necho "[x @ 0x1] Out of cheese" >&2\n' +
		'exit 1\n', 500, /^this could not be made: Out of cheese$/],
	'it dies by a signal': ['#!/bin/sh\nkill -SEGV $$\n', 500,
		/^this was stopped by signal 11$/],
	'it writes nothing': ['#!/bin/sh\nexit 0\n', 500, /no picture could be/],
	'it writes rubbish': [`#!/bin/sh\n${OUT}head -c 5000 /dev/urandom >"$out"\n`,
		500, /wrote no valid picture/],
	'it writes HTML': [`#!/bin/sh\n${OUT}echo "<script>" >"$out"\n`, 500,
		/wrote no valid picture/],
	'it writes half a picture': [`#!/bin/sh\n${OUT}ffmpeg "$@"\n` +
		'truncate -s 1000 "$out"\n', 500, /wrote no valid picture/],
	'it talks without end': ['#!/bin/sh\nhead -c 30000000 /dev/zero | tr "\\0" x >&2\n' +
		'head -c 30000000 /dev/zero\nexit 3\n', 500, /^this could not be made/],
	'it leaves children behind': ['#!/bin/sh\nsleep 300 &\nsleep 301 &\nexit 1\n',
		500, /gave no reason/],
	'it ends well with children': [`#!/bin/sh\nsleep 302 &\nexec ffmpeg "$@"\n`,
		200, null],
};
for (const [name, [text, status, words]] of Object.entries(BROKEN)) {
	if (text === null)
		rmSync(tool);
	else
		program(tool, text);
	const a = await shot();
	is(a.status, status, `${name}: ${status}`);
	if (words)
		like(a.json?.detail ?? '', words, `  ${a.json?.detail?.slice(0, 70)}`);
	ok(a.text.length < 1000, '  in a sentence', a.text);
	if (/missing|signal|rubbish|half/.test(name)) {
		const c = await clip({ precise: true });
		const end = c.status === 200 ? await s.settled(c.json.id) : null;
		ok(end?.status === 'failed' && end.error_message, '  a clip fails too',
			c.text);
	}
}
program(tool, `#!/bin/sh\nffmpeg "$@"\nfor out; do :; done\n` +
	'truncate -s 300 "${out#file:}"\n');
const small = await shot();
is(small.status, 200, 'half a thumbnail: the capture is made');
real();
const thumbnail = Buffer.from(await (await fetch(new URL(small.json.thumbnail_url,
	s.url))).arrayBuffer());
is(thumbnail.subarray(-2).toString('hex'), 'ffd9', '  and has a whole one');
is(processes(s, /sleep 30\d/), [], 'no child of a child is left');
real();

// The film: gone, a folder, unreadable rubbish, a pipe, replaced, back.
const away = join(dir, 'away.mkv');
renameSync(film, away);
for (const [name, make, words] of [
	['is gone', () => {}, /film\.mkv/],
	['has become a folder', () => mkdirSync(film), /film\.mkv/],
	['has become empty', () => writeFileSync(film, ''), /film\.mkv|read/],
	['has become rubbish', () => writeFileSync(film, 'x'.repeat(100000)),
		/film\.mkv|media|read/],
	['has become a script', () => writeFileSync(film,
		`ffconcat version 1.0\nfile '${where(FILM)}'\n`), /film\.mkv|media|read/],
]) {
	rmSync(film, { recursive: true, force: true });
	make();
	for (const [what, ask] of [['screenshot', shot], ['clip', clip]]) {
		const a = await ask();
		ok(a.status === 422, `the film ${name}: no ${what}`, `${a.status} ${a.text}`);
		like(a.json?.detail ?? '', words, `  ${a.json?.detail?.slice(0, 80)}`);
	}
}
rmSync(film, { recursive: true, force: true });
copyFileSync(where(FILM), film);
await found();
is((await shot()).status, 200, 'another file under its name is read anew');
// Between the asking and the work.
gates.shut('before');
{
	const c = (await clip({ precise: true })).json;
	await gates.at('before');
	renameSync(film, away);
	gates.open('before');
	const end = await s.settled(c.id);
	is(end.status, 'failed', 'gone while a clip of it is made');
	like(end.error_message ?? '', /film\.mkv/, '  it says which');
	renameSync(away, film);
	await found();
	is((await s.post(`/api/captures/${c.id}/retry`)).status, 200, '  retry');
	is((await s.settled(c.id)).status, 'complete', '  makes it');
}

// Two hundred at once, while everything slow is busy: none of those who look
// waits for it.
gates.shut('before');
const slow = Array.from({ length: 20 }, (_, n) => request(s.url,
	'/api/capture/screenshot', { method: 'POST', body: { session_id: 'plex-s42' },
		headers: { 'x-forwarded-for': `10.1.1.${n}` } }));
await gates.at('before');
const began = Date.now();
const reads = await Promise.all(Array.from({ length: 200 }, (_, n) =>
	s.get(['/api/captures', '/api/sessions', mine.file_url,
		`/api/captures/${mine.id}`, '/'][n % 5])));
const took = Date.now() - began;
is([...new Set(reads.map(({ status }) => status))], [200],
	`200 at once are answered (${took} ms) while the slow pool is busy`);
const refused = await Promise.any(slow);
is([refused.status, refused.headers['retry-after'] > 0], [503, true],
	'more than wait are told to come again');
like(refused.json?.detail ?? '', /already making as many captures/, '  and why');
gates.open('before');
const ends = await Promise.all(slow);
is(ends.filter(({ status }) => ![200, 503].includes(status))
	.map(({ text }) => text), [], 'the others are made');
ok(ends.some(({ status }) => status === 200), '  there were some');
gates.shut('before');
const one = Array.from({ length: 12 }, () => shot());
const first = await Promise.any(one.map(async (p) => {
	const a = await p;
	if (a.status === 200)
		throw new Error('made');
	return a;
}));
ok([429, 503].includes(first.status), 'one client is held to its share',
	first.text);
gates.open('before');
await Promise.all(one);

// The one that hung has been ended, and said so.
const a = await hung;
is(a.status, 504, `it hangs: 504 after ${Math.round((Date.now() - since) / 1000)} s`);
like(a.json?.detail ?? '', /^this took too long and was stopped\. Try again in a moment$/,
	`  ${a.json?.detail}`);
await until(() => !alive(stuck), 'it to be gone');
await swept(s);
is([workdirs(s), await whole(s)], [[], []], 'all is whole');
is(await s.stop(), 0, 'stops with exit 0');
await done();
