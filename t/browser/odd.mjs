#!/usr/bin/env node
// Odd places: parts that do not load, logins that end, new versions, old
// browsers, an iPhone's home screen, other tabs, long lists of large pictures.
import { execFileSync } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, where } from '../lib/films.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';
import { button, card, launch, open, sound } from './page.mjs';

const FILM = 'h264-aac.mkv', HEVC = 'hevc-aac.mp4';
const LARGE = 14, LARGE_BYTES = 500000;
await ready(FILM, HEVC);
const plex = await fakePlex();
plex.play({ title: 'Heat', file: where(FILM), duration: 15000, offset: 7000,
	state: 'paused' });
plex.play({ key: '60', title: 'Old', file: where(HEVC), duration: 10000,
	offset: 5000, state: 'paused' });
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	SLOW_WORKERS: '8' } });
const browser = await launch('--host-resolver-rules=MAP tv.home.arpa 127.0.0.1');
const sessionOf = async (title) => (await until(async () => (await s.sessions())
	.find((x) => x.title === title), title)).session_id;

async function partMissing() {
	const page = await open(browser, s.url, { away: true });
	await card(page, 'Heat').waitFor();
	await page.route('**/assets/GalleryPage*.js', (route) => route.abort());
	await page.getByRole('link', { name: 'Gallery' }).click();
	await page.getByText('could not be loaded').waitFor();
	ok(true, 'a part that cannot be loaded says so');
	ok(await page.getByRole('link', { name: 'Now Playing' }).isVisible(), 'the rest stays');
	page.faults.splice(0);
	await sound(page, 'a part is missing');
	await page.unroute('**/assets/GalleryPage*.js');
	await button(page, 'Reload').click();
	await page.getByRole('heading', { name: 'Gallery' }).waitFor();
	ok(true, 'Reload brings it');
	await page.context().close();
}

async function signedOut() {
	const answers = [
		['a redirect', { status: 302, headers: { location: 'https://login.example/' } }],
		['401', { status: 401, body: '' }],
		['a page', { status: 200, contentType: 'text/html', body: '<p>Log in' }]];
	for (const [name, answer] of answers) {
		const page = await open(browser, s.url, { away: true });
		await card(page, 'Heat').waitFor();
		await page.route('**/api/sessions', (route) => route.fulfill(answer));
		await button(page, 'Sign in again').waitFor();
		ok(true, `${name} instead of JSON: Sign in again`);
		await page.unroute('**/api/sessions');
		const loaded = page.waitForEvent('load');
		await button(page, 'Sign in again').click();
		await loaded;
		await card(page, 'Heat').waitFor();
		ok(true, `${name}: which loads the page again`);
		await page.context().close();
	}
}

async function updated() {
	const page = await browser.newPage();
	await page.clock.install();
	await page.goto(s.url);
	await card(page, 'Heat').waitFor();
	await page.route(`${s.url}/`, async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text())
			.replace(/assets\/index-[^"]+\.js/, 'assets/index-next.js') });
	});
	await page.clock.fastForward('11:00');
	await page.getByText('MediaSnap has been updated.').waitFor();
	ok(await button(page, 'Reload').isVisible(), 'a new version is noticed and offered');
	await page.close();
}

async function tooOld() {
	const context = await browser.newContext();
	await context.addInitScript(() => { delete Array.prototype.findLast; });
	const page = await context.newPage();
	await page.goto(s.url);
	await page.getByText(/too old for MediaSnap.*Safari 15\.4.*Chrome 109.*Firefox 115/).waitFor();
	ok(true, 'a browser that is too old is told which will do');
	await context.close();
}

async function undecodable() {
	const { json } = await s.post('/api/capture/clip', { session_id: await sessionOf('Old'),
		start_seconds: 2, end_seconds: 4, codec: 'source' });
	is((await s.settled(json.id)).status, 'complete', 'a clip of HEVC as it is');
	const page = await open(browser, `${s.url}/c/${json.id}`);
	await page.getByText(/can’t show the picture|cannot be shown/).waitFor();
	ok(await page.getByRole('dialog').getByRole('link', { name: 'Download' }).first().isVisible(),
		'a picture that this browser cannot decode is said, and Download offered');
	await sound(page, 'undecodable');
	await page.context().close();
}

// An iPhone's home screen app, as far as a page can tell.
function homeScreen() {
	Object.defineProperty(Navigator.prototype, 'standalone', { get: () => true });
	window.shared = [];
	navigator.canShare = () => true;
	navigator.share = (data) => {
		window.shared.push({ keys: Object.keys(data), name: data.files[0].name });
		return window.shared.length > 1 ? Promise.resolve() : new Promise(() => {});
	};
}

const leaving = (page) => page.locator('a[download], a[target="_blank"]').count();

async function onHomeScreen() {
	const page = await open(browser, s.url, { size: 'phone' });
	await page.context().addInitScript(homeScreen);
	await page.reload();
	await button(card(page, 'Heat'), 'Screenshot').click();
	await page.getByText('Screenshot saved').waitFor();
	await button(page, 'Open').click();
	const viewer = page.getByRole('dialog');
	is([await leaving(page), await viewer.getByRole('link', { name: 'Download' }).count()],
		[0, 0], 'home screen: no link leads out of the app');
	await button(viewer, 'Download').click();
	await until(() => page.evaluate(() => window.shared.length === 1), 'the share sheet');
	is(await page.evaluate(() => window.shared[0].keys), ['files'],
		'Download opens the share sheet, with the file alone');
	await until(async () => {
		await button(viewer, 'Download').click();
		return page.evaluate(() => window.shared.length > 1);
	}, 'a second press');
	ok(true, 'a sheet that never answers does not block the button');
	await button(viewer, 'More').click();
	is(await page.getByRole('menuitem', { name: 'Open file' }).count(), 0,
		'and the menu leads nowhere else');
	await page.context().close();
}

