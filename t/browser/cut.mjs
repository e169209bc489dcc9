#!/usr/bin/env node
// Choosing the exact frame, and trimming a clip: by finger, keys and typing.
import { join } from 'node:path';
import { ready, table, where } from '../lib/films.mjs';
import { frames as framesOf, picture, shown } from '../lib/frames.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { hear } from '../lib/sound.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok, until } from '../lib/tap.mjs';
import { answer, button, card, launch, open, sound } from './page.mjs';

const FILM = 'h264-aac.mkv';
const AT = 7;
const TONES = [440, 660, 880, 1100, 1320];
const MANY = 'tracks.mkv', SPOKEN = 'subs-srt.mkv';
await ready(FILM, MANY, SPOKEN);
const frames = await table(FILM);
const length = frames.at(-1).t;
const plex = await fakePlex();
plex.play({ title: 'Heat', file: where(FILM), duration: Math.round(length * 1000),
	offset: AT * 1000, state: 'paused' });
plex.play({ key: '50', title: 'Polyglot', file: where(MANY), duration: 10000,
	offset: 5000, state: 'paused' });
plex.play({ key: '51', title: 'Spoken', file: where(SPOKEN), duration: 10000,
	offset: 5000, state: 'paused', streams: [{ id: 907, streamType: 3,
		codec: 'srt', languageCode: 'deu', key: '/library/streams/907' }] });
plex.subtitles[907] = '1\n00:00:00,000 --> 00:00:09,000\nWorte\n';
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	SLOW_WORKERS: '8' } });
const browser = await launch();
const pressed = shown(frames, AT).n;

const strip = (page) => page.getByRole('slider', { name: 'Frame' });
const said = (page) => strip(page).getAttribute('aria-valuetext');

async function pick(page) {
	await button(card(page, /Heat/), 'Pick the frame').click();
	await strip(page).waitFor();
	await until(async () => /\d/.test(await said(page)), 'the film to load');
}

// Does it, and waits for the strip to say another time.
async function moved(page, act) {
	const before = await said(page);
	await act();
	await until(async () => await said(page) !== before, 'the strip to move');
}

async function save(page) {
	const taken = answer(page, 'POST', /capture\/screenshot$/);
	await button(page, 'Save').click();
	const c = await (await taken).json();
	await page.getByText('Screenshot saved').first().waitFor();
	return (await picture(join(s.captures, c.file_name)))?.n;
}

async function drag(page, target, by) {
	await target.hover();		// which waits until it stands still
	const box = await target.boundingBox();
	const y = box.y + box.height / 2;
	const x = box.x + box.width / 2;
	await page.mouse.move(x, y);
	await page.mouse.down();
	for (let i = 1; i <= 8; i++)
		await page.mouse.move(x + by * i / 8, y);
	await page.mouse.up();
}

async function frame(page, size) {
	await pick(page);
	await until(() => page.getByRole('dialog').locator('img').evaluateAll((all) =>
		all.some((img) => img.naturalWidth > 0)), 'the large picture');
	await sound(page, `${size}, pick the frame`);
	for (let i = 0; i < 3; i++)
		await moved(page, () => page.keyboard.press('ArrowRight'));
	is(await save(page), pressed + 3, `${size}: three frames on by key are three`);

	await pick(page);
	await moved(page, () => button(page, 'One frame back').click());
	await moved(page, () => button(page, 'One frame back').click());
	is(await save(page), pressed - 2, `${size}: two back by press are two`);

	await pick(page);
	await moved(page, () => drag(page, strip(page), -96 * 2));
	is(await save(page), pressed + 2, `${size}: dragging moves by frames`);

	await pick(page);
	for (let i = 0; i < 4; i++)
		await moved(page, () => page.keyboard.press('Shift+ArrowLeft'));
	is(await save(page), pressed - 40, `${size}: and past what was loaded first`);
}

async function trimmed(page, act, options = {}) {
	await button(card(page, options.title ?? /Heat/), 'Clip').click();
	await button(page, 'Trim').click();
	const dialog = page.getByRole('dialog', { name: 'Trim' });
	await dialog.getByRole('slider', { name: 'Start handle' }).waitFor();
	await act(dialog);
	if (options.look)
		await sound(page, options.look);
	const made = answer(page, 'POST', /capture\/clip$/);
	await button(dialog, 'Make the clip').click();
	const response = await made;
	const c = await response.json();
	if (!response.ok())
		throw new Error(`refused: ${c.detail}`);
	return { asked: response.request().postDataJSON(), c: await s.settled(c.id) };
}

