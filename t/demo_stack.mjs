#!/usr/bin/env node
// MediaSnap with nothing set up: the demo through the real stack, from the
// page down to the frame that a screenshot shows.
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { builddir, descendants, stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

// The films are shared with the other test of the demo, and kept.
const dir = tmpdir();
const films = join(builddir, 't/demo-films');
mkdirSync(join(dir, 'data'));
mkdirSync(films, { recursive: true });
symlinkSync(films, join(dir, 'data/demo'));

const s = await stack({ dir });
like(s.process.output, /This is the demo.*PLEX_URL/,
	'it says that it is the demo, and how to connect real servers');
like((await s.get('/')).text, /<meta name="mediasnap-demo" content="1">/,
	'so does the page');

const list = await until(async () => {
	const all = await s.sessions();
	return all?.length === 2 && all;
}, 'two sessions', 30000);
const plex = list.find((one) => one.source === 'plex');
const jellyfin = list.find((one) => one.source === 'jellyfin');
is([plex.title, plex.subtitle, plex.year, plex.user, plex.player],
	['Slow Light', 'S01E03 — Northern Lights', 2024, 'ann',
		'Living Room TV'], 'an episode on Plex');
is([jellyfin.subtitle, jellyfin.user, jellyfin.duration_seconds],
	['', 'ben', 240], 'a film on Jellyfin');
for (const one of list) {
	is([one.media_available, one.media_error], [true, null],
		`${one.source}: its file can be read`);
	const thumb = await s.get(one.thumbnail_url);
	is([thumb.status, thumb.headers['content-type']], [200, 'image/jpeg'],
		`${one.source}: it has a thumbnail`);
}
const health = (await s.get('/api/health')).json;
is([health.sources.plex.ok, health.sources.jellyfin.ok], [true, true],
	'both servers are well');

// Gray pixels of the clock below the picture, of one frame or several.
function clocks(file, seek, count) {
	const r = spawnSync('ffmpeg', ['-v', 'error', ...seek, '-i', file,
		'-frames:v', `${count}`, '-vf', 'crop=320:64:950:656,format=gray',
		'-f', 'rawvideo', '-'], { maxBuffer: 1 << 26 });
	const size = 320 * 64;
	return Array.from({ length: r.stdout.length / size },
		(_, i) => r.stdout.subarray(i * size, (i + 1) * size));
}
const apart = (a, b) => a.reduce((sum, v, i) => sum + Math.abs(v - b[i]), 0);

// Which of three seconds' frames a picture shows, by its clock.
function frame(file, film, second) {
	const [seen] = clocks(file, [], 1);
	const all = clocks(film, ['-ss', `${second - 1}`], 72);
	const by = all.map((one) => apart(seen, one));
	return (second - 1) * 24 + by.indexOf(Math.min(...by));
}

for (const one of list) {
	const shot = (await s.post('/api/capture/screenshot', {
		session_id: one.session_id, media_key: one.media_key,
		timestamp_seconds: 100.52 }));
	is([shot.status, shot.json.status, shot.json.width, shot.json.height],
		[200, 'complete', 1280, 720], `${one.source}: a screenshot`);
	is(frame(join(s.captures, shot.json.file_name), one.media_path, 100),
		100 * 24 + 12, `${one.source}: shows the very frame`);

	const clip = (await s.post('/api/capture/clip',
		{ session_id: one.session_id, relative_seconds: -10 })).json;
	is(clip.status, 'pending', `${one.source}: a clip is taken on`);
	const made = await s.settled(clip.id);
	is([made.status, made.error_message], ['complete', null],
		`${one.source}: and cut`);
	ok(Math.abs(made.duration_seconds - 10) < 0.2,
		`${one.source}: it lasts ten seconds`, made.duration_seconds);
}

const family = descendants(s.process.pid).map((p) => p.pid);
ok(family.length > 5, 'it has its processes');
is(await s.stop(), 0, 'SIGTERM ends it');
const left = family.filter((pid) => {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
});
is(left, [], 'and the demo with it');
await done();
