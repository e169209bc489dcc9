// What a person does with the app in the hand, for any browser and size: each
// takes a page, and the name that its checks begin with.
import { is, like, ok, until } from '../lib/tap.mjs';
import { answer, button, card, sound } from './page.mjs';

const FAST_MS = 100;
const pause = (page, ms) => page.waitForTimeout(ms);
const origin = (page) => new URL(page.url()).origin;
const message = (page) => page.locator('[data-note]:visible');

// What a finger would hit where a control says that it is.
const covered = (page) => page.evaluate(() => {
	const notes = [...document.querySelectorAll('[data-note]')]
		.map((n) => n.getBoundingClientRect()).filter((r) => r.height);
	const hits = (a, b) => a.left < b.right && b.left < a.right &&
		a.top < b.bottom && b.top < a.bottom;
	return [...document.querySelectorAll('article button')]
		.filter((b) => notes.some((n) => hits(n, b.getBoundingClientRect())))
		.map((b) => b.innerText || b.ariaLabel);
});

// Six presses in a second are six captures, one message, one undo.
export async function burst(page, name) {
	const heat = card(page, 'Heat');
	await heat.waitFor();
	const asked = [];
	page.on('request', (r) => /capture\/screenshot$/.test(r.url()) && asked.push(r));
	for (let i = 0; i < 6; i++) {
		await button(heat, 'Screenshot').click();
		await pause(page, FAST_MS);
	}
	await page.getByText('6 saved').waitFor({ timeout: 60000 });
	is(asked.length >= 6, true, `${name}: six presses are six captures`);
	is(await message(page).count(), 1, `${name}: in one message`);
	const { height } = await message(page).boundingBox();
	if (!/desk/.test(name))
		ok(height <= 72, `${name}: of one line`, `${height} px`);
	is(await covered(page), [], `${name}: which covers no button of a card`);
	// With it still there, the next control acts at once.
	await button(card(page, 'Ronin'), 'Clip').click();
	const panel = card(page, 'Ronin').getByRole('group', { name: /Clip of/ });
	await panel.waitFor();
	await until(async () => (await covered(page)).length === 0, 'the message to make way');
	await until(async () => {
		const { y, height: h } = await button(panel, 'Trim').boundingBox();
		return y >= 0 && y + h <= page.viewportSize().height;
	}, 'the panel to be in sight');
	ok(true, `${name}: what opens is in sight`);
	const made = answer(page, 'POST', /capture\/clip$/);
	await button(panel, '10 s').click();
	is((await made).status(), 200, `${name}: a preset acts with the message still there`);
	await page.getByText('Clip saved').waitFor({ timeout: 60000 });
	await sound(page, `${name}, after a burst`);
}

// A press on what lies under a message closes it and acts.
export async function through(page, name) {
	await button(card(page, 'Heat'), 'Screenshot').click();
	await page.getByText('Screenshot saved').waitFor();
	const box = await message(page).boundingBox();
	await page.evaluate(({ x, y, width, height }) => {
		const under = document.createElement('button');
		under.textContent = 'under';
		Object.assign(under.style, { position: 'fixed', left: `${x}px`, top: `${y}px`,
			width: `${width}px`, height: `${height}px`, zIndex: 1 });
		under.addEventListener('click', () => { window.wasPressed = true; });
		document.body.append(under);
	}, box);
	await page.mouse.click(box.x + 4, box.y + box.height / 2);
	is(await page.evaluate(() => window.wasPressed), true,
		`${name}: a press at what lies under a message acts`);
	await message(page).waitFor({ state: 'detached' });
	ok(true, `${name}: and closes the message`);
	await page.evaluate(() => [...document.querySelectorAll('body > button')].forEach((b) => b.remove()));
}

const strip = (page) => page.getByRole('slider', { name: 'Frame' });
const time = async (page) => {
	const [, m, sec] = /(\d+):(\d+\.\d+)$/.exec(await strip(page).getAttribute('aria-valuetext'));
	return +m * 60 + +sec;
};

