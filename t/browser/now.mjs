#!/usr/bin/env node
// What is playing, and taking it: by touch, by keyboard, at both sizes.
import { join } from 'node:path';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { ready, table, where } from '../lib/films.mjs';
import { picture, shown } from '../lib/frames.mjs';
import { fakePlex } from '../lib/plex.mjs';
import { stack } from '../lib/stack.mjs';
import { done, is, like, ok, until } from '../lib/tap.mjs';
import { answer, button, card, launch, open, sound } from './page.mjs';

const FILM = 'h264-aac.mkv';
await ready(FILM);
const frames = await table(FILM);
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
const episode = plex.play({ show: 'Breaking Bad', title: 'Ozymandias', season: 5,
	episode: 14, file: where(FILM), duration: 15000, offset: 6200,
	state: 'paused', player: 'Living Room TV' });
const moves = jellyfin.play({ title: 'Sintel', file: where(FILM), duration: 15000,
	offset: 2000, user: 'ben' });
plex.play({ key: '43', title: 'Lost', file: '/nowhere/lost.mkv',
	duration: 15000, offset: 1000, state: 'paused', player: 'Bedroom' });

const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret',
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret' } });
const browser = await launch();

const seconds = (text) => text.split(':').reduce((sum, n) => sum * 60 + +n, 0);

// The film is short: from its start again, and known to be.
async function rewind() {
	moves.seek(1000);
	await until(async () => (await s.sessions()).some((x) => x.source === 'jellyfin' &&
		x.position_seconds < 5), 'the film to start again');
}

async function seen(page, size) {
	const tv = card(page, 'Breaking Bad');
	await tv.waitFor();
	like(await tv.innerText(), /Plex[^]*Paused[^]*S05E14 — Ozymandias[^]*ann · Living Room TV/,
		`${size}: an episode, who plays it, and where`);
	like(await card(page, /Sintel/).innerText(), /Jellyfin[^]*Playing/,
		`${size}: and a film on the other server`);
	like(await card(page, /Lost/).innerText(), /\/nowhere\/lost\.mkv[^]*PATH_MAP/,
		`${size}: a file that is not mounted says what to do`);
	is(await button(card(page, /Lost/), 'Screenshot').count(), 0,
		`${size}: and offers nothing`);
	const clock = card(page, /Sintel/).getByTestId('position');
	const from = await clock.innerText();
	await page.waitForFunction(([node, text]) => node.innerText !== text,
		[await clock.elementHandle(), from]);
	ok(true, `${size}: its clock runs between polls`);
	await sound(page, `${size}, now playing`);
}

async function shot(page, size, press) {
	const taken = answer(page, 'POST', /capture\/screenshot$/);
	await press(button(card(page, 'Breaking Bad'), 'Screenshot'));
	const response = await taken;
	const asked = response.request().postDataJSON();
	const c = await response.json();
	is([asked.media_key, Math.abs(asked.timestamp_seconds - 6.2) < 0.01],
		['42', true], `${size}: asked for the moment shown, of that film`);
	is((await picture(join(s.captures, c.file_name)))?.n,
		shown(frames, asked.timestamp_seconds).n, `${size}: and that is the frame`);
	await page.getByText('Screenshot saved').first().waitFor();
	const offers = size === 'phone' ? ['Undo', 'Share', 'Open'] : ['Undo', 'Share', 'Copy', 'Open'];
	for (const name of offers)
		ok(await button(page, name).isVisible(), `${size}: ${name} is there`);
	await sound(page, `${size}, a result`);
	return c;
}

async function moving(page, size) {
	const film = card(page, /Sintel/);
	await rewind();
	await answer(page, 'GET', /api\/sessions$/);
	const taken = answer(page, 'POST', /capture\/screenshot$/);
	await film.evaluate((node) => {
		const press = [...node.querySelectorAll('button')]
			.find((b) => b.innerText.includes('Screenshot'));
		press.addEventListener('click', () => {
			window.shownAtPress = node.querySelector('[data-testid=position]').innerText;
		}, { capture: true, once: true });
	});
	await button(film, 'Screenshot').click();
	const asked = (await taken).request().postDataJSON();
	const text = await page.evaluate(() => window.shownAtPress);
	ok(Math.abs(asked.timestamp_seconds - seconds(text)) < 1.3,
		`${size}: while it plays, the moment is the one shown`,
		`${asked.timestamp_seconds} of ${text}`);
}

async function undo(page, size, c) {
	const gone = answer(page, 'DELETE', /captures/);
	await button(page, 'Undo').click();
	await gone;
	is((await s.get(`/api/captures/${c.id}`)).status, 404,
		`${size}: Undo deletes the screenshot`);
}

async function clip(page, size) {
	const tv = card(page, 'Breaking Bad');
	await button(tv, 'Clip').click();
	const panel = tv.getByRole('group', { name: /Clip of/ });
	for (const name of ['10 s', '30 s', '60 s', '2 min', '5 min'])
		ok(await button(panel, name).isVisible(), `${size}: ${name} is offered`);
	ok(await panel.getByRole('switch', { name: 'Precise' }).isVisible(),
		`${size}: so is Precise`);
	await sound(page, `${size}, clip panel`);
	const taken = answer(page, 'POST', /capture\/clip$/);
	await button(panel, '10 s').click();
	const response = await taken;
	const asked = response.request().postDataJSON();
	is([asked.start_seconds, Math.round(asked.end_seconds * 10), asked.precise,
		asked.media_key], [0, 62, false, '42'],
	`${size}: a preset is one press, up to the moment shown`);
	is((await s.settled((await response.json()).id)).status, 'complete',
		`${size}: and becomes a clip`);
	await page.getByText('Clip saved').first().waitFor();
}

for (const size of ['phone', 'desk']) {
	await rewind();
	const page = await open(browser, s.url, { size });
	await seen(page, size);
	const c = await shot(page, size, (b) => size === 'phone' ? b.tap() :
		b.focus().then(() => page.keyboard.press('Enter')));
	await undo(page, size, c);
	await moving(page, size);
	await clip(page, size);
	await page.context().close();
}

// A session that now plays something else is not captured by mistake.
{
	const page = await open(browser, s.url, { away: true });
	await card(page, 'Breaking Bad').waitFor();
	await page.route('**/api/sessions', () => {});
	plex.sessions.splice(plex.sessions.indexOf(episode), 1);
	plex.play({ key: '77', id: episode.Session.id, sessionKey: '42', title: 'Next',
		file: where(FILM), duration: 15000, state: 'paused' });
	await until(async () => (await s.sessions()).some((x) => x.media_key === '77'),
		'the next film');
	await button(card(page, 'Breaking Bad'), 'Screenshot').click();
	const alert = page.getByRole('alert').filter({ hasNotText: 'Can’t reach' });
	await alert.waitFor();
	like(await alert.innerText(), /\w+ \w+/, 'what was refused is said on the card');
	await page.unroute('**/api/sessions');
	await page.reload();
	await page.getByRole('heading', { name: 'Recently played' }).waitFor();
	const row = page.getByRole('button', { name: /Breaking Bad/ });
	await row.click();
	const taken = answer(page, 'POST', /capture\/screenshot$/);
	await button(row.locator('xpath=..'), 'Screenshot').click();
	is((await taken).status(), 200, 'what has ended can still be captured');
	await page.getByText('Screenshot saved').first().waitFor();
	await sound(page, 'recently played');
}
await done();
