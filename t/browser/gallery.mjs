#!/usr/bin/env node
// The gallery: many, found, looked at, cancelled, tried again, deleted, kept.
import { execFileSync } from 'node:child_process';
import { copyFileSync, linkSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ready, where } from '../lib/films.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';
import { answer, button, launch, open, sound } from './page.mjs';

const COUNT = 100000;
const LINKS_MAX = 50000;	// of one file, on any file system
const FILM = 'h264-aac.mkv';
await ready(FILM);
const dir = tmpdir();
const image = join(dir, 'one.jpg');
execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i',
	'color=c=teal:s=640x360', '-frames:v', '1', image]);

const plex = await fakePlex();
plex.play({ title: 'Heat', file: where(FILM), duration: 15000, offset: 9000,
	state: 'paused' });
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' } });
const browser = await launch();

const idOf = (i) => `${String(i).padStart(8, '0')}-0000-4000-8000-000000000000`;

// One picture under a hundred thousand names.
function fill() {
	mkdirSync(s.captures, { recursive: true });
	const file = (i) => join(s.captures, `${idOf(i)}.jpg`);
	for (let i = 0; i < COUNT; i++)
		if (i % LINKS_MAX)
			linkSync(file(i - i % LINKS_MAX), file(i));
		else
			copyFileSync(image, file(i));
	s.sql(`WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
		WHERE i < ${COUNT - 1})
		INSERT INTO captures (seq, id, source, media_title, media_path,
		timestamp_seconds, capture_type, file_path, file_name, file_size_bytes,
		status, created_at, progress, width, height) SELECT i + 1,
		printf('%08d-0000-4000-8000-000000000000', i), 'plex',
		'Film ' || i || CASE WHEN i % 3 THEN ' — Pilot' ELSE ' — Felina' END, '/m', i,
		CASE WHEN i % 4 THEN 'screenshot' ELSE 'clip' END, '/m',
		printf('%08d-0000-4000-8000-000000000000.jpg', i), 6000, 'complete',
		'2026-01-01T00:00:00+00:00', 1, 640, 360 FROM n`);
}

const tile = (page, name) => page.getByRole('button', { name });
const count = (page) => page.getByText(/^[\d.,\s]+ captures?$/).innerText();

async function many(page, size) {
	await tile(page, /^View .*Film 99999/).waitFor();
	like(await count(page), /100.?000 captures/, `${size}: a hundred thousand are counted`);
	await sound(page, `${size}, gallery`);
	await page.getByRole('searchbox').fill('Film 77777');
	await tile(page, /^View .*Film 77777/).waitFor();
	await page.getByText('1 capture', { exact: true }).waitFor();
	ok(true, `${size}: one is found among them`);
	like(page.url(), /\/gallery\?q=Film\+77777$/, `${size}: the search is in the address`);
	await page.getByRole('searchbox').fill('no such film');
	await page.getByRole('heading', { name: 'Nothing matches' }).waitFor();
	await sound(page, `${size}, nothing found`);
	await page.getByRole('searchbox').fill('');
	await button(page, 'Clips').click();
	await tile(page, /^View clip of Film 99996/).waitFor();
	is(await tile(page, /^View screenshot/).count(), 0, `${size}: clips only`);
	await button(page, 'All').click();
	await tile(page, /^View .*Film 99999/).waitFor();
}

const toEnd = (page) => page.evaluate(() =>
	window.scrollTo(0, document.body.scrollHeight));

const older = (page) => until(async () => {
	await toEnd(page);
	return await tile(page, /^View .*Film 99[0-6]\d\d/).count();
}, 'older ones', 60000);

async function endless(page, size) {
	await older(page);
	const shown = await page.getByRole('article').count();
	ok(shown < 100, `${size}: only those in view exist`, `${shown} tiles`);
	await page.evaluate(() => window.scrollTo(0, 0));
}

