#!/usr/bin/env node
/* The test films themselves, and what reads them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ok, is, done, tmpdir } from './lib/tap.mjs';
import { blocks, number } from './lib/code.mjs';
import { painter } from './lib/canvas.mjs';
import { films, ready, study, table, where } from './lib/films.mjs';
import { read, shown, WIDTH, HEIGHT } from './lib/frames.mjs';
import { audible, hear, listen } from './lib/sound.mjs';

const PROGRAM = path.join(path.dirname(fileURLToPath(import.meta.url)),
    'films');
/* What the lossy kinds of sound may shift a beat by, in seconds. */
const GRAIN = 0.06;
const TONES = [440, 660, 880, 1100, 1320];

function
codes()
{
	const all = [0, 1, 7, 255, 14399, 65535].flatMap((n) =>
	    [1, 82, 255].map((film) => ({ n, film })));
	const broken = blocks(7, 3).map((_, i, list) =>
	    list.map((bit, j) => i === j ? 1 - bit : bit));

	is(all.map(({ n, film }) => number(blocks(n, film))), all,
	    'a number comes back from its blocks');
	is(broken.map(number).filter(Boolean), [],
	    'one wrong block makes it nobody\'s');
}

function
painted(n, film = 5)
{
	const frame = painter({ size: [WIDTH, HEIGHT], film })(n);

	return Buffer.from(frame.subarray(0, WIDTH * HEIGHT));
}

function
pictures()
{
	const mixed = painted(7).map((value, i) =>
	    (value + painted(8)[i]) >> 1);
	const turned = Buffer.from(painted(7)).reverse();

	is(read(painted(7)), { n: 7, film: 5, turn: 0 }, 'a picture is read');
	is(read(turned), { n: 7, film: 5, turn: 180 }, 'upside down too');
	is(read(mixed), null, 'a mixture of two frames is nobody\'s');
	is(read(Buffer.alloc(WIDTH * HEIGHT)), null, 'nor is black');
}

function
moments()
{
	const list = [0.1, 0.2, 0.4].map((t, n) => ({ t, n }));
	const at = (seconds) => shown(list, seconds).n;

	is([0, 0.1, 0.15, 0.2, 0.39, 0.4, 9].map(at), [0, 0, 0, 1, 1, 2, 2],
	    'the frame on screen is the last that has begun');
}

async function
run(out, ...names)
{
	const child = spawn(PROGRAM, [out, ...names],
	    { stdio: ['ignore', 'pipe', 'inherit'] });
	let said = '';

	child.stdout.on('data', (data) => { said += data; });
	return { status: (await once(child, 'close'))[0], said };
}

async function
together()
{
	const out = tmpdir(), name = 'h264-silent.mp4';
	const two = await Promise.all([run(out, name), run(out, name)]);

	is(two.map(({ status }) => status), [0, 0], 'two at once');
	is(two.map(({ said }) => said).sort(), ['', `"${name}"\n`],
	    'only one of them makes it');
}

async function
whole({ name, id, frames })
{
	const list = await table(name);
	const wrong = list.findIndex((frame, i) => frame.n !== i ||
	    frame.film !== id || frame.turn !== 0 ||
	    !(i === 0 || frame.t > list[i - 1].t));

	ok(list.length === frames && wrong < 0,
	    `${name}: every frame, in order and upright`,
	    `${list.length} of ${frames} frames; first wrong: ${wrong} ` +
	    JSON.stringify(list[wrong]));
}

async function
sounds({ name, audio }, first)
{
	const heard = [listen(first, TONES), ...await Promise.all(audio
	    .slice(1).map((_, i) => hear(where(name), TONES, i + 1)))];
	const [{ beats: when }] = heard;

	is(heard.map(({ hz }) => hz), audio.map(({ hz }) => hz), `${name}: its tones`);
	ok(when.length >= 5 && when.every((at) =>
	    Math.abs(at - Math.round(at)) < GRAIN), `${name}: a beat a second`,
	    when.join(' '));
}

codes();
pictures();
moments();
await together();
await ready();
is((await run(where('.'))).said, '', 'nothing is made twice');
for (const film of films) {
	const some = film.audio.length > 0;
	const first = await study(film.name, some ? audible(0) : undefined);
	await whole(film);
	if (some)
		await sounds(film, first);
}
await done();
