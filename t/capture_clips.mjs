#!/usr/bin/env node
/*
 * Clips of every film, fast and precise: the frames, length, streams and
 * sound that were asked for, and Chromium plays them.
 */
import path from 'node:path';
import { ok, done, tmpdir } from './lib/tap.mjs';
import { capture, each } from './lib/capture.mjs';
import { play, viewers } from './lib/chromium.mjs';
import { faultsOfAll } from './lib/clips.mjs';
import { films, ready, table, where } from './lib/films.mjs';
import { random } from './lib/random.mjs';

const dir = tmpdir();
const SEED = Number(process.env.SEED ?? 20260218);
const LENGTH = 2.1;
/* Moments that were once wrong. */
const TRICKY = {
	'h264-unlisted.mp4': 1.87,	/* a keyframe decoded before, shown after */
	'slideshow.mp4': 0.4,		/* no frame begins within the clip */
	'held.mkv': 21.829,		/* its first frame began 8 s before */
};
/* ONLY="NAME NAME": these films; ALL=1: more of each. */
const only = process.env.ONLY?.split(' ');
const all = Boolean(process.env.ALL);

/*
 * A piece from the middle; and for some, one from each end.  The
 * precise way is one for all, so that every other film is enough.
 */
async function
pieces(entry)
{
	const list = await table(entry.name), next = random(SEED + entry.id);
	const last = list.at(-1).t, room = last - LENGTH - 0.2;
	const start = list[0].t + next() * (room - list[0].t);
	const ends = [{ start: 0, end: 2 }, { start: last - 2, end: last }];
	const both = all || entry.id % 2 === 0;
	const tricky = TRICKY[entry.name] ?? NaN;

	return [{ start, end: start + LENGTH },
	    ...(tricky ? [{ start: tricky, end: tricky + LENGTH }] : []),
	    ...(all || entry.id % 8 === 1 ? ends : [])].flatMap((piece) =>
	    [{ ...piece, precise: false },
	    ...(both ? [{ ...piece, precise: true }] : [])]);
}

/* That some players begin earlier, and how much: of copies alone. */
const EARLIER = /(; )?players that ignore edit lists.* ([\d.]+) s earlier.*/;

function
leadIn({ start }, { note, keyframe_s: keyframe })
{
	const said = EARLIER.exec(note ?? '')?.[2] ?? 0;
	const hidden = keyframe === null ? 0 : start - keyframe;

	return Math.abs(said - hidden) < 0.025 ? [] :
	    [`${hidden} s before the start, but the note is ${note}`];
}

/* What a clip is re-encoded for: the picture, else the sound; else no note. */
function
words({ clip: { video, audio } }, { precise }, { note: all,
    keyframe_s: keyframe })
{
	const reason = [video, audio].find((why) => why && why !== 'copy');
	const note = all?.replace(EARLIER, '') || null;

	if (precise || video === 'any')
		return [];
	if (!reason)
		return note ? [`note: ${note}`] : [];
	return [...(new RegExp(reason, 'i').test(note ?? '') ? [] :
	    [`${reason} is not in the note: ${note}`]),
	    ...(video !== 'copy' && keyframe !== null ?
	    [`keyframe at ${keyframe} of what is no copy`] : [])];
}

function
viewed(entry, seen, first)
{
	if (seen.error)
		return [`Chromium: ${seen.error}`];
	return [...(seen.first?.n === first ? [] : ['Chromium shows ' +
	    `${JSON.stringify(seen.first)} first, FFmpeg ${first}`]),
	    ...(seen.last?.film === entry.id ? [] :
	    [`Chromium shows ${JSON.stringify(seen.last)} last`]),
	    ...(entry.audio.length && !seen.audioBytes ? ['Chromium is ' +
	    'silent'] : []), ...(seen.width ? [] : ['no picture'])];
}

function
called(entry, { precise, start, end })
{
	return `${entry.name}, ${precise ? 'precise' : 'fast'}, ` +
	    `${start.toFixed(3)} to ${end.toFixed(3)}`;
}

/* All of a film's: one look at the film, one at what came of it. */
async function
clips(entry, view)
{
	const wishes = (await pieces(entry)).map((piece, i) => ({ ...piece,
	    kind: 'clip', path: where(entry.name),
	    out: path.join(dir, `${entry.id}-${i}.mp4`) }));
	const all = await capture(...wishes);
	const made = all.filter(({ answer }) => !answer.status);
	const found = await faultsOfAll(entry, made.map(({ request }) =>
	    ({ ...request, file: request.out })));
	const results = all.filter(({ answer }) => answer.status)
	    .map(({ request, answer }) => ({ say: called(entry, request),
	    wrong: [answer.why] }));

	for (const [i, { request, answer }] of made.entries()) {
		const { wrong, first } = found[i];
		const seen = await view(play, request.out);
		results.push({ say: called(entry, request), wrong: [...wrong,
		    ...words(entry, request, answer),
		    ...leadIn(request, answer),
		    ...(seen ? viewed(entry, seen, first) : [])] });
	}
	return results;
}

await ready();
const view = await viewers(dir);
const todo = films.filter(({ refused, name }) => !refused &&
    (!only || only.includes(name)));
for (const { say, wrong } of (await each(todo, (entry) =>
    clips(entry, view))).flat())
	ok(!wrong.length, say, wrong.join('\n'));
await done();