// A page of the list that is lost on the way is asked for again.
async function interrupted(page) {
	const lost = page.waitForEvent('requestfailed');
	await page.route(/cursor=/, (route) => route.abort(), { times: 1 });
	await tile(page, /^View .*Film 99999/).waitFor();
	await toEnd(page);
	await lost;
	await page.getByText('More could not be loaded; trying again').waitFor();
	await older(page);
	ok(true, 'a page that was lost is asked for again');
	await page.evaluate(() => window.scrollTo(0, 0));
}

async function view(page, size) {
	await tile(page, /^View .*Film 99999/).click();
	const viewer = page.getByRole('dialog', { name: /Film 99999/ });
	await viewer.waitFor();
	like(page.url(), /\/c\/[0-9a-f-]{36}$/, `${size}: a capture has an address`);
	await sound(page, `${size}, viewer`);
	await page.keyboard.press('ArrowRight');
	await page.getByRole('dialog', { name: /Film 99998/ }).waitFor();
	await page.keyboard.press('ArrowLeft');
	await viewer.waitFor();
	const saved = page.waitForEvent('download');
	await viewer.getByRole('link', { name: 'Download' }).click();
	like((await saved).suggestedFilename(), /^Film 99999 - Felina - 27\.46\.39\.jpg$/,
		`${size}: a download has a name that a person would give`);
	await page.goBack();
	await viewer.waitFor({ state: 'detached' });
	like(page.url(), /\/gallery$/, `${size}: back closes it`);
	await page.goForward();
	await viewer.waitFor();
	await page.reload();
	await viewer.waitFor();
	await page.keyboard.press('Escape');
	await viewer.waitFor({ state: 'detached' });
	like(page.url(), /\/gallery$/, `${size}: a deep link closes to the gallery`);
}

async function swiped(page) {
	await tile(page, /^View .*Film 99999/).tap();
	await page.getByRole('dialog', { name: /Film 99999/ }).waitFor();
	const cdp = await page.context().newCDPSession(page);
	const touch = (type, x) => cdp.send('Input.dispatchTouchEvent', { type,
		touchPoints: type === 'touchEnd' ? [] : [{ x, y: 350 }] });
	await touch('touchStart', 300);
	for (let x = 280; x >= 80; x -= 20)
		await touch('touchMove', x);
	await touch('touchEnd');
	await page.getByRole('dialog', { name: /Film 99998/ }).waitFor();
	ok(true, 'a swipe shows the next');
	await page.goBack();
}

async function deleted(page) {
	const sent = [];
	page.on('request', (r) => r.method() === 'DELETE' && sent.push(r.url()));
	const first = tile(page, /^View .*Film 99999/);
	await tile(page, /^Delete .*Film 99999/).click();
	await first.waitFor({ state: 'detached' });
	await page.getByText(/^Deleted Film 99999/).first().waitFor();
	await sound(page, 'undo');
	await button(page, 'Undo').click();
	await first.waitFor();
	is(sent, [], 'undo: nothing was asked of the server');

	const before = readdirSync(s.captures).length;
	await button(page, 'Select').click();
	await tile(page, /^Select .*Film 99999/).click();
	await tile(page, /^Select .*Film 99998/).click();
	await sound(page, 'selecting');
	const gone = answer(page, 'DELETE', /captures/);
	await button(page, 'Delete selected').click();
	is(sent, [], 'nothing is asked while it can be undone');
	await gone;
	await page.getByText(/Deleted 2/).first().waitFor({ state: 'detached' });
	is([sent.length, before - readdirSync(s.captures).length], [2, 2],
		'then two are deleted, with their files');
	like(await count(page), /99.?998 captures/, 'and counted');

	await tile(page, /^Delete .*Film 99997/).click();
	await page.getByText(/^Deleted Film 99997/).first().waitFor();
	await page.goto('about:blank');
	await until(() => s.sql("SELECT count(*) FROM captures WHERE media_title LIKE 'Film 99997 %'") === '0',
		'the deletion after the page was closed');
	ok(true, 'closing the page does not lose a deletion');
	await page.goto(`${s.url}/gallery`);
	await tile(page, /^View .*Film 99996/).waitFor();
	is(await tile(page, /^View .*Film 99997/).count(), 0, 'and it stays away');
}

