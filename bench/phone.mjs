// The first visit of a slow phone: 1.6 Mbit/s, a round trip of 150 ms, a
// quarter of this machine's speed.
import { fileURLToPath } from 'node:url';
import { card, launch } from '../t/browser/page.mjs';
import { fakePlex } from '../t/lib/plex.mjs';
import { house } from './house.mjs';
import { median, n1, rounds, row } from './measure.mjs';

const NETWORK = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8,
	uploadThroughput: 750e3 / 8 };
const SLOWER = 4;
const LONGEST_MS = 1500;

function noteFirstCard() {
	new MutationObserver((_, observer) => {
		if (!document.querySelector('article button'))
			return;
		window.firstCard = performance.now();
		observer.disconnect();
	}).observe(document, { childList: true, subtree: true });
}

async function visit(browser, url) {
	const context = await browser.newContext({ serviceWorkers: 'block',
		viewport: { width: 360, height: 640 } });
	const page = await context.newPage();
	const cdp = await context.newCDPSession(page);
	await cdp.send('Network.enable');
	await cdp.send('Network.emulateNetworkConditions', NETWORK);
	await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
	await page.addInitScript(noteFirstCard);
	await page.goto(url);
	await card(page, /./).first().waitFor();
	const first = await page.evaluate(() => window.firstCard);
	await context.close();
	return first;
}

export async function phone() {
	const plex = await fakePlex({ token: 'plex-secret' });
	// Whatever can be read makes a card; nothing is captured.
	plex.play({ title: 'Heat', file: fileURLToPath(import.meta.url),
		duration: 15000, state: 'paused' });
	const s = await house({ plex });
	const browser = await launch();
	const [all] = await rounds(5, () => visit(browser, s.url));
	row('first card on a slow phone, ms', n1(median(all)), '', n1(median(all)),
		{ most: LONGEST_MS });
	await s.stop();
}
