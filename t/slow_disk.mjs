#!/usr/bin/env node
// A file that takes longer to read than a request may wait: the work goes on.
import { chmodSync, copyFileSync, existsSync, readFileSync, renameSync,
	writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, table, where } from './lib/films.mjs';
import { picture, shown } from './lib/frames.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const FILM = 'h264-aac.mkv';
await ready(FILM);
const dir = tmpdir();
const times = await table(FILM);
const film = (name) => {
	copyFileSync(where(FILM), join(dir, name));
	return join(dir, name);
};

// ffprobe on a disk that sleeps until its motor runs: each read waits.
const probe = join(dir, 'ffprobe'), runs = join(dir, 'runs');
const awake = (name) => join(dir, `${name}.awake`);
writeFileSync(runs, '');
writeFileSync(probe, `#!/bin/sh
echo "$*" >> ${runs}
case "$*" in
*/sleeps.mkv*) while [ ! -e ${awake('sleeps')} ]; do sleep 0.1; done ;;
*/broken.mkv*) while [ ! -e ${awake('broken')} ]; do sleep 0.1; done ;;
esac
exec ffprobe "$@"
`);
chmodSync(probe, 0o755);

const jellyfin = await fakeJellyfin();
const s = await stack({ env: { FFPROBE_PATH: probe, JELLYFIN_URL: jellyfin.url,
	JELLYFIN_API_KEY: jellyfin.key } });
const begun = (name) => readFileSync(runs, 'utf8').split('\n')
	.filter((line) => line.includes(name)).length;
const play = (id, path) => {
	jellyfin.play({ id, file: path });
	return until(async () => (await s.sessions()).some((one) =>
		one.session_id === `jf-s${id}` && one.media_available), id);
};
const shot = async (id) => {
	const since = Date.now();
	const a = await s.post('/api/capture/screenshot',
		{ session_id: `jf-s${id}`, timestamp_seconds: 4 });
	return { ...a, ms: Date.now() - since };
};
const n = async (a) => a.json.file_name &&
	(await picture(join(s.captures, a.json.file_name)))?.n;

writeFileSync(join(dir, 'broken.mkv'), 'no film');
await play('broken', join(dir, 'broken.mkv'));
await play('sleeps', film('sleeps.mkv'));
const pending = [shot('sleeps'), shot('broken')];
await play('quick', film('quick.mkv'));
const quick = await shot('quick');
is(await n(quick), shown(times, 4).n, 'another disk is not held up');
ok(quick.ms < 10000, `  ${quick.ms} ms`);
const [late, bad] = await Promise.all(pending);
for (const a of [late, bad]) {
	is(a.status, 504, `too late: ${a.status} after ${a.ms} ms`);
	ok(a.ms < 40000, '  but not for ever');
	like(a.json.detail, /still being read.*keeps reading.*try again/, '  says so');
}

// The disk is awake: who asks again has what was read meanwhile.
const asked = begun('sleeps');
writeFileSync(awake('sleeps'), '');
await until(() => s.sql("SELECT count(*) FROM media_files WHERE path LIKE " +
	"'%sleeps%'") === '1', 'the job to keep what it read');
const again = await shot('sleeps');
is(await n(again), shown(times, 4).n, 'the second press succeeds');
is(begun('sleeps'), asked, '  without another look at the file');

// One that comes to nothing says why, to the request that waits for it.
const waiting = shot('broken');
const before = begun('broken');
await until(() => begun('broken') > before, 'it to be read at once');
await until(() => s.sql("SELECT count(*) FROM jobs WHERE path LIKE " +
	"'%broken%'") === '1', 'its job');
writeFileSync(awake('broken'), '');
const why = await waiting;
is(why.status, 422, `no film: ${why.text}`);
like(why.json.detail, /cannot be read as a film/, '  says why');

// A job that is not done yet holds up no stop.
renameSync(awake('sleeps'), join(dir, 'asleep'));
writeFileSync(join(dir, 'sleeps.mkv'), readFileSync(where(FILM)));
await until(() => begun('sleeps') > asked, 'it to be read again');
const since = Date.now();
await s.stop();
ok(Date.now() - since < 8000, `stopped after ${Date.now() - since} ms`);
ok(existsSync(probe), 'done');

await done();
