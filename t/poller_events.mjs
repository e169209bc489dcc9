#!/usr/bin/env node
// Plex's event stream: a seek is seen at once, though polls are rare.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, ok, tmpdir, until } from './lib/tap.mjs';
import { fakePlex } from './lib/plex.mjs';
import { Poller, position } from './lib/poller.mjs';

const dir = tmpdir();
const file = join(dir, 'film.mkv');
writeFileSync(file, 'x');
const plex = await fakePlex();
plex.stream();
const film = plex.play({ key: '7', id: 'p', file, duration: 6000000 });
const poller = new Poller({ plex, dir, env: { POLL_INTERVAL_MS: '60000' } })
	.migrate().start();
await poller.session('plex-p');
await until(() => plex.listeners === 1, 'the stream');
is(plex.requests.find((r) => /eventsource/.test(r.path)).query, '?filters=playing',
	'it listens to what plays');

film.viewOffset = 900000;
plex.event({ sessionKey: '7', state: 'playing', viewOffset: 900000 });
let row = await poller.session('plex-p', (r) => r.reported_s === 900);
ok(position(row) >= 900 && position(row) < 902, 'a seek is seen at once');

film.Player.state = 'paused';
film.viewOffset = 901500;
plex.event({ sessionKey: '7', state: 'paused', viewOffset: 901500 });
row = await poller.session('plex-p', (r) => r.state === 1);
is(position(row), 901.5, 'and a pause');

const asked = plex.count('/status/sessions');
plex.event({}, 'timeline');
plex.event({}, 'ping');
for (let i = 0; i < 200; i++)
	plex.event({ sessionKey: '7' });
await until(() => plex.count('/status/sessions') > asked, 'a poll');
film.viewOffset = 5000;
plex.event({ sessionKey: '7' });
await poller.session('plex-p', (r) => r.reported_s === 5);
ok(plex.count('/status/sessions') <= asked + 4, 'many events are few questions');

await poller.stop();
is(plex.listeners, 0, 'the stream ends with it');
await done();