export async function pick(page, name, isTouch) {
	await button(card(page, 'Heat'), 'Pick the frame').click();
	await strip(page).waitFor();
	const dialog = page.getByRole('dialog', { name: 'Pick the frame' });
	const from = await time(page);
	for (let i = 0; i < 6; i++) {
		await button(dialog, '−1 s').click();
		await pause(page, FAST_MS);
	}
	await until(async () => Math.abs(await time(page) - (from - 6)) < 0.06,
		'six seconds earlier');
	await until(() => dialog.locator('img').evaluateAll((all) =>
		all.some((img) => img.naturalWidth > 0)), 'the large picture');
	ok(Math.abs(await time(page) - (from - 6)) < 0.06,
		`${name}: six quick presses are six seconds`, `${from} to ${await time(page)}`);
	const hint = await dialog.getByText(/arrow keys/).isVisible();
	is(hint, !isTouch && page.viewportSize().height > 520,
		`${name}: keys are explained where there are keys, and room`);
	if (isTouch) {
		const before = await time(page);
		const box = await dialog.getByRole('img').first().boundingBox();
		const cdp = await page.context().newCDPSession(page);
		const y = box.y + box.height / 2, x = box.x + box.width * 0.8;
		const touch = (type, at) => cdp.send('Input.dispatchTouchEvent', { type,
			touchPoints: at === undefined ? [] : [{ x: at, y }] });
		// All at once: a finger that rests first means something else.
		const swipe = () => Promise.all([touch('touchStart', x),
			...[1, 2, 3, 4, 5, 6].map((i) => touch('touchMove', x - i * 20)),
			touch('touchEnd')]);
		let swipes = 0;
		await until(async () => {
			if (await time(page) > before)
				return true;
			swipes++;
			await swipe();
			await pause(page, 10 * FAST_MS);
			return await time(page) > before;
		}, 'a step on');
		ok(await time(page) - before < 0.05 * swipes,
			`${name}: swiping the picture is a step`, `${swipes} swipes`);
	}
	await page.goBack();
	await dialog.waitFor({ state: 'detached' });
	like(page.url(), new RegExp(`^${origin(page)}/$`), `${name}: Back closes the sheet, not the page`);
	ok(await card(page, 'Heat').isVisible(), `${name}: which is still there`);
}

export async function trim(page, name) {
	await button(card(page, 'Heat'), 'Clip').click();
	await button(card(page, 'Heat'), 'Trim').click();
	const dialog = page.getByRole('dialog', { name: 'Trim' });
	await dialog.getByRole('slider', { name: 'Start handle' }).waitFor();
	const seen = async (locator) => {
		const box = await locator.boundingBox();
		const foot = await button(dialog, 'Make the clip').boundingBox();
		return box.y >= 0 && box.y + box.height <= foot.y + 8;
	};
	ok(await seen(dialog.getByRole('img').first()), `${name}: Trim shows its picture`);
	ok(await seen(dialog.getByRole('slider', { name: 'Start handle' })), `${name}: and its handles`);
	const wider = button(dialog, 'Show more of the film');
	for (let i = 0; i < 8 && await wider.isEnabled(); i++)
		await wider.click();
	ok(await wider.isDisabled(), `${name}: the whole film in view is the limit of −`);
	await dialog.getByLabel('End', { exact: true }).fill('soon');
	await dialog.getByLabel('Start', { exact: true }).focus();
	ok(await dialog.getByText('Type a time like').isVisible(), `${name}: what is expected stays said`);
	ok(await button(dialog, 'Make the clip').isDisabled(), `${name}: and no clip is made of it`);
	await dialog.getByText('Format, size, tracks').click();
	const field = dialog.getByLabel('Format');
	await until(() => seen(field), 'the format to be in sight');
	ok(true, `${name}: what opens there is in sight`);
	await page.goBack();
	await dialog.waitFor({ state: 'detached' });
	like(page.url(), new RegExp(`^${origin(page)}/$`), `${name}: Back closes Trim`);
}

