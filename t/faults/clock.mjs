#!/usr/bin/env node
// A wall clock that jumps by hours, as on a machine without a battery: what
// plays goes on from where it is, captures are made, and nothing is swept.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes, scene, verbs, whole } from '../lib/scene.mjs';
import { srcdir } from '../lib/stack.mjs';
import { done, is, ok, tmpdir, until } from '../lib/tap.mjs';

const HOUR = 3600;
const CLOSE_S = 1.3;
const dir = tmpdir();
const library = join(dir, 'jump.so'), by = join(dir, 'jump');
execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', library,
	join(srcdir, 't/faults/jump.c'), '-ldl']);

// A build with ASan lets nothing go before it, unless it is told to.
const ASAN_OPTIONS = `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0`;

function jump(seconds) {
	writeFileSync(`${by}.new`, `${seconds}\n`);
	renameSync(`${by}.new`, by);
}

jump(0);
const { s, plex } = await scene({ dir, more: { duration: 600000 },
	env: { LD_PRELOAD: library, CLOCK_JUMP: by, ASAN_OPTIONS } });
const { shot, clip } = verbs(s);
// The daemons: an errand of theirs that begins or ends has no maps to read.
for (const name of ['api', 'jobs', 'poller --source plex']) {
	const all = processes(s, new RegExp(`mediasnap-${name}$`));
	ok(all.length && all.every(({ pid }) =>
		readFileSync(`/proc/${pid}/maps`, 'latin1').includes(library)),
		`${name} lives by that clock`);
}

// It plays on; the truth is what the stand-in says.
const started = Date.now();
const AT_MS = 1000;
const truth = () => (AT_MS + Date.now() - started) / 1000;
const [session] = plex.sessions;
const tell = () => {
	session.viewOffset = Math.round(truth() * 1000);
	session.Player.state = 'playing';
};
const playing = async () => {
	const a = await s.get('/api/sessions');
	return { stale: a.headers['x-mediasnap-stale'], one: a.json[0],
		off: Math.abs((a.json[0]?.position_seconds ?? NaN) - truth()) };
};
tell();
await until(async () => (await playing()).one?.state === 'playing', 'it to play');

for (const [seconds, what] of [[HOUR, 'an hour on'], [-HOUR, 'an hour back'],
	[-86400 * 400, 'a year back'], [0, 'right again']]) {
	jump(seconds);
	tell();
	const polls = plex.count(/status.sessions/);
	await until(() => plex.count(/status.sessions/) > polls + 3, 'some polls');
	const seen = await playing();
	is([seen.stale, seen.one?.state], [undefined, 'playing'],
		`${what}: it still plays`);
	ok(seen.off < CLOSE_S, '  where it is', `${seen.off} s off`);
	is((await s.get('/api/health')).json.status, 'ok', '  health is well');
	const taken = await shot({ timestamp_seconds: 3 });
	is(taken.status, 200, '  a screenshot', JSON.stringify(taken.json));
	ok(Math.abs(Date.parse(taken.json.created_at) - Date.now() -
		seconds * 1000) < 60000, '  of the time that the clock tells',
		taken.json.created_at);
	const made = await clip({ start_seconds: 1, end_seconds: 3 });
	is((await s.settled(made.json.id)).status, 'complete', '  and a clip');
	is((await s.get('/api/captures?limit=2')).json.map(({ id }) => id),
		[made.json.id, taken.json.id], '  newest first');
}
is(await whole(s), [], 'all is whole');
ok(existsSync(s.captures), 'the folder too');
is(await s.stop(), 0, 'it stops with exit 0');
await done();
