#!/usr/bin/env node
// The poller against stand-ins for both servers: what it asks, what it writes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { alive, Poller, position } from './lib/poller.mjs';

const dir = tmpdir();
mkdirSync(join(dir, 'tv'));
for (const name of ['tv/one.mkv', 'tv/two.mkv', 'film.mkv', 'film 2.mkv'])
	writeFileSync(join(dir, name), 'x');

const plex = await fakePlex({ token: 'plex%secret/canary' });
const jellyfin = await fakeJellyfin({ key: 'jelly"secret canary' });
const poller = new Poller({ plex, jellyfin, dir,
	env: { PATH_MAP: `D:\\TV=${dir}/tv;/movies=${dir}` } }).migrate();
poller.audit();

const episode = plex.play({ key: '12158', id: 'abc', sessionKey: '45',
	show: 'Breaking Bad', season: 5, episode: 14, title: 'Ozymandias',
	file: 'D:\\TV\\one.mkv', duration: 2874000, offset: 100000,
	streams: [{ id: 1, streamType: 1, index: 0 },
		{ id: 3, streamType: 2, index: 2, selected: 1, codec: 'ac3' }] });
const film = jellyfin.play({ id: 'feed', session: 's1', title: 'Heat',
	file: '/movies/film.mkv', offset: 20000 });
poller.start();

let row = await poller.session('plex-abc', (r) => !r.media_error);
is(row.title, 'Breaking Bad', 'Plex: title');
is(row.subtitle, 'S05E14 — Ozymandias', 'Plex: subtitle');
is(row.parts[0], { reported: 'D:\\TV\\one.mkv', path: join(dir, 'tv/one.mkv'),
	duration: 2874 }, 'Plex: the file of its item, mapped');
is(row.media_key, '12158', 'Plex: media_key');
is(row.tracks.audio.index, 2, 'Plex: audio track of the file');
is(row.accuracy_s, 10, 'Plex: at first nobody knows better than 10 s');

row = await poller.session('jf-s1');
is(row.parts[0].path, join(dir, 'film.mkv'), 'Jellyfin: file, mapped');
is(row.user, 'ben', 'Jellyfin: user');
ok(Math.abs(position(row) - film.entry().PlayState.PositionTicks / 1e7) < 1.3,
	'Jellyfin: position at once');

const paths = () => poller.sql('SELECT path FROM jobs').map((r) => r.path).sort();
is(paths(), [join(dir, 'film.mkv'), join(dir, 'tv/one.mkv')],
	'a probe is asked for each file');

// Nothing new: nothing written.  A busy machine's polls can come so late that
// they tell the clock something: so it is looked at until a while is quiet.
const asked = plex.count('/status/sessions');
await until(() => plex.count('/status/sessions') >= asked + 2, 'two polls');
const polled = () => plex.count('/status/sessions') + jellyfin.count('/Sessions');
ok(await until(async () => {
	poller.sql('DELETE FROM audit');
	const before = polled();
	await until(() => polled() >= before + 8, 'eight polls');
	return !poller.writes().length;
}, 'eight polls after which nothing was written', 60000),
'nothing is written while nothing changes');
const beat = () => poller.sql("SELECT boot_ms FROM heartbeats WHERE daemon = 'poller'")[0].boot_ms;
const first = beat();
ok(await until(() => beat() > first, 'a heartbeat'), 'but the heartbeat');
is(plex.count('/library/metadata/12158'), 1, 'an item is asked for once');
is(jellyfin.count('/Items'), 0, 'none where the session says enough');

// What a client does is followed.
episode.Player.state = 'paused';
episode.viewOffset = 222040;
row = await poller.session('plex-abc', (r) => r.state === 1);
is(position(row), 222.04, 'a pause stands where the client says');
episode.Player.state = 'playing';
episode.viewOffset = 900000;
row = await poller.session('plex-abc', (r) => r.state === 0);
ok(position(row) >= 900 && position(row) < 902, 'a seek is followed');
ok(row.accuracy_s > 0.3 && row.accuracy_s < 1.6, 'and its time is known better');
film.pause();
ok(await poller.session('jf-s1', (r) => r.state === 1), 'Jellyfin: a pause too');

// The next episode in the same session: the one before was played.
plex.sessions = [];
plex.play({ key: '12159', id: 'abc', sessionKey: '46', show: 'Breaking Bad',
	season: 5, episode: 15, title: 'Granite State', file: 'D:\\TV\\two.mkv' });