async function typed(page, size) {
	const { asked, c } = await trimmed(page, async (dialog) => {
		await dialog.getByLabel('Start', { exact: true }).fill('0:02.5');
		await dialog.getByLabel('End', { exact: true }).fill('soon');
		ok(await dialog.getByText('Type a time like').isVisible(),
			`${size}: what is not a time is said`);
		await dialog.getByLabel('End', { exact: true }).fill('1');
		await dialog.getByText('The end must be after the start').first().waitFor();
		ok(await button(dialog, 'Make the clip').isDisabled(),
			`${size}: an end before the start makes no clip`);
		await dialog.getByLabel('End', { exact: true }).fill('5.5');
		await dialog.getByText('3 s', { exact: true }).waitFor();
		await dialog.getByText(/about \d/).waitFor();
		ok(true, `${size}: length and size`);
	}, { look: `${size}, trim` });
	is([asked.start_seconds, asked.end_seconds, asked.precise], [2.5, 5.5, true],
		`${size}: typed times are asked for`);
	is([c.status, Math.abs(c.duration_seconds - 3) < 0.05], ['complete', true],
		`${size}: and the clip is as long`, c.error_message);
	const made = await framesOf(join(s.captures, c.file_name));
	is(made[0].n, frames.find((f) => f.t >= 2.5).n,
		`${size}: and starts on the first frame from there`);
}

async function keys(page) {
	const { asked } = await trimmed(page, async (dialog) => {
		const start = dialog.getByRole('slider', { name: 'Start handle' });
		await start.focus();
		const before = Number(await start.getAttribute('aria-valuenow'));
		for (let i = 0; i < 24; i++)
			await page.keyboard.press('ArrowRight');
		const after = Number(await start.getAttribute('aria-valuenow'));
		ok(after - before > 0.9 && after - before < 1.1,
			'24 steps of a handle are a second', `${after - before}`);
		await dialog.getByRole('heading', { name: 'Trim' }).click();
		await button(dialog, 'Preview').focus();
		await page.keyboard.press('o');
		const same = dialog.getByText('The end must be after the start').first();
		await same.waitFor();
		for (let i = 0; i < 48; i++)
			await page.keyboard.press('ArrowRight');
		await page.keyboard.press('o');
		await same.waitFor({ state: 'detached' });
	});
	ok(Math.abs(asked.end_seconds - asked.start_seconds - 2) < 0.1,
		'O cuts at the picture shown', JSON.stringify(asked));
}

async function options(page, label, want) {
	const { asked, c } = await trimmed(page, async (dialog) => {
		await dialog.getByLabel('End', { exact: true }).fill('4');
		await dialog.getByLabel('Start', { exact: true }).fill('3');
		await dialog.getByText('Format, size, tracks').click();
		await dialog.getByLabel('Size limit').selectOption({ label: 'At most 10 MB' });
		await dialog.getByLabel('Format').selectOption({ label });
	});
	is([asked.format, asked.max_bytes], want, `${label}: asked for`);
	is([c.status, c.file_name.split('.').pop()], ['complete', want[0]],
		`${label}: and made`);
}

// A second of a film, with a track that is chosen by its name.
async function track(page, title, label, name) {
	return trimmed(page, async (dialog) => {
		await dialog.getByLabel('End', { exact: true }).fill('4');
		await dialog.getByLabel('Start', { exact: true }).fill('2');
		await dialog.getByText('Format, size, tracks').click();
		const field = dialog.getByLabel(label);
		const choice = field.locator('option', { hasText: name });
		await field.selectOption(await choice.getAttribute('value'));
	}, { title, look: `choosing ${label}` });
}

async function tracks(page) {
	const heard = await track(page, /Polyglot/, 'Sound', /Commentary/);
	is([heard.asked.audio_stream, heard.c.status], [4, 'complete'],
		'a track of sound is asked for by its stream');
	is((await hear(join(s.captures, heard.c.file_name), TONES)).hz, 1100,
		'and is what the clip sounds like');
	await page.reload();
	const seen = await track(page, /Spoken/, 'Subtitles', /English|Track 1/);
	is([seen.asked.subtitles, seen.c.status], [2, 'complete'],
		'subtitles are asked for by their stream');
	await page.reload();
	const apart = await track(page, /Spoken/, 'Subtitles', /German, separate file/);
	like(apart.asked.subtitles, /^external-/, 'those of a file by its id');
	is([apart.c.status, plex.count('/library/streams/907')], ['complete', 1],
		'which the server gives');
}

for (const size of ['phone', 'desk']) {
	const page = await open(browser, s.url, { size });
	await card(page, /Heat/).waitFor();
	await frame(page, size);
	await typed(page, size);
	await page.context().close();
}
const page = await open(browser, s.url);
await keys(page);
await page.reload();
await options(page, 'GIF, no sound', ['gif', undefined]);
await page.reload();
await options(page, 'WebM', ['webm', 10000000]);
await page.reload();
await tracks(page);
await done();
