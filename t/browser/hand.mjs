#!/usr/bin/env node
// In the hand: messages out of the way of quick fingers, the Back button, low
// windows, keys that come back to where they were.
import { hold } from './hold.mjs';
import * as flows from './flows.mjs';
import { done, is } from '../lib/tap.mjs';
import { card, launch, open } from './page.mjs';

const s = await hold();
const browser = await launch();

const touch = { hasTouch: true, isMobile: true };
const SHAPES = {
	phone: { viewport: { width: 360, height: 640 }, ...touch },
	'phone on its side': { viewport: { width: 740, height: 360 }, ...touch },
	// A desk at 200 %.
	zoomed: { viewport: { width: 640, height: 400 } },
	desk: { viewport: { width: 1280, height: 800 } },
};
for (const [name, context] of Object.entries(SHAPES)) {
	const page = await open(browser, s.url, { context });
	await flows.burst(page, name);
	await flows.through(page, name);
	await flows.pick(page, name, Boolean(context.hasTouch));
	await flows.trim(page, name);
	await flows.viewer(page, name);
	if (name === 'desk') {
		await flows.keys(page);
		await flows.leaves(page);
	}
	await page.context().close();
}
{
	const page = await open(browser, s.url, { context: { viewport: { width: 1920, height: 1080 } } });
	await card(page, 'Heat').waitFor();
	const tops = await page.getByRole('article').evaluateAll((all) =>
		all.map((a) => a.getBoundingClientRect().top));
	is(new Set(tops).size, 1, 'three cards side by side on a wide desk');
	await page.context().close();
}
await done();