row = await poller.session('plex-abc', (r) => r.media_key === '12159');
is(row.native_key, '46', 'the id stays, the item changes');
let gone = poller.recent();
is(gone.map((r) => [r.id, r.media_key]), [['plex-abc', '12158']],
	'the episode before is recently played');
ok(gone[0].anchor_s >= 900 && gone[0].anchor_s < 910, 'where it was left');
ok(Math.abs(gone[0].ended_ms - Date.now()) < 20000, 'and when');

// Another version of the film, which only the library knows.
jellyfin.items.feed.MediaSources.push({ Id: 'beef', Path: '/movies/film 2.mkv' });
film.PlayState = { MediaSourceId: 'be-ef' };
row = await poller.session('jf-s1', (r) => r.parts.includes('film 2'));
is(row.parts[0].path, join(dir, 'film 2.mkv'), 'Jellyfin: the version that plays');
is(jellyfin.requests.find((r) => r.path === '/Items').query,
	'?ids=feed&fields=Path,MediaSources', 'asked by its id');

// Rows that make no sense, and files that are not here.
plex.sessions.push('<Video title="nothing else"/>',
	'<Video ratingKey="9" sessionKey="99" title="\u0004 dirty &#4;" type="movie">' +
	'<Media id="1"><Part id="1" file="/movies/none.mkv"/></Media></Video>');
row = await poller.session('plex-99');
is(row.title, '  dirty '.slice(1), 'dirt is cleaned, nonsense skipped');
is(row.media_error, `Plex reports /movies/none.mkv, which is ${dir}/none.mkv by ` +
	'PATH_MAP; there is no such file here. Mount the folder at the same path or ' +
	'set PATH_MAP', 'a missing file says what to do');

// Secrets.
const headers = plex.requests.map((r) => r.headers['x-plex-token']);
ok(headers.every((h) => h === plex.token), 'the token is in the header');
ok(plex.requests.every((r) => r.headers['x-plex-client-identifier'] === 'mediasnap'),
	'with a stable client identifier');
like(jellyfin.requests[0].headers.authorization,
	/^MediaBrowser Token="jelly%22secret%20canary", Client="MediaSnap", Device="MediaSnap", DeviceId="[^"]+", Version="[^"]+"$/,
	'Jellyfin 12 gets its Authorization');
ok([...plex.requests, ...jellyfin.requests].every((r) => !/secret/.test(r.query) &&
	!r.headers['x-emby-token']), 'and nothing else');

// Processes.
const children = poller.children();
is(children.map((c) => c.source).sort(), ['jellyfin', 'plex'], 'a process a source');
const anchor = (await poller.session('plex-abc')).anchor_ms;
process.kill(children.find((c) => c.source === 'plex').pid, 'SIGKILL');
ok(await until(() => poller.children().find((c) => c.source === 'plex' &&
	children.every((old) => old.pid !== c.pid)), 'a new process'),
	'one that dies is started again');
const count = plex.count('/status/sessions');
await until(() => plex.count('/status/sessions') >= count + 2, 'it asks again');
is((await poller.session('plex-abc')).anchor_ms, anchor,
	'and goes on with the position that was known');
is(poller.recent().length, 1, 'nothing ended by that');

const stop = await poller.stop();
is(stop.code, 0, 'SIGTERM ends it');
ok(stop.ms < 2000, 'soon');
poller.start();
row = await poller.session('plex-abc');
const restart = plex.count('/status/sessions');
await until(() => plex.count('/status/sessions') >= restart + 2, 'two polls');
is((await poller.session('plex-abc')).anchor_ms, anchor,
	'a restart goes on too');
const orphans = poller.children().map((c) => c.pid);
await poller.stop('SIGKILL');
ok(await until(() => !orphans.some(alive), 'the children to end'),
	'its processes end with it');

// A source that is no longer set up.
delete poller.env.PLEX_URL;
delete poller.env.PLEX_TOKEN;
poller.start();
await until(() => poller.source('plex').enabled === 0, 'Plex to be disabled');
ok(await until(() => poller.live().every((r) => r.source === 'jellyfin'),
	'its sessions to end'), 'a source that is not set up has no sessions');
await poller.stop();
ok(!/secret/.test(poller.log), 'no secret in the log');
await done();
