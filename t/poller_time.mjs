#!/usr/bin/env node
// What takes its time: positions against a client whose true position is
// known, ghosts, files that come and go, and a server that stays away.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, ok, tmpdir, until } from './lib/tap.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { bootMs, Poller, position } from './lib/poller.mjs';

const dir = tmpdir();
const file = join(dir, 'film.mkv');
writeFileSync(file, 'x');
const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
jellyfin.clockOffset = 3600 * 1000;

// A client that plays from 100 s on and says so every four seconds; its first
// report is three seconds old when it is first seen.
const began = Date.now() - 3000;
const truth = () => 100 + (Date.now() - began) / 1000;
const row = plex.play({ key: '7', id: 'p', file, duration: 600000 });
plex.sessions = () => {
	const report = Math.floor((Date.now() - began) / 4000) * 4000;
	return [{ ...row, viewOffset: 100000 + report }];
};

// One that died 270 s ago, whose server counts on; one that is well.
const ghost = jellyfin.play({ id: 'g', session: 'ghost', file,
	duration: 600000, offset: 400000 });
ghost.silent(270000);
jellyfin.play({ id: 'w', session: 'well', file, duration: 600000, offset: 5000 });
const lost = jellyfin.play({ id: 'l', session: 'lost', file: join(dir, 'late.mkv') });

const poller = new Poller({ plex, jellyfin, dir,
	env: { POLL_INTERVAL_MS: '1000' } }).migrate().start();

let s = await poller.session('plex-p');
ok(Math.abs(position(s) - truth()) < 10, 'Plex: at first within 10 s');
s = await poller.session('jf-ghost');
ok(Math.abs(s.anchor_s - 130) < 2.5, `a ghost is where it last was: ${s.anchor_s}`);
is([s.accuracy_s, s.until_ms - s.anchor_ms], [-1, 0], 'stands still, and nobody knows');
const stood = s.anchor_s;
s = await poller.session('jf-well');
ok(s.accuracy_s > 0, 'a clock an hour off makes no ghosts');
s = await poller.session('jf-lost');
is(s.media_error, `Jellyfin reports ${dir}/late.mkv; there is no such file here. ` +
	'Mount the folder at the same path or set PATH_MAP', 'a file is missing');

// A report or two later it is known to about a second.
await poller.session('plex-p', (r) => r.accuracy_s < 2);
let worst = 0;
let last = 0;
let back = false;
const end = Date.now() + 12000;
let made = false;
let cured = null;
while (Date.now() < end) {
	const all = poller.live();
	const at = position(all.find((r) => r.id === 'plex-p'), bootMs());
	worst = Math.max(worst, Math.abs(at - truth()));
	back ||= at < last - 0.02;
	last = at;
	if (!made) {
		writeFileSync(`${dir}/late.tmp`, 'x');
		renameSync(`${dir}/late.tmp`, `${dir}/late.mkv`);
		made = true;
	}
	cured ??= all.find((r) => r.id === 'jf-lost' && !r.media_error) ?? null;
	await new Promise((resolve) => setTimeout(resolve, 100));
}
ok(worst < 1.35, `published within 1.3 s: ${worst.toFixed(3)}`);
ok(!back, 'and never goes back');
ok(cured, 'a file that is mounted later is found');
s = await poller.session('jf-ghost');
is(s.anchor_s, stood, 'the ghost has not moved');

// It was not dead.
ghost.seek(200000);
ghost.silent(0);
s = await poller.session('jf-ghost', (r) => r.accuracy_s > 0);
ok(position(s) >= 199 && position(s) < 203, 'until its client is back');

// The server stays away: sessions are kept for 30 s, then they are over.
const atClose = position((await poller.session('jf-well')));
const closed = Date.now();
await jellyfin.close();
await until(() => !poller.source('jellyfin').ok, 'Jellyfin to fail');
await until(() => !poller.live().some((r) => r.source === 'jellyfin'),
	'its sessions to end', 45000);
const after = (Date.now() - closed) / 1000;
ok(after > 28 && after < 36, `sessions are kept for about 30 s: ${after}`);
const well = poller.recent().find((r) => r.id === 'jf-well');
ok(Math.abs(position(well) - atClose) < 3, 'and end where they were last known');
ok((await poller.session('plex-p')).ended_ms === 0, 'the other source goes on');
await poller.stop();
await done();
