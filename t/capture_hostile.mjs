#!/usr/bin/env node
/*
 * Files and programs that mean harm, or are broken: nothing else is read,
 * odd names are names, and what fails says why.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ok, is, done, tmpdir, until } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { faults } from './lib/clips.mjs';
import { copies, film, films, ready, table, where } from './lib/films.mjs';
import { command, picture, shown } from './lib/frames.mjs';

const dir = tmpdir();
const AT = 3.2;
const ENOENT = -2, ETIMEDOUT = -110;
/* What a person cannot use: more than a line, addresses of structs. */
const DUMP = /\n|0x[0-9a-f]{6}|@ /;

let count = 0;

async function
shot(file, more = {})
{
	const out = path.join(dir, `${++count}.jpg`);
	const [{ answer }] = await capture({ kind: 'screenshot', at: AT,
	    out, path: file, ...more });
	const seen = answer.status ? null : await picture(out);

	return { ...answer, out, seen };
}

async function
clip(file, more = {})
{
	const out = path.join(dir, `${++count}.mp4`);
	const [{ answer }] = await capture({ kind: 'clip', out,
	    start: AT, end: AT + 2, path: file, ...more });

	return { ...answer, out };
}

function
sentence({ status, why }, name)
{
	return ok(status < 0 && why?.length > 10 && !DUMP.test(why),
	    `${name}: fails, and says why`, `${status} ${why}`);
}

async function
nothing(name)
{
	for (const made of [await shot(where(name)), await clip(where(name))]) {
		sentence(made, name);
		ok(!fs.existsSync(made.out) || !fs.statSync(made.out).size,
		    `${name}: nothing is made of it`);
	}
}

async function
named({ name, from })
{
	const source = film(from), piece = { start: AT, end: AT + 2 };
	const still = await shot(where(name)), cut = await clip(where(name),
	    piece);
	const want = shown(await table(from), AT).n;

	is([still.status, still.seen?.n, still.seen?.film], [0, want,
	    source.id], `${JSON.stringify(name)}: its frame`);
	is(cut.status ? [cut.why] : (await faults(source, cut.out, piece))
	    .wrong, [], `${JSON.stringify(name)}: its clip`);
}

/* What was cut off cannot be had; all before it is as it was. */
async function
truncated(name, from)
{
	const there = await shot(where(name)), cut = await clip(where(name));
	const beyond = await shot(where(name), { at: 8 });
	const list = await table(name);
	const want = shown(await table(from), AT).n;

	is(there.seen?.n, want, `${name}: a frame before its end`);
	ok(cut.status === 0 && cut.duration_s > 1.9, `${name}: a clip too`,
	    `${cut.why} ${cut.duration_s}`);
	if (beyond.status === 0)
		is(beyond.seen?.n, list.at(-1).n,
		    `${name}: past its end, its last frame`);
	else
		sentence(beyond, `${name}: past its end`);
}

/* How far off the picture is, as the note has it; 0: it says nothing. */
function
told({ note })
{
	return Number(/ ([\d.]+) s earlier/.exec(note ?? '')?.[1] ?? 0);
}

/*
 * The picture on screen is the last one before the moment, however long
 * before; what was spoilt can show nobody's number.
 */
async function
shows(name, at, list, hole)
{
	const one = await shot(where(name), { at }), want = shown(list, at);
	const off = at - want.t;

	ok(off > 0.5 === hole, `${name} at ${at}: ${hole ? 'a' : 'no'} hole`,
	    off);
	ok(one.status === 0 && (hole ? one.seen?.n === want.n :
	    !one.seen || Math.abs(one.seen.n - want.n) <= 1),
	    `${name} at ${at}: its picture`,
	    `${one.why} ${JSON.stringify(one.seen)}, not ${want.n}`);
	ok(Math.abs(told(one) - (hole ? off : 0)) < 0.011,
	    `${name} at ${at}: the note says how far off that is`,
	    `${one.note}: ${off}`);
}

/* No picture of another moment; `holes` lie between moments that are there. */
async function
damaged(name, { there, holes })
{
	const list = await table(name);

	await each([...there.map((at) => [at, false]), ...holes.map((at) =>
	    [at, true])], ([at, hole]) => shows(name, at, list, hole));
	for (const precise of [false, true]) {
		const cut = await clip(where(name), { precise });
		if (cut.status)
			sentence(cut, `${name}: a clip`);
		else
			ok(cut.size_bytes > 1000, `${name}: a clip`);
	}
}

/* A stand-in for ffmpeg that does as the script says. */
function
standin(name, script)
{
	const file = path.join(dir, name);

	fs.writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
	return file;
}

async function
misbehaves([name, script, status])
{
	const ffmpeg = standin(`ffmpeg-${name}`, script);
	const made = JSON.parse(String(await command('env',
	    [`FFMPEG_PATH=${ffmpeg}`, path.resolve(process.env.builddir ?? '.',
	    't/capture-tool'), JSON.stringify({ kind: 'screenshot', at: AT, dir,
	    path: where('h264-aac.mkv'), out: path.join(dir, name) })])));

	sentence(made, `ffmpeg that ${name}`);
	if (status)
		is(made.status, status, `ffmpeg that ${name}: its status`);
}

async function
hangs()
{
	const pid = path.join(dir, 'pid');
	await misbehaves(['hangs', `sleep 600 & echo $! > '${pid}'; wait`,
	    ETIMEDOUT]);

	/* Killed, it still takes the kernel a moment to be gone. */
	const stat = `/proc/${fs.readFileSync(pid, 'latin1').trim()}/stat`;
	const ended = () => !fs.existsSync(stat) ||
	    / Z /.test(fs.readFileSync(stat, 'latin1'));
	ok(await until(ended, 'the children of ffmpeg to end'),
    'its children are ended with it');
}

const hung = (await ready(), hangs());
for (const name of ['playlist.mkv', 'concat.mkv', 'headless.mp4', 'empty.mkv',
    'garbage.mkv'])
	await nothing(name);
for (const one of copies.filter(({ link }) => link))
	await named(one);
await truncated('truncated.mkv', 'h264-aac.mkv');
await truncated('truncated.mp4', 'h264-aac.mp4');
await damaged('damaged.mkv', { there: [0.1, 0.5, 1.4, 2.9, 4.4, 6.1, 6.7, 8.1,
    9.3], holes: [4.7, 5.2, 5.9, 7.9] });
await damaged('damaged.ts', { there: [0.5, 1.3, 2.9, 4.5, 5.7, 7.1, 9.3],
    holes: [4.8, 5.5] });
is((await shot(path.join(dir, 'none.mkv'))).status, ENOENT,
    'a file that is not there');
sentence(await shot(dir), 'a folder');
await each([['is missing', 'exit 127'], ['dies', 'kill -SEGV $$'],
    ['does nothing', 'exit 0'],
    ['writes rubbish', 'for last; do :; done; echo rubbish > "$last"'],
    ['talks much', 'yes "[h264 @ 0x55d0c0ffee00] error" | head -c 9000000 >&2;'
    + 'exit 1']],
    misbehaves);
await hung;
await done();
