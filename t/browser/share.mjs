#!/usr/bin/env node
// Sending it to a friend, where the browser allows it: the picture on the
// clipboard, the file in the system's share sheet, the link.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, table, where } from '../lib/films.mjs';
import { picture, shown } from '../lib/frames.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';
import { answer, button, card, launch, open, sound } from './page.mjs';

const FILM = 'h264-aac.mkv';
await ready(FILM);
const frame = shown(await table(FILM), 6.2).n;
const dir = tmpdir();
const plex = await fakePlex();
plex.play({ title: 'Heat', file: where(FILM), duration: 15000, offset: 6200,
	state: 'paused' });
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' } });
const browser = await launch();
const context = { permissions: ['clipboard-read', 'clipboard-write'] };

async function frameOf(base64, name) {
	const file = join(dir, name);
	writeFileSync(file, Buffer.from(base64, 'base64'));
	return (await picture(file))?.n;
}

// What the clipboard holds, by type; pictures as base64.
const clipboard = (page) => page.evaluate(async () => {
	const [item] = await navigator.clipboard.read();
	const [type] = item.types;
	const blob = await item.getType(type);
	const bytes = new Uint8Array(await blob.arrayBuffer());
	return { type, text: type.startsWith('text/') ? await blob.text() : null,
		base64: btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) };
});

// The share sheet is the system's own and headless Chromium has none: this
// stands at its place, and keeps what it is handed.
function sheet() {
	window.shared = [];
	window.answers = [];
	navigator.canShare = ({ files }) => files.every((f) => f instanceof File);
	navigator.share = async ({ files, title }) => {
		const refusal = window.answers.shift();
		if (refusal)
			throw new DOMException('', refusal);
		const bytes = new Uint8Array(await files[0].arrayBuffer());
		window.shared.push({ title, name: files[0].name, type: files[0].type,
			size: files[0].size, active: navigator.userActivation.isActive,
			base64: btoa(Array.from(bytes, (b) => String.fromCharCode(b)).join('')) });
	};
}

const handed = (page, count) => until(() => page.evaluate((n) =>
	window.shared.length === n && window.shared[n - 1], count), `${count} shared`);

async function screenshot(page) {
	await button(card(page, 'Heat'), 'Screenshot').click();
	await page.getByText('Screenshot saved').first().waitFor();
}

async function copied(page) {
	await button(page, 'Copy').click();
	await page.getByText('Picture copied.').first().waitFor();
	const held = await clipboard(page);
	is([held.type, await frameOf(held.base64, 'copied.png')], ['image/png', frame],
		'Copy puts the picture on the clipboard');
}

async function shared(page) {
	await button(page, 'Share').click();
	const file = await handed(page, 1);
	is([file.name, file.type, file.title, await frameOf(file.base64, 'shared.jpg')],
		['Heat - 00.00.06.jpg', 'image/jpeg', undefined, frame],
		'Share hands the file to the system, under the name of a download');
	ok(file.active, 'while the press still counts');
	await sound(page, 'after sharing');
}

// A file that took longer to load than a press counts; a sheet sent away.
async function reluctant(page) {
	const fetched = [];
	page.on('request', (r) => /download$/.test(r.url()) && fetched.push(r.url()));
	await page.evaluate(() => window.answers.push('NotAllowedError', 'AbortError'));
	await button(page, 'Share').click();
	await page.getByText('The file is ready. Press Share again.').first().waitFor();
	await button(page, 'Share').click();
	await until(() => page.evaluate(() => window.answers.length === 0), 'a sheet sent away');
	is(await page.getByRole('alert').count(), 0, 'sending the sheet away is no error');
	await button(page, 'Share').click();
	await handed(page, 2);
	is(fetched, [], 'what was loaded is not loaded again');
}

async function clip(page) {
	await button(card(page, 'Heat'), 'Clip').click();
	const made = answer(page, 'POST', /capture\/clip$/);
	await button(page, '10 s').click();
	const { id } = await (await made).json();
	const c = await s.settled(id);
	await page.getByText('Clip saved').first().waitFor();
	await page.goto(`${s.url}/c/${id}`);
	const viewer = page.getByRole('dialog');
	await button(viewer, 'Share').click();
	const file = await handed(page, 1);
	like(file.name, /^Heat - 00\.00\.\d\d.*\.mp4$/, 'a clip has a name as well');
	is([file.type, file.size], ['video/mp4', c.file_size_bytes],
		'and goes whole to the share sheet');
	await button(viewer, 'More').click();
	is(await page.getByRole('menuitem', { name: 'Copy the picture' }).count(), 0,
		'a clip is no picture to copy');
	await page.getByRole('menuitem', { name: 'Copy the link' }).click();
	await page.getByText('Link copied.').first().waitFor();
	const { text } = await clipboard(page);
	is(text, `${s.url}${c.file_url}`, 'the link is on the clipboard');
	is((await s.get(new URL(text).pathname)).status, 200, 'and leads to the file');
}

{
	const page = await open(browser, s.url, { context });
	await page.context().addInitScript(sheet);
	await page.reload();
	await screenshot(page);
	await copied(page);
	await shared(page);
	await reluctant(page);
	await clip(page);
	await sound(page, 'a clip that was shared');
	await page.context().close();
}

// Without a share sheet, as on most desks, Share shows what there is.
{
	const page = await open(browser, s.url, { context });
	await screenshot(page);
	await button(page, 'Share').click();
	const dialog = page.getByRole('dialog', { name: 'Share' });
	await dialog.waitFor();
	await sound(page, 'no share sheet');
	await button(dialog, 'Copy').click();
	await page.getByText('Link copied.').first().waitFor();
	like((await clipboard(page)).text, /\/captures\/[0-9a-f-]{36}\.jpg$/,
		'Copy there copies the link');
	await page.context().close();
}
await done();
