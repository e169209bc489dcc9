#!/usr/bin/env node
/* The right frame from any file: at both ends, on frames and between them. */
import path from 'node:path';
import { ok, is, like, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { films, ready, table, where } from './lib/films.mjs';
import { pictures, shown } from './lib/frames.mjs';
import { random } from './lib/random.mjs';

const dir = tmpdir();
const SEED = Number(process.env.SEED ?? 20260218);
const EINVAL = -22;
/* A moment so short before a frame may already show it. */
const GRID = 0.001;

/* What a moment is called, and when it is. */
function
moments(list, next)
{
	const pick = () => Math.floor(next() * (list.length - 1));
	const on = pick(), between = pick(), last = list.at(-1).t;
	const gap = list[between + 1].t - list[between].t;

	return [
		['at 0', 0],
		['on a frame', list[on].t],
		['between frames', list[between].t + gap * next()],
		['just before a frame', list[pick() + 1].t - 0.002],
		['on the last frame', last],
		['past the end', last + 0.5],
	];
}

async function
film(entry, index)
{
	const list = await table(entry.name);
	const when = moments(list, random(SEED + entry.id));
	const shots = await capture(...when.map(([, at], i) => ({
		kind: 'screenshot', path: where(entry.name), at,
		out: path.join(dir, `${index}-${i}.jpg`) })));

	const seen = await pictures(path.join(dir, String(index)));

	return shots.map(({ request, answer }, i) => ({
		entry, request, answer, what: when[i][0],
		want: [request.at, request.at + GRID].map((at) =>
		    shown(list, at).n),
		got: answer.status ? null : seen[i] }));
}

function
right({ entry, want, got })
{
	return got && got.film === entry.id && got.turn === 0 &&
	    want.some((n) => Math.abs(got.n - n) <= (entry.slack ?? 0));
}

function
report(shots)
{
	const { entry } = shots[0];
	const wrong = shots.filter((shot) => !right(shot));

	ok(!wrong.length, `${entry.name}: ${shots.length} moments`, wrong.map(
	    ({ what, request, answer, want, got }) => `${what}, ` +
	    `T=${request.at}: want ${want[0]}, got ${JSON.stringify(got)} ` +
	    `${answer.why ?? ''}`).join('\n'));
}

async function
refused(entry)
{
	const [{ answer }] = await capture({ kind: 'screenshot', at: 3,
	    path: where(entry.name), out: path.join(dir, 'refused.jpg') });

	is(answer.status, EINVAL, `${entry.name}: refused`);
	like(answer.why, new RegExp(entry.refused), `${entry.name}: and why`);
}

await ready();
const all = await each(films.filter((one) => !one.refused), film);
all.forEach(report);
for (const entry of films.filter((one) => one.refused))
	await refused(entry);
await done();