export async function viewer(page, name) {
	await page.goto(`${origin(page)}/gallery`);
	await page.getByRole('button', { name: /^View clip/ }).first().click();
	const dialog = page.getByRole('dialog');
	await dialog.waitFor();
	const paused = () => dialog.locator('video').evaluate((v) => v.paused);
	await until(async () => !(await paused()), 'the clip to play');
	await page.keyboard.press('Space');
	await until(paused, 'the clip to pause');
	await page.keyboard.press('Space');
	await until(async () => !(await paused()), 'the clip to go on');
	ok(true, `${name}: Space pauses the clip and goes on`);
	await page.goBack();
	await dialog.waitFor({ state: 'detached' });
	like(page.url(), /\/gallery$/, `${name}: Back closes the viewer`);
	const newest = await page.evaluate(async () => (await (await fetch('api/captures')).json())[0].id);
	await page.goto(`${origin(page)}/c/${newest}`);
	await dialog.waitFor();
	await page.goBack();
	await dialog.waitFor({ state: 'detached' });
	like(page.url(), /\/gallery$/, `${name}: also one that was opened by its address`);
}

// Opened by a key, closed by Escape: the focus is where it was.
export async function keys(page) {
	const focused = () => page.evaluate(() => document.activeElement.ariaLabel ||
		document.activeElement.innerText);
	const openBy = async (locator, dialog) => {
		await locator.focus();
		await page.keyboard.press('Enter');
		await page.getByRole('dialog', { name: dialog }).waitFor();
		await page.keyboard.press('Escape');
		await page.getByRole('dialog').waitFor({ state: 'detached' });
	};
	await page.goto(origin(page));
	await openBy(button(card(page, 'Heat'), 'Pick the frame'), 'Pick the frame');
	await until(async () => await focused() === 'Pick the frame', 'the focus on Pick');
	await button(card(page, 'Heat'), 'Clip').click();
	await openBy(button(card(page, 'Heat'), 'Trim'), 'Trim');
	await until(async () => await focused() === 'Trim', 'the focus on Trim');
	await button(card(page, 'Ronin'), 'Screenshot').click();
	await page.getByText('Screenshot saved').waitFor();
	await openBy(button(page, 'Share'), 'Share');
	await until(async () => await focused() === 'Share', 'the focus on Share');
	ok(true, 'the focus comes back to what opened Pick, Trim and Share');
	await page.keyboard.press('Escape');
	await page.goto(`${origin(page)}/gallery`);
	const tile = page.getByRole('button', { name: /^View/ }).nth(1);
	const label = await tile.getAttribute('aria-label');
	await openBy(tile, /./);
	await until(async () => await focused() === label, 'the focus on the tile');
	await tile.focus();
	await page.keyboard.press('Enter');
	await page.getByRole('dialog').waitFor();
	await page.getByRole('button', { name: 'Delete', exact: true }).click();
	await page.getByText(/^Deleted/).waitFor();
	await page.keyboard.press('Escape');
	await page.getByRole('dialog').waitFor({ state: 'detached' });
	ok(true, 'after Delete in the viewer, one Escape closes it');
	await until(() => page.evaluate(() => document.activeElement !== document.body),
		'the focus to be somewhere');
	ok(true, 'and the focus is not lost');
}

// The next message goes by itself, also after one was closed by hand.
export async function leaves(page) {
	await page.goto(origin(page));
	for (const close of [() => button(page, 'Close the message').click(),
		() => page.keyboard.press('Escape')]) {
		await button(card(page, 'Heat'), 'Screenshot').click();
		await page.getByText('Screenshot saved').waitFor();
		await close();
		await message(page).waitFor({ state: 'detached' });
	}
	const from = Date.now();
	await button(card(page, 'Heat'), 'Screenshot').click();
	await page.getByText('Screenshot saved').waitFor();
	await message(page).waitFor({ state: 'detached', timeout: 40000 });
	ok(Date.now() - from >= 10000, 'a message stays for its time, and then it goes');
}
