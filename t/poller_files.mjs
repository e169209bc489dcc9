#!/usr/bin/env node
// Where the files that a media server names are: on shares, under names that
// are written in another way, and after they were renamed while they play.
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { fakePlex } from './lib/plex.mjs';
import { Poller } from './lib/poller.mjs';

const dir = tmpdir();
const at = (name) => join(dir, name);
function put(name) {
	mkdirSync(dirname(at(name)), { recursive: true });
	writeFileSync(at(name), 'x');
}
const nfd = (text) => text.normalize('NFD');

const plex = await fakePlex();
const jellyfin = await fakeJellyfin();
const poller = new Poller({ plex, jellyfin, dir, env: { PATH_MAP:
	`smb://nas/films=${dir}/share;nfs://nas/export=${dir}/share;` +
	`/media=${dir}/media` } }).migrate();
put('share/Film one.mkv');
put('share/Séries/Été.mkv');
put(nfd('media/Amélie/Amélie.mkv'));
put('media/old.mkv');
put('media/away.mkv');
put('media/first.mkv');
poller.start();

const row = (id, fits = () => true) => poller.session(id, fits);
const path = async (id) => (await row(id)).parts[0].path;

// Each reported path, and the file here; null: the card says which it is.
const CASES = [
	['smb://nas/films/Film one.mkv', 'share/Film one.mkv'],
	['smb://user:canary@NAS/Films/Film one.mkv', 'share/Film one.mkv'],
	['\\\\nas\\films\\Film one.mkv', 'share/Film one.mkv'],
	['//nas/films/Film one.mkv', 'share/Film one.mkv'],
	['smb://nas/films/Film%20one.mkv', 'share/Film one.mkv'],
	['nfs://nas/export/Film one.mkv', 'share/Film one.mkv'],
	[nfd('smb://nas/films/Séries/Été.mkv'), 'share/Séries/Été.mkv'],
	['/media/Amélie/Amélie.mkv', nfd('media/Amélie/Amélie.mkv')],
	[nfd('/media/Amélie/Amélie.mkv'), nfd('media/Amélie/Amélie.mkv')],
	['smb://user:canary@nas2/films/Film one.mkv', null],
	['nfs://nas/other/Film one.mkv', null],
	['\\\\nas2\\films\\Film one.mkv', null],
];
CASES.forEach(([file], i) => {
	jellyfin.play({ id: `a${i}`, file });
	plex.play({ key: `${i}`, file });
});
for (const [i, [file, here]] of CASES.entries())
	for (const id of [`jf-sa${i}`, `plex-s${i}`]) {
		const { parts: [part], media_error: error } = await row(id);
		const shown = file.replace(':canary', '');
		is(part.path, here ? at(here) : shown, `${id}: ${file}`);
		if (here)
			is(error, null, '  is there');
		else
			like(error, new RegExp(`reports ${shown.replaceAll('\\', '\\\\')};` +
				'.* not known.* PATH_MAP'), '  is named');
	}
ok(!poller.log.includes('canary') &&
	!JSON.stringify(poller.live()).includes('canary'), 'no password is kept');
plex.sessions.length = jellyfin.sessions.length = 0;

function some(server, question) {
	const before = server.count(question);
	return until(() => server.count(question) >= before + 3, 'some polls');
}

// Within how many questions, from now on, a session has this file.
async function polls(server, question, id, want) {
	const before = server.count(question);
	await until(async () => {
		const one = await row(id);
		return one.parts[0].path === want && one.media_error === null;
	}, `${id} at ${want}`);
	return server.count(question) - before;
}

// A file that is renamed while it plays, and a library that learns it later.
// One question may be under way already, and one is allowed for chance.
const MOST = 2 + 1;
plex.play({ key: '42', file: '/media/old.mkv' });
is(await path('plex-s42'), at('media/old.mkv'), 'Plex: it plays');
const asked = plex.count('/library/metadata/42');
await some(plex, '/status/sessions');
is(plex.count('/library/metadata/42'), asked, 'its item is not asked for again');
renameSync(at('media/old.mkv'), at('media/new.mkv'));
like((await row('plex-s42', (r) => r.media_error)).media_error, /no such file/,
	'renamed: it is missing');
await some(plex, '/status/sessions');
plex.items['42'].Media.Part.file = '/media/new.mkv';
let n = await polls(plex, '/status/sessions', 'plex-s42', at('media/new.mkv'));
ok(n <= MOST, `Plex: found within two polls (${n})`);

// One that is played as it is: the session itself tells the file.  Found anew
// by the library, it has other ids.
put('media/direct.mkv');
const direct = plex.play({ key: '43', file: '/media/direct.mkv' });
Object.assign(direct.Media.Part, { file: '/media/direct.mkv', decision: 'directplay' });
is(await path('plex-s43'), at('media/direct.mkv'), 'played as it is');
renameSync(at('media/direct.mkv'), at('media/moved.mkv'));
Object.assign(plex.items['43'].Media, { id: '8', Part: { id: '9',
	file: '/media/moved.mkv' } });
n = await polls(plex, '/status/sessions', 'plex-s43', at('media/moved.mkv'));
ok(n <= MOST, `Plex: with other ids, too (${n})`);

const film = jellyfin.play({ id: 'bbbb', file: '/media/away.mkv' });
is(await path('jf-sbbbb'), at('media/away.mkv'), 'Jellyfin: it plays');
const items = jellyfin.count('/Items');
await some(jellyfin, '/Sessions');
is(jellyfin.count('/Items'), items, 'no item is asked for');
renameSync(at('media/away.mkv'), at('media/back.mkv'));
jellyfin.items.bbbb.MediaSources[0].Path = '/media/back.mkv';
n = await polls(jellyfin, '/Sessions', 'jf-sbbbb', at('media/back.mkv'));
ok(n <= MOST, `Jellyfin: found within two polls (${n})`);

jellyfin.items.bbbb.MediaSources.push({ Id: 'cccc', Path: '/media/first.mkv' });
film.PlayState = { MediaSourceId: 'cccc' };
ok(await row('jf-sbbbb', (r) => r.parts.includes('first')),
	'another version plays');
renameSync(at('media/first.mkv'), at('media/third.mkv'));
jellyfin.items.bbbb.MediaSources[1].Path = '/media/third.mkv';
n = await polls(jellyfin, '/Sessions', 'jf-sbbbb', at('media/third.mkv'));
ok(n <= MOST, `Jellyfin: another version, too (${n})`);

// What comes back under its own name is seen at once, too.
renameSync(at('media/new.mkv'), at('media/gone.mkv'));
await row('plex-s42', (r) => r.media_error);
renameSync(at('media/gone.mkv'), at('media/new.mkv'));
n = await polls(plex, '/status/sessions', 'plex-s42', at('media/new.mkv'));
ok(n <= MOST, `back again within two polls (${n})`);

// A trailer from the network is not the token's fault.
plex.play({ key: '50', title: 'A trailer' });
plex.sessions.at(-1).type = plex.items['50'].type = 'clip';
plex.sessions.at(-1).subtype = 'trailer';
const { media_error: why } = await row('plex-s50', (r) =>
	/trailer/.test(r.media_error));
like(why, /from the network/, 'a trailer says so');
ok(!/TOKEN/.test(why), 'and blames no token');

await poller.stop();
await done();
