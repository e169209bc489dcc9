#!/usr/bin/env node
// Servers that go away and come back, below a base path, without HTTPS, and
// what the first visit costs.
import { ready, where } from '../lib/films.mjs';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { freePort, stack } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';
import { button, card, launch, open, sound } from './page.mjs';

const FILM = 'h264-aac.mkv';
const FIRST_LOAD_BYTES = 130000;
await ready(FILM);
const dir = tmpdir();
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
const film = { file: where(FILM), duration: 15000, offset: 6000, state: 'paused' };
plex.play({ title: 'Heat', ...film });
const port = await freePort();
const env = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret', PORT: String(port),
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret',
	BASE_PATH: '/snap' };
let s = await stack({ dir, env });
const home = `${s.url}/snap/`;
const browser = await launch('--host-resolver-rules=MAP tv.home.arpa 127.0.0.1');

async function cost() {
	const context = await browser.newContext({ serviceWorkers: 'block' });
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	let bytes = 0;
	const kinds = new Map();
	await cdp.send('Network.enable');
	cdp.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
	cdp.on('Network.loadingFinished', (e) => {
		if (['Script', 'Stylesheet'].includes(kinds.get(e.requestId)))
			bytes += e.encodedDataLength;
	});
	await page.goto(home);
	await card(page, /Heat/).waitFor();
	await page.waitForLoadState('networkidle');
	ok(bytes > 0 && bytes <= FIRST_LOAD_BYTES, 'the first load is small', `${bytes} bytes`);
	console.log(`# first load: ${bytes} bytes of script and style`);
	const foreign = await page.evaluate(() => performance.getEntriesByType('resource')
		.map((e) => e.name).filter((name) => !name.startsWith(location.origin)));
	is(foreign, [], 'no request leaves the server');
	await context.close();
}

async function sourceDown() {
	const page = await open(browser, home, { away: true });
	await card(page, /Heat/).waitFor();
	await plex.close();
	const notice = page.getByText(/Plex has not answered since/);
	await notice.waitFor({ timeout: 40000 });
	ok(true, 'a media server that is down is named, with since when');
	await sound(page, 'a source is down');
	await plex.listen(plex.port);
	await notice.waitFor({ state: 'detached', timeout: 60000 });
	await card(page, /Heat/).waitFor();
	ok(true, 'and it comes back by itself');
	await page.context().close();
}

async function apiAway() {
	const page = await open(browser, home, { size: 'phone', away: true, worker: true });
	await card(page, /Heat/).waitFor();
	await page.evaluate(() => navigator.serviceWorker.ready);
	await page.waitForFunction(async () => (await caches.keys()).length > 0);
	await page.getByRole('link', { name: 'Gallery' }).click();
	like(page.url(), /\/snap\/gallery$/, 'places lie below the base path');
	await page.goBack();
	await s.stop();
	const banner = page.getByText('Can’t reach MediaSnap. Retrying…');
	await banner.waitFor();
	await sound(page, 'offline');
	await button(card(page, /Heat/), 'Screenshot').click();
	await page.getByText('Can’t reach MediaSnap.', { exact: true }).waitFor();
	ok(true, 'a press that cannot work says so where it was pressed');
	await page.reload();
	await banner.waitFor();
	ok(true, 'the shell opens without the server');
	s = await stack({ dir, env });
	await banner.waitFor({ state: 'detached' });
	await card(page, /Heat/).waitFor();
	ok(true, 'and recovers by itself');
	await page.context().close();
}

async function plain() {
	const page = await open(browser, `http://tv.home.arpa:${port}/snap/`, { size: 'phone' });
	await card(page, /Heat/).waitFor();
	is(await page.evaluate(() => isSecureContext), false, 'plain HTTP from elsewhere');
	await button(card(page, /Heat/), 'Screenshot').click();
	await page.getByText('Screenshot saved').first().waitFor();
	await button(page, 'Share').click();
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await dialog.getByText('Press and hold the picture').waitFor();
	ok(true, 'Share shows what works there');
	await sound(page, 'Share on plain HTTP');
	await button(dialog, 'Copy').click();
	is(await page.evaluate(() => document.activeElement.selectionEnd -
		document.activeElement.selectionStart > 10), true, 'the link is selected');
	await button(dialog, 'Close').click();
	await page.context().close();
}

async function unset() {
	const bare = await stack({ env: { PLEX_URL: 'http://127.0.0.1:9', PLEX_TOKEN: 'x' } });
	const page = await open(browser, bare.url, { size: 'phone' });
	await page.getByText(/Plex has not answered/).waitFor();
	is(await page.getByText('Nothing is playing').count(), 0,
		'nobody knows what a source that is down plays');
	await sound(page, 'only a source that is down');
	await page.goto(`${bare.url}/nowhere/at/all`);
	await page.getByRole('heading', { name: 'Page not found' }).waitFor();
	await sound(page, 'an unknown address');
	await page.emulateMedia({ reducedMotion: 'reduce' });
	is(await page.evaluate(() => matchMedia('(prefers-reduced-motion: reduce)').matches &&
		document.getAnimations().length), 0, 'nothing moves for who wants that');
	await page.context().close();
}

async function hidden() {
	const page = await open(browser, home);
	await card(page, /Heat/).waitFor();
	let asked = 0;
	page.on('request', (r) => asked += /api\/sessions$/.test(r.url()));
	const show = (state) => page.evaluate((to) => {
		Object.defineProperty(document, 'visibilityState', { value: to, configurable: true });
		document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
		window.dispatchEvent(new Event('visibilitychange'));
	}, state);
	await show('hidden');
	asked = 0;
	await page.waitForTimeout(6000);
	is(asked, 0, 'a hidden tab asks nothing');
	await show('visible');
	await until(() => asked > 0, 'the question', 1500);
	ok(true, 'and catches up when it is shown');
	await page.context().close();
}

await cost();
await sourceDown();
await plain();
await hidden();
await apiAway();
await unset();
await done();
