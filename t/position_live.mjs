#!/usr/bin/env node
// Positions of the API against players whose true position is known, over the
// real poller, database and workers; and what a press takes.  The estimator's
// own limits are in t/position.c; other tests keep the processors busy while
// this one runs, so it allows twice as much.
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { done, is, ok, tmpdir, until } from './lib/tap.mjs';
import { ready, where } from './lib/films.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { Player } from './lib/player.mjs';
import { fakePlex } from './lib/plex.mjs';
import { Gates } from './lib/scene.mjs';
import { descendants, stack } from './lib/stack.mjs';

const FILM = 'h264-aac.mkv';
const LOOK_MS = 70;

await ready(FILM);
const dir = tmpdir();
const file = join(dir, 'long.mkv');
execFileSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-stream_loop', '40',
	'-i', where(FILM), '-map', '0:v', '-c', 'copy', '-t', '200', file]);

const jellyfin = await fakeJellyfin();
jellyfin.clockOffset = 37000;
const plex = await fakePlex();
plex.stream();

const every = 4000;
const player = (at = 20) => new Player({ at, every });
const players = {
	'jf-fast': player(), 'jf-touched': player(30),
};
for (const id of ['jf-steady', 'plex-events', 'plex-polled'])
	for (const n of [1, 2, 3, 4])
		players[id + n] = player();

for (const [id, p] of Object.entries(players)) {
	const [server, name] = id.split('-');
	if (server === 'jf')
		jellyfin.watch(p, { id: name, session: name, file });
	else
		plex.watch(p, { key: name, id: name, file, events: /events/.test(name) });
}
const gates = new Gates(dir);
const s = await stack({ env: { PLEX_URL: plex.url, PLEX_TOKEN: plex.token,
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: jellyfin.key,
	FFMPEG_PATH: gates.path, SLOW_WORKERS: '2', POLL_INTERVAL_MS: '1000' } });
await until(async () => (await s.sessions())?.length === 14, 'all of them');
ok(jellyfin.count('/GetUtcTime') >= 2, 'Jellyfin is asked for its time');

// Looks at all of them until then: how far off, how sure, in which condition.
const looks = Object.fromEntries(Object.keys(players).map((id) => [id, []]));
async function look() {
	const asked = Date.now();
	const list = await s.sessions();
	const at = (asked + Date.now()) / 2;
	for (const v of list) {
		const p = players[v.session_id];
		looks[v.session_id].push({ off: v.position_seconds - p.at(at),
			accuracy: v.position_accuracy_seconds, rate: v.playback_rate,
			reports: p.reports, told: at - p.told,
			touched: at - (p.touched ?? 0), paused: p.paused });
	}
	await new Promise((go) => setTimeout(go, LOOK_MS));
}
const watch = async (what) => {
	const end = Date.now() + 30000;
	while (!what()) {
		if (Date.now() > end)
			throw new Error(`nothing came: ${what}`);
		await look();
	}
};
const quantile = (list, part) => {
	const sorted = list.map(({ off }) => Math.abs(off)).sort((a, b) => a - b);
	return sorted[Math.floor(part * (sorted.length - 1))];
};
function within(name, list, part, seconds) {
	const got = quantile(list, part);
	ok(list.length > 10 && got <= seconds, `${name}: ${part * 100} of 100 of ` +
		`${list.length} looks within ${got?.toFixed(3)} s`);
}
const seen = (v) => v.told > 1300;

const { 'jf-fast': fast, 'jf-touched': touched, 'jf-steady1': steady } = players;
await watch(() => steady.reports >= 3 && touched.reports >= 3);
fast.rate = 1.5;
touched.seek(90);
await watch(() => Date.now() - touched.touched > 3500);
touched.pause();
await watch(() => Date.now() - touched.touched > 3500);
touched.resume();
await watch(() => touched.reports >= 3 && fast.reports >= 4);
touched.pause();
setTimeout(() => touched.resume(), 500);
await watch(() => touched.reports >= 3 && fast.reports >= 5 &&
	players['plex-polled1'].reports >= 6);

const every4 = (id) => [1, 2, 3, 4].flatMap((n) => looks[id + n]);
for (const id of ['jf-steady', 'plex-events']) {
	const list = every4(id).filter((v) => seen(v) && v.reports >= 2);
	within(id, list, 0.5, 0.2);
	within(id, list, 0.9, 0.6);
}
within('plex-polled', every4('plex-polled').filter((v) => seen(v) &&
	v.reports >= 3), 0.5, 0.8);
const after = looks['jf-touched'].filter((v) => v.touched > 2500 &&
	v.touched < 60000);
within('after seek and pause', after, 0.9, 0.8);
const learned = looks['jf-fast'].filter((v) => v.touched < 60000 &&
	v.reports >= 2 && seen(v));
within('at 1.5', learned, 0.9, 0.6);
is([...new Set(learned.map((v) => v.rate))], [1.5], 'the rate is told');
for (const id of ['jf-steady', 'plex-events', 'plex-polled']) {
	const list = every4(id);
	const kept = list.filter((v) => Math.abs(v.off) <= v.accuracy).length;
	ok(kept >= 0.95 * list.length, `${id}: the accuracy is kept in ${kept} of ` +
		`${list.length}`);
}
const sharp = every4('jf-steady').filter((v) => v.accuracy <= 0.5).length;
ok(sharp >= every4('jf-steady').length / 2, `and sharp in ${sharp}`);

// Both workers are busy: the third press waits, and means its moment.
const press = () => s.post('/api/capture/screenshot', { session_id: 'jf-steady1' });
const asked = () => descendants(s.pid).filter(({ args }) =>
	args.includes(gates.path)).length;
gates.shut('before');
const others = [press(), press()];
await until(() => asked() === 2, 'two captures under way');
const pressed = steady.position;
const last = press();
await watch(() => steady.position > pressed + 2.5);
gates.open('before');
is((await Promise.all(others)).map((v) => v.status), [200, 200], 'two presses');
const waited = await last;
is(waited.status, 200, 'a press that waited');
const off = waited.json?.timestamp_seconds - pressed;
ok(Math.abs(off) < 0.9, `takes the moment at which it came: ${off?.toFixed(3)} s`);
is(await s.stop(), 0, 'the end');
await done();