// Those selected, each under a name that a person can read.
async function downloaded(page) {
	const names = [];
	page.on('download', (d) => names.push(d.suggestedFilename()));
	await button(page, 'Select').click();
	for (const n of [99990, 99991, 99992])
		await tile(page, new RegExp(`^Select .*Film ${n}`)).click();
	await button(page, 'Download selected').click();
	await until(() => names.length === 3, 'three downloads');
	ok(names.every((name) => /^Film 9999[012] .*\.jpg$/.test(name)),
		'those selected are downloaded, by name', names.join(', '));
}

// Pending and failed ones, as the database has them.
async function unfinished(page) {
	const row = (id, title, status, error) => s.sql(`INSERT INTO captures (seq, id,
		source, media_title, media_path, timestamp_seconds, capture_type,
		file_path, file_name, file_size_bytes, status, error_message, created_at,
		progress) VALUES ((SELECT max(seq) + 1 FROM captures), '${id}', 'plex', '${title}', '/m', 5, 'clip',
		'/m/${id}.mp4', '${id}.mp4', 0, '${status}', ${error}, '2026-02-01T00:00:00+00:00',
		0.4)`);
	const pending = randomUUID();
	row(pending, 'Waiting', 'pending', 'NULL');
	row(randomUUID(), 'Broken', 'failed', "'the disk was full'");
	await page.reload();
	const bar = page.getByRole('progressbar', { name: /Waiting/ });
	await bar.waitFor();
	is(await bar.getAttribute('aria-valuenow'), '40', 'a pending clip shows how far it is');
	ok(await page.getByText('the disk was full').isVisible(), 'a failed one says why');
	await sound(page, 'pending and failed');
	s.sql(`UPDATE captures SET progress = 0.7 WHERE id = '${pending}'`);
	await until(async () => await bar.getAttribute('aria-valuenow') === '70',
		'the bar to move');
	ok(true, 'the bar moves');
	await tile(page, /^Cancel .*Waiting/).click();
	await bar.waitFor({ state: 'detached' });
	is((await s.get(`/api/captures/${pending}`)).status, 404, 'Cancel takes it away');
	const again = answer(page, 'POST', /retry$/);
	await tile(page, /^Retry .*Broken/).click();
	ok([200, 409].includes((await again).status()), 'Retry asks for it again');
}

// A real clip whose file went away fails, and is made when it is back.
async function retried(page) {
	const { json } = await s.post('/api/capture/clip', { session_id:
		(await s.sessions())[0].session_id, start_seconds: 1, end_seconds: 3 });
	await s.settled(json.id);
	s.sql(`UPDATE captures SET status = 'failed', error_message = 'it was interrupted'
		WHERE id = '${json.id}'`);
	await page.reload();
	await page.getByText('it was interrupted').waitFor();
	const again = answer(page, 'POST', /retry$/);
	await tile(page, /^Retry .*Heat/).click();
	is((await again).status(), 200, 'Retry is heard');
	const made = await s.settled(json.id);
	is([made.status, made.error_message], ['complete', null], 'and makes it');
	await tile(page, /^View clip of Heat/).waitFor();
	await page.getByRole('link', { name: /^Download clip of Heat/ }).waitFor();
	ok(true, 'and the gallery shows it');
}

{
	const page = await open(browser, `${s.url}/gallery`, { size: 'phone' });
	await page.getByRole('heading', { name: 'No captures yet' }).waitFor();
	await sound(page, 'an empty gallery');
	await page.context().close();
}
fill();
for (const size of ['phone', 'desk']) {
	const page = await open(browser, `${s.url}/gallery`, { size });
	await many(page, size);
	await endless(page, size);
	await view(page, size);
	if (size === 'phone')
		await swiped(page);
	await page.context().close();
}
const page = await open(browser, `${s.url}/gallery`, { away: true });
await interrupted(page);
await deleted(page);
await downloaded(page);
await retried(page);
await unfinished(page);
await done();
