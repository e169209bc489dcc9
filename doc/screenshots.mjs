#!/usr/bin/env node
// The pictures of the README, taken from the demo: make screenshots.
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builddir, srcdir, stack } from '../t/lib/stack.mjs';
import { cleanup, done, tmpdir, until } from '../t/lib/tap.mjs';

const { chromium } = createRequire(join(srcdir, 'static/package.json'))(
	'playwright-core');
const here = dirname(fileURLToPath(import.meta.url));

// The tests keep the demo's films; whoever comes first makes them.
const dir = tmpdir();
const films = join(builddir, 't/demo-films');
mkdirSync(join(dir, 'data'));
mkdirSync(films, { recursive: true });
symlinkSync(films, join(dir, 'data/demo'));

const s = await stack({ dir });
const sessions = await until(async () => {
	const all = await s.sessions();
	return all?.length === 2 && all;
}, 'two sessions');

// A gallery with something in it.
for (const [i, at] of [12.4, 47, 71.7, 33.2, 95.5, 64.1].entries())
	await s.post('/api/capture/screenshot', { timestamp_seconds: at,
		session_id: sessions[i % 2].session_id });
for (const one of sessions) {
	const clip = await s.post('/api/capture/clip', { start_seconds: 20,
		end_seconds: 50, session_id: one.session_id });
	await s.settled(clip.json.id);
}

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium',
	args: ['--no-sandbox'] });
cleanup(() => browser.close());

const loaded = (page) => page.waitForFunction(() => [...document.images]
	.every((img) => img.complete && img.naturalWidth > 0));

async function trim(page) {
	const press = (name) => page.getByRole('button', { name }).first().click();
	await press('Clip');
	await press('Trim');
	await page.getByText('Format, size').click();
	await page.getByText(/about \d/).waitFor({ timeout: 120000 });
	return page.getByRole('dialog');
}

async function take(name, path, width, height, act = (page) => page) {
	const page = await browser.newPage({ viewport: { width, height },
		reducedMotion: 'reduce' });
	await page.goto(s.url + path);
	await page.waitForSelector('main img');
	const what = await act(page);
	await loaded(page);
	await what.screenshot({ path: join(here, `${name}.png`) });
	console.log(`doc/${name}.png`);
	await page.close();
}
await take('now-playing', '/', 1280, 600);
await take('gallery', '/gallery', 1280, 780);
await take('trim', '/', 1280, 900, trim);
await done();
