#!/usr/bin/env node
// Filmstrips, samples of clips and pictures: one client leaves places for
// others, work that nobody waits for ends, and what is kept has a size that
// holds.
import { readdirSync, statSync } from 'node:fs';
import http from 'node:http';
import { join } from 'node:path';
import { PICTURE } from '../lib/fake.mjs';
import { ID, processes, program, scene } from '../lib/scene.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const MB = 1 << 20;
const FRAMES_MAX = 192 * MB, PICTURES_MAX = 256 * MB;
const dir = tmpdir();

// Strips hang at first; later they come out as large as they are told to.
const tool = join(dir, 'ffmpeg');
const strips = (then) => program(tool, `#!/bin/sh
case "$*" in *tile=*|*/sample.*) ;; *) exec ffmpeg "$@" ;; esac
for out; do :; done
${then}
`);
strips('exec sleep 600');
const { s, plex } = await scene({ dir, env: { FFMPEG_PATH: tool,
	SLOW_WORKERS: '8' } });
const path = (at, more = '') => `/api/sessions/${ID}/frames?at=${at}&count=60` +
	`&step=0.1&width=1280${more}`;
const sample = (at) => `/api/sessions/${ID}/clip_size?start_seconds=${at}` +
	`&end_seconds=${at + 5}&precise=1`;
const shot = (localAddress) => s.request('/api/capture/screenshot',
	{ method: 'POST', body: { session_id: ID }, localAddress });
const size = (folder) => readdirSync(join(s.env.RUN_DIR, folder),
	{ recursive: true }).reduce((n, name) => {
	try {
		const st = statSync(join(s.env.RUN_DIR, folder, name));
		return n + (st.isFile() ? st.size : 0);
	} catch {
		return n;	// gone meanwhile
	}
}, 0);
const hanging = () => processes(s, /^sleep 600/).length;

// A request whose client can leave.
function ask(target) {
	const a = { status: null };
	a.request = http.get(`${s.url}${target}`, { agent: false }, (res) => {
		a.status = res.statusCode;
		res.resume();
	});
	a.request.on('error', () => {});
	return a;
}

for (const round of ['at once', 'again']) {
	const asked = Array.from({ length: 20 }, (_, n) => ask(n % 2
		? sample(n / 20) : path(n / 10).replace('1280', '160')));
	await until(() => asked.filter(({ status }) => status === 429).length === 14 &&
		hanging() === 6, `six of twenty to be at work ${round}`, 30000);
	ok(true, `20 strips and samples ${round}: one client has six of eight workers`);
	const [mine, other] = [await shot('127.0.0.1'), await shot('127.0.0.2')];
	is([mine.status, other.status], [200, 200],
		'  captures are made meanwhile, its own and others\'');
	is((await s.get('/api/captures')).status, 200, '  and the gallery is read');
	const since = Date.now();
	for (const { request } of asked)
		request.destroy();
	await until(() => hanging() === 0, 'what nobody waits for to end', 20000);
	ok(true, `  it leaves: its work has ended after ${Date.now() - since} ms`);
	await until(() => readdirSync(join(s.captures, '.work')).length === 0,
		'its samples to be removed', 20000);
}
for (const what of ['frames?count=2', 'streams', sample(1).split('/').at(-1)]) {
	const a = await s.get(`/api/sessions/${ID}/${what}`,
		{ 'sec-fetch-site': 'cross-site' });
	is(a.status, 403, `${what}: not for a page of another site`);
}

// Each of 30 MB: the cache drops its oldest and serves on.
strips('ffmpeg "$@" && head -c 30000000 /dev/zero >>"$out"');
let most = 0;
for (let n = 0; n < 10; n++) {
	const a = await s.get(path(n / 20, '&format=json'));
	most = Math.max(most, size('frames'));
	if (a.status !== 200 || n === 9)
		is(a.status, 200, `ten large strips, one by one: ${a.text.slice(0, 80)}`);
}
const last = await s.get(path(9 / 20));
is([last.status, last.bytes.length > 30e6], [200, true], '  the last is there');
const many = Array.from({ length: 6 }, (_, n) => s.get(path(1 + n / 20)));
const watch = setInterval(() => { most = Math.max(most, size('frames')); }, 5);
const got = (await Promise.all(many)).map(({ status }) => status);
clearInterval(watch);
ok(got.every((status) => [200, 503].includes(status)) && got.includes(200),
	`six at once: ${got}`);
ok(most <= FRAMES_MAX, `never more than ${FRAMES_MAX / MB} MB: ${most / MB | 0} MB`);
strips('ffmpeg "$@" && head -c 90000000 /dev/zero >>"$out"');
const huge = await s.get(path(3));
is(huge.status, 422, 'one that is too large is refused');
like(huge.json?.detail ?? '', /more than 48 MB/, `  ${huge.json?.detail}`);
is(readdirSync(join(s.env.RUN_DIR, 'frames')).filter((name) =>
	/part/.test(name)), [], '  nothing is left of it');

// Pictures: members that mean nothing make no new key, and it stays small.
const thumb = (n) => '/api/proxy/plex?path=' +
	encodeURIComponent(`/library/metadata/${n}/thumb/1`);
const kept = () => readdirSync(join(s.env.RUN_DIR, 'thumbnails'),
	{ recursive: true }).filter((name) => /[0-9a-f]{32}$/.test(name)).length;
for (let n = 0; n < 20; n++)
	await s.get(`${thumb(1)}${n ? `&x=${n}` : ''}`);
for (const query of [`?x=1&path=${encodeURIComponent('/library/metadata/1/thumb/1')}`,
	'?path=/library/metadata/1/thumb/1', `${thumb(1).slice(15).replaceAll('%2F', '%2f')}`,
	`${thumb(1).slice(15)}&Path=%2Flibrary%2Fmetadata%2F2%2Fthumb%2F1`])
	is((await s.get(`/api/proxy/plex${query}`)).status, 200, `plex${query}`);
is([kept(), plex.count('/library/metadata/1/thumb/1'),
	plex.count('/library/metadata/2/thumb/1')], [1, 3, 0],
	'one picture under one key, whatever else is asked');
is((await s.get(`${thumb(1)}&path=x`)).status, 400, 'two of them are none');
const large = Buffer.concat([PICTURE, Buffer.alloc(250 << 10)]);
const larger = Buffer.concat([PICTURE, Buffer.alloc(270 << 10)]);
plex.extra['/library/metadata/3/thumb/1'] = (req, res) => res.end(larger);
await s.get(thumb(3));
is([kept(), (await s.get(thumb(3))).bytes.length], [1, larger.length],
	'a larger picture is shown and not kept');
for (let n = 100; n < 1600; n += 50)
	await Promise.all(Array.from({ length: 50 }, (_, i) => {
		plex.images[`/library/metadata/${n + i}/thumb/1`] = { body: large };
		return s.get(thumb(n + i));
	}));
ok(size('thumbnails') <= PICTURES_MAX && kept() > 400,
	`1,500 large pictures: ${kept()} are kept, ${size('thumbnails') / MB | 0} MB`);
is((await s.get(thumb(1599))).status, 200, '  and more are shown');
ok(!/cache keys zone|no memory/.test(s.log()), '  without a word', s.log().slice(-500));
await s.stop();
await done();
