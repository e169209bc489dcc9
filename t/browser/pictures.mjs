#!/usr/bin/env node
// Makes the README's pictures from the demo: pictures.mjs FOLDER
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { stack } from '../lib/stack.mjs';
import { done, ok, until } from '../lib/tap.mjs';
import { answer, button, launch, open } from './page.mjs';

const folder = process.argv[2] ?? 'docs/pictures';
mkdirSync(folder, { recursive: true });
const demo = process.env.DATA_DIR ? { DATA_DIR: process.env.DATA_DIR } : {};
const s = await stack({ env: demo });
const browser = await launch();

const images = (page) => page.waitForFunction(() => [...document.images].every((img) =>
	img.complete));
const cards = (page) => page.getByRole('article').filter({
	has: button(page, 'Screenshot') });
const still = (page) => page.evaluate(() => Promise.all(document.getAnimations()
	.filter((a) => a.effect?.getTiming().iterations !== Infinity)
	.map((a) => a.finished.catch(() => 0))));

async function keep(page, name) {
	await images(page);
	await still(page);
	await page.screenshot({ path: join(folder, `${name}.png`) });
	ok(true, name);
}

async function begin(size, context = {}) {
	const page = await open(browser, s.url, { size, context });
	await cards(page).nth(1).waitFor();
	await page.getByRole('button', { name: 'Close the message' }).click();
	return page;
}

const taken = (page, path) => answer(page, 'POST', path);

async function now(name, size, context) {
	const page = await begin(size, context);
	await keep(page, `now-${name}`);
	for (const i of [1, 0]) {
		const shot = taken(page, /screenshot$/);
		await button(cards(page).nth(i), 'Screenshot').click();
		await shot;
	}
	await page.getByText('Screenshot saved').first().waitFor();
	await keep(page, `result-${name}`);
	await button(cards(page).first(), 'Pick the frame').click();
	const strip = page.getByRole('slider', { name: 'Frame' });
	await until(async () => /\d/.test(await strip.getAttribute('aria-valuetext') ?? ''),
		'the filmstrip');
	await page.waitForLoadState('networkidle');
	await keep(page, `frame-${name}`);
	await button(page, 'Close').click();
	await button(cards(page).nth(1), 'Clip').click();
	await keep(page, `clip-${name}`);
	await button(page, 'Trim').click();
	await page.getByRole('slider', { name: 'Start handle' }).waitFor();
	await page.waitForLoadState('networkidle');
	await keep(page, `trim-${name}`);
	const clip = taken(page, /clip$/);
	await button(page, 'Make the clip').click();
	await s.settled((await (await clip).json()).id);
	await page.getByText('Clip saved').first().waitFor();
	await page.context().close();
}

async function gallery(name, size, context) {
	const page = await open(browser, `${s.url}/gallery`, { size, context });
	await page.getByRole('button', { name: /^View/ }).first().waitFor();
	await page.waitForLoadState('networkidle');
	await keep(page, `gallery-${name}`);
	await page.getByRole('button', { name: /^View screenshot/ }).first().click();
	await page.getByRole('dialog').locator('img').waitFor();
	await keep(page, `viewer-${name}`);
	await page.context().close();
}

const tablet = { viewport: { width: 768, height: 1024 } };
for (const [name, size, context] of [['phone', 'phone'], ['tablet', 'desk', tablet],
	['desk', 'desk']])
	await now(name, size, context);
for (const [name, size, context] of [['phone', 'phone'], ['tablet', 'desk', tablet],
	['desk', 'desk']])
	await gallery(name, size, context);
await done();
