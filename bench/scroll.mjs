// The gallery in a browser: how long between frames while it scrolls, with ten
// thousand captures loaded, against a few hundred.
import { execFileSync } from 'node:child_process';
import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { launch, open } from '../t/browser/page.mjs';
import { tmpdir } from '../t/lib/tap.mjs';
import { fill, house } from './house.mjs';
import { at, median, n1, n2, ratio, rounds, row } from './measure.mjs';

const COUNT = 100000;
const LOADED = [300, 10000];
const FRAMES = 120;
const STEP_PX = 60;		// a frame: a brisk swipe

// Every file a picture that has to be decoded.
function picture(s) {
	const one = join(tmpdir(), 'one.jpg');
	execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i',
		'testsrc2=s=1280x720', '-frames:v', '1', one]);
	for (const name of readdirSync(s.captures))
		if (name.endsWith('.jpg'))
			copyFileSync(one, join(s.captures, name));
}

// Scrolls to the end until so many are loaded, then back to the middle.
const load = (page, count) => page.evaluate(async (n) => {
	const frame = () => new Promise(requestAnimationFrame);
	const list = () => document.querySelector('ul[aria-label=Captures]');
	while (!list())
		await frame();
	const [a, b] = [...list().children].map((li) => li.getBoundingClientRect())
		.filter((box, i, all) => box.left === all[0].left);
	const columns = Math.round(list().clientWidth / a.width - 0.3);
	const height = n / columns * (b.top - a.top);
	while (list().parentElement.clientHeight < height) {
		window.scrollTo(0, document.body.scrollHeight);
		await frame();
	}
	window.scrollTo(0, height / 2);
	await frame();
}, count);

const gaps = (page) => page.evaluate(async ([frames, step]) => {
	const frame = () => new Promise(requestAnimationFrame);
	const list = [];
	let last = await frame();
	for (let n = 0; n < frames; n++) {
		window.scrollBy(0, n < frames / 2 ? step : -step);
		const now = await frame();
		list.push(now - last);
		last = now;
	}
	return list;
}, [FRAMES, STEP_PX]);

export async function scroll() {
	const s = await house();
	fill(s, COUNT);
	picture(s);
	const browser = await launch();
	const pages = [];
	for (const count of LOADED) {
		const page = await open(browser, `${s.url}/gallery`);
		await load(page, count);
		pages.push(page);
	}
	const all = await rounds(3, ...pages.map((page) => async () => {
		await page.bringToFront();
		return at(await gaps(page), 0.95);
	}));
	row(`gallery scrolls, ${LOADED[1]} loaded, ms between frames (p95)`,
		n1(median(all[1])), n1(median(all[0])), n2(ratio(all[1], all[0])),
		{ most: 1.5 });
	await s.stop();
}
