#!/usr/bin/env node
// The main flows in Firefox, at the size of a phone and of a desk.
import { firefox } from '../lib/firefox.mjs';
import { done } from '../lib/tap.mjs';
import * as flows from './flows.mjs';
import { hold } from './hold.mjs';
import { open } from './page.mjs';

const s = await hold();
const browser = await firefox();

for (const [name, viewport] of [['Firefox, phone', { width: 360, height: 640 }],
	['Firefox, desk', { width: 1280, height: 800 }]]) {
	const page = await open(browser, s.url, { context: { viewport } });
	await flows.burst(page, name);
	await flows.through(page, name);
	await flows.pick(page, name, false);
	await flows.trim(page, name);
	await flows.viewer(page, name);
	if (/desk/.test(name)) {
		await flows.keys(page);
		await flows.leaves(page);
	}
	await page.context().close();
}
await done();