async function homeScreenPlain() {
	const url = `http://tv.home.arpa:${s.port}`;
	const page = await open(browser, url, { size: 'phone' });
	await page.context().addInitScript(() =>
		Object.defineProperty(Navigator.prototype, 'standalone', { get: () => true }));
	await page.goto(`${url}/gallery`);
	for (const [kind, words] of [['screenshot', 'Press and hold the picture to save it'],
		['clip', 'open it in Safari']]) {
		await page.getByRole('button', { name: new RegExp(`^View ${kind} of Heat`) }).first().click();
		const viewer = page.getByRole('dialog').first();
		await button(viewer, 'Download').click();
		const share = page.getByRole('dialog', { name: 'Share' });
		await share.getByText(words).waitFor();
		is(await leaving(page), 0, `plain HTTP: a ${kind} shows what works there`);
		await button(share, 'Close').click();
		await share.waitFor({ state: 'detached' });
		await page.goBack();
		await page.getByRole('dialog').waitFor({ state: 'detached' });
		ok(true, `plain HTTP: and there is a way back from a ${kind}`);
	}
	await page.context().close();
}

const insert = (id, title, n) => s.sql(`INSERT INTO captures (seq, id, source, media_title,
	media_path, timestamp_seconds, capture_type, file_path, file_name, file_size_bytes,
	status, created_at, progress, width, height) VALUES ((SELECT coalesce(max(seq), 0) + 1
	FROM captures), '${id}', 'plex', '${title}', '/m', ${n}, 'screenshot', '/m', '${id}.jpg',
	4000000, 'complete', '2026-01-01T00:00:00+00:00', 1, 3840, 2160)`);
const idOf = (n) => `${String(n).padStart(8, '0')}-0000-4000-8000-000000000000`;

async function large() {
	const image = join(tmpdir(), 'large.jpg');
	execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=s=3840x2160',
		'-vf', 'noise=alls=20', '-frames:v', '1', '-q:v', '2', image]);
	for (let i = 0; i < LARGE; i++) {
		copyFileSync(image, join(s.captures, `${idOf(i)}.jpg`));
		insert(idOf(i), `Large ${i}`, i);
	}
	const page = await open(browser, 'about:blank');
	const cdp = await page.context().newCDPSession(page);
	const kinds = new Map();
	let bytes = 0;
	await cdp.send('Network.enable');
	cdp.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
	cdp.on('Network.loadingFinished', (e) => {
		if (kinds.get(e.requestId) === 'Image')
			bytes += e.encodedDataLength;
	});
	await page.goto(`${s.url}/gallery?q=Large`);
	await until(() => page.getByRole('article').locator('img').evaluateAll((all, n) =>
		all.filter((img) => img.naturalWidth > 0).length === n, LARGE), 'all pictures', 60000);
	ok(bytes > 0 && bytes <= LARGE_BYTES, `${LARGE} pictures of 4K load little`, `${bytes} bytes`);
	await page.context().close();
}

async function otherTab() {
	const page = await open(browser, `${s.url}/gallery`);
	await page.getByRole('button', { name: /^View/ }).first().waitFor();
	await new Promise((next) => setTimeout(next, 1100));	// fresh for a second
	const { json } = await s.post('/api/capture/screenshot',
		{ session_id: await sessionOf('Heat'), timestamp_seconds: 3 });
	await page.evaluate(() => window.dispatchEvent(new Event('focus')));
	const first = page.getByRole('button', { name: /^View screenshot of Heat at 0:03/ });
	await first.waitFor({ timeout: 10000 });
	ok(json.id, 'a gallery hears of new captures when its window comes to the front');
	await page.context().close();
}

async function place() {
	for (let i = 100; i < 400; i++)
		insert(idOf(i), `Row ${i}`, i);
	const page = await open(browser, `${s.url}/gallery`, { away: true });
	await until(async () => {
		await page.evaluate(() => window.scrollTo(0, 7000));
		return page.evaluate(() => window.scrollY > 6900);
	}, 'a place far down');
	const seen = () => page.evaluate(() => [...document.querySelectorAll('article h2')]
		.find((h) => h.getBoundingClientRect().top > 100)?.innerText);
	const before = await until(seen, 'the rows of that place');
	await page.reload();
	await until(async () => await seen() === before, 'the same place');
	ok(true, 'a reload keeps the place');
	await page.context().close();
}

await partMissing();
await signedOut();
await updated();
await tooOld();
await undecodable();
await onHomeScreen();
{
	const { json } = await s.post('/api/capture/clip', { session_id: await sessionOf('Heat'),
		start_seconds: 2, end_seconds: 4 });
	like((await s.settled(json.id)).status, /complete/, 'a clip');
}
await homeScreenPlain();
await large();
await otherTab();
await place();
await done();
