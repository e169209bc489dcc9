#!/usr/bin/env node
/*
 * The first frame that browsers show of a clip.  Chromium honours edit lists
 * and begins where it was asked for; Firefox begins a fast clip with its
 * keyframe, by no more than the note says.  Precise clips, and fast ones from
 * a keyframe on, begin in both with the frame that was asked for.
 */
import path from 'node:path';
import { capture, each } from '../lib/capture.mjs';
import { chromium, play, serve } from '../lib/chromium.mjs';
import { film, ready, table, where } from '../lib/films.mjs';
import { firefox } from '../lib/firefox.mjs';
import { probe, shown } from '../lib/frames.mjs';
import { done, is, ok, tmpdir } from '../lib/tap.mjs';

const NAMES = ['h264-aac.mp4', 'h264-bframes.mp4', 'h264-aac.mkv',
	'h264-vfr.mkv', 'h264-silent.mp4', 'vp9-opus.webm', 'h264-aac.ts'];
const LENGTH = 2, OFF_KEY = 0.7;
const EARLIER = /Firefox, begin ([\d.]+) s earlier/;
const dir = tmpdir();

/* When its third keyframe is shown, from the file's start. */
async function
keyframe(name)
{
	const { packets, format } = await probe(where(name), '-select_streams',
	    'V:0', '-show_entries', 'packet=pts_time,flags:format=start_time');
	const keys = packets.filter(({ flags }) => flags.includes('K'))
	    .map(({ pts_time: t }) => Number(t)).sort((a, b) => a - b);

	return keys[2] - Number(format.start_time);
}

async function
clips(name)
{
	const key = await keyframe(name);
	const made = [['fast', key + OFF_KEY, false], ['from a keyframe', key,
	    false], ['precise', key + OFF_KEY, true]].map(([how, start,
	    precise], i) => ({ kind: 'clip', path: where(name), how, name,
	    start, precise, end: start + LENGTH,
	    out: path.join(dir, `${name}-${i}.mp4`) }));

	return capture(...made);
}

async function
seen(engine, list)
{
	const url = await serve(dir), browser = await engine();
	const page = await browser.newPage();
	const all = [];

	await page.goto(url);
	for (const { request: { out } } of list)
		all.push(await play(page, url + path.basename(out)));
	return all;
}

function
earlier({ note })
{
	return Number(EARLIER.exec(note ?? '')?.[1] ?? 0);
}

async function
judge({ request, answer }, inChromium, inFirefox)
{
	const { name, how, start } = request, list = await table(name);
	const what = `${name}, ${how}`, want = shown(list, start).n;
	const least = shown(list, start - earlier(answer) - 0.01).n;
	const copied = how === 'fast' && film(name).clip.video === 'copy';
	const near = (n) => n === want || n === want + 1;

	is(answer.why, null, `${what}: made`);
	ok(near(inChromium.first?.n), `${what}: first in Chromium`,
	    `${JSON.stringify(inChromium)}, not ${want}`);
	ok(inFirefox.first?.n >= least && inFirefox.first.n <= want + 1,
	    `${what}: first in Firefox`,
	    `${JSON.stringify(inFirefox)}, not ${least} to ${want}`);
	ok(earlier(answer) > 0 === copied, `${what}: the note, or none`,
	    answer.note);
	if (copied)
		ok(Math.abs(start - answer.keyframe_s - earlier(answer)) < 0.01,
		    `${what}: the note is right`, answer.note);
}

await ready(...NAMES);
const made = (await each(NAMES, clips)).flat();
const views = await Promise.all([chromium, firefox].map((engine) =>
    seen(engine, made)));
for (const [i, one] of made.entries())
	await judge(one, views[0][i], views[1][i]);
await done();
