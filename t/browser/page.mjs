// A browser for the tests, at the size of a phone or a desk, that keeps what
// went wrong in it, and what every view must be: free of serious faults that
// axe knows, no wider than the screen, silent on the console.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { srcdir } from '../lib/stack.mjs';
import { cleanup, is, ok, witness } from '../lib/tap.mjs';

const need = createRequire(join(srcdir, 'static/package.json'));
const { chromium } = need('playwright-core');
const axe = readFileSync(need.resolve('axe-core/axe.min.js'), 'utf8');

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true,
	isMobile: true };
const DESK = { viewport: { width: 1280, height: 800 } };
export const SIZES = { phone: PHONE, desk: DESK };

const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic',
	'--no-first-run', '--disable-background-networking',
	'--disable-component-update', '--disable-sync'];

export async function launch(...args) {
	const browser = await chromium.launch({
		executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
		args: [...ARGS, ...args],
	});
	cleanup(() => browser.close());
	return browser;
}

const SEEN_MAX = 1200;

async function seen(page) {
	if (page.isClosed())
		return 'a page that was closed';
	const text = await page.evaluate(() => document.body.innerText)
		.catch((e) => `not to be read: ${e}`);
	return [`page ${page.url()}, ${page.faults.length} faults`,
		...page.faults, text.replace(/\s*\n\s*/g, ' | ').slice(-SEEN_MAX)].join('\n');
}

// away: the test takes servers away, and the browser says so by itself.
export async function open(browser, url, { size = 'desk', away = false,
	worker = false, context: more = {} } = {}) {
	const context = await browser.newContext({ ...SIZES[size], ...more,
		serviceWorkers: worker ? 'allow' : 'block' });
	const page = await context.newPage();
	page.faults = [];
	witness(() => seen(page));
	page.on('console', (m) => {
		const lost = /Failed to load resource|net::ERR/.test(m.text());
		// A client's share of the workers is taken: the app asks again.
		const again = /status of 429/.test(m.text()) &&
			/\/(frames|clip_size)\?/.test(m.location().url);
		if (m.type() === 'error' && !(away && lost) && !again)
			page.faults.push(`${m.text()} ${m.location().url}`);
	});
	page.on('pageerror', (e) => page.faults.push(String(e)));
	page.setDefaultTimeout(20000);
	await page.goto(url);
	return page;
}

async function violations(page) {
	await page.evaluate(`${axe};0`);
	const found = await page.evaluate(() => window.axe.run({
		resultTypes: ['violations'] }));
	return found.violations
		.filter((v) => ['serious', 'critical'].includes(v.impact))
		.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' ')}`);
}

const MOVE_MS = 1000;	// what runs longer shows a time, or that work is done

const settled = (page) => page.evaluate((ms) => Promise.all(document
	.getAnimations().filter((a) => a.effect?.getComputedTiming().endTime <= ms)
	.map((a) => a.finished.catch(() => 0))), MOVE_MS);

export async function sound(page, name) {
	await settled(page);
	is(await violations(page), [], `${name}: axe finds nothing serious`);
	ok(await page.evaluate(() => document.documentElement.scrollWidth <=
		document.documentElement.clientWidth), `${name}: nothing sideways`);
	is([...new Set(page.faults.splice(0))], [], `${name}: the console is silent`);
}

export const button = (scope, name) => scope.getByRole('button', { name,
	exact: typeof name === 'string' });
export const card = (page, title) => page.getByRole('article', { name: title });

// The next answer to a request, as JSON.
export const answer = (page, method, path) => page.waitForResponse((r) =>
	r.request().method() === method && path.test(new URL(r.url()).pathname));
