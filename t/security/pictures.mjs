#!/usr/bin/env node
// Pictures that hang at one media server hold up nothing but that server's
// pictures, and a page of another site cannot ask for any.
import { where } from '../lib/films.mjs';
import { fakeJellyfin } from '../lib/jellyfin.mjs';
import { FILM, scene } from '../lib/scene.mjs';
import { done, is, like, ok, until } from '../lib/tap.mjs';

const jellyfin = await fakeJellyfin();
jellyfin.play({ id: 'bbbb', session: 'j', file: where(FILM) }).pause(true);
const { s, plex, shot } = await scene({ sessions: 2, env: { SLOW_WORKERS: '2' },
	servers: { JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: jellyfin.key } });
const plexPicture = (n) => '/api/proxy/plex?path=' +
	encodeURIComponent(`/library/metadata/${n}/thumb/1`);
const jellyfinPicture = '/api/proxy/jellyfin?path=%2FItems%2Fbbbb%2FImages%2FPrimary';

// Another site: refused before anybody is asked, and what is kept too.
is((await s.get(plexPicture(1))).status, 200, 'a picture is shown');
const asked = plex.count(/thumb/);
for (const [site, status] of [['cross-site', 403], ['same-origin', 200], ['none', 200]])
	is((await s.get(plexPicture(1), { 'sec-fetch-site': site })).status, status,
		`Sec-Fetch-Site: ${site}`);
const refused = await s.get(plexPicture(2), { 'sec-fetch-site': 'cross-site' });
is([refused.status, typeof refused.json?.detail], [403, 'string'], '  in words');
is(plex.count(/thumb/), asked, '  Plex is not asked');

// Twenty-four that hang.
for (let n = 100; n < 124; n++)
	plex.extra[`/library/metadata/${n}/thumb/1`] = () => {};
const began = Date.now();
const hung = Array.from({ length: 24 }, (_, i) => s.get(plexPicture(100 + i)));
await until(() => plex.count(/metadata\/1\d\d\/thumb/) >= 3, 'pictures to hang');
for (const [name, ask] of [
	['a capture of Jellyfin', () => shot({ session_id: 'jf-j' })],
	['a capture of Plex', () => shot()],
	['a picture of Jellyfin', () => s.get(jellyfinPicture)],
	['a filmstrip', () => s.get('/api/sessions/jf-j/frames?at=1&count=2&width=64')],
	['the gallery', () => s.get('/api/captures')]]) {
	const since = Date.now();
	const a = await ask();
	ok(a.status === 200, `meanwhile ${name}: ${a.status} after ${Date.now() - since} ms`, a.text);
}
ok(Date.now() - began < 14000, 'before any of them has been given up');
const ends = await Promise.all(hung);
is([...new Set(ends.map(({ status }) => status))], [503], 'they are given up');
ok(Date.now() - began < 25000, `all of them after ${Date.now() - began} ms`);
like(ends.map(({ json }) => json?.detail).join(), /slow to send its pictures|in time/, '  in words');
is((await s.get(plexPicture(3))).status, 200, 'then the next is shown');
is(await s.stop(), 0, 'stops with exit 0');
await done();
