#!/usr/bin/env node
/*
 * Odd films through the whole of it: seen on Plex, captured over HTTP, the
 * clip played by Chromium from where nginx serves it.
 */
import path from 'node:path';
import { ok, is, done, until } from './lib/tap.mjs';
import { each } from './lib/capture.mjs';
import { chromium, play } from './lib/chromium.mjs';
import { faults } from './lib/clips.mjs';
import { film, ready, table, where } from './lib/films.mjs';
import { picture, shown } from './lib/frames.mjs';
import { fakePlex } from './lib/plex.mjs';
import { random } from './lib/random.mjs';
import { stack } from './lib/stack.mjs';

const NAMES = ['h264-aac.ts', 'h264-opengop.mkv', 'hevc-pq.mkv',
	'mpeg2-dts-pgs.mkv', 'interlaced-bff.mpg', 'cover-first.mp4',
	'rotated-90.mp4', 'av1-opus.mkv'];
const LENGTH = 2;
const next = random(20260219);

await ready(...NAMES);
const plex = await fakePlex();
for (const [i, name] of NAMES.entries())
	plex.play({ key: String(100 + i), file: where(name), title: name,
	    state: 'paused', offset: 3000, player: `TV ${i}` });
const s = await stack({ env: { PLEX_URL: plex.url,
    PLEX_TOKEN: plex.token } });
const sessions = await until(async () => {
	const list = await s.sessions();
	return list.length === NAMES.length && list;
}, 'every film to be seen');
const browser = await chromium();
const page = await browser?.newPage();
/* A page of the app has the policy that clips must play under. */
await page?.goto(s.url);

function
session(name)
{
	return sessions.find(({ title }) => title === name).session_id;
}

async function
still(name)
{
	const list = await table(name), at = next() * list.at(-1).t;
	const { status, json } = await s.post('/api/capture/screenshot',
	    { session_id: session(name), timestamp_seconds: at });
	const seen = status === 200 &&
	    await picture(path.join(s.captures, json.file_name));
	const want = [at, at + 0.001].map((moment) => shown(list, moment).n);

	ok(seen?.film === film(name).id && seen.turn === 0 &&
	    want.includes(seen.n), `${name}: the frame of ${at.toFixed(3)}`,
	    `${status} ${json.detail ?? ''} ${JSON.stringify(seen)}, ` +
	    `want ${want}`);
}

async function
clip(name)
{
	const list = await table(name);
	const start = next() * (list.at(-1).t - LENGTH);
	const { json } = await s.post('/api/capture/clip', {
	    session_id: session(name), start_seconds: start,
	    end_seconds: start + LENGTH });
	const made = await s.settled(json.id);

	if (!ok(made.status === 'complete', `${name}: a clip is made`,
	    made.error_message))
		return null;
	const { wrong } = await faults(film(name), path.join(s.captures,
	    made.file_name), { start, end: start + LENGTH });
	is(wrong, [], `${name}: from ${start.toFixed(3)}, as asked`);
	return { name, made };
}

async function
playback({ name, made })
{
	const seen = await play(page, s.url + made.file_url);

	ok(!seen.error && seen.first?.film === film(name).id &&
	    (seen.audioBytes > 0 || !film(name).audio.length),
	    `${name}: Chromium plays it`, JSON.stringify(seen));
}

await each(NAMES, still);
for (const one of (await each(NAMES, clip)).filter(Boolean))
	if (page)
		await playback(one);
await done();
