#!/usr/bin/env node
// The process of a clip, the job daemon, FFmpeg, or all of it, killed at each
// step; and FFmpeg that does not hear.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Gates, alive, gone, hold, processes, scene, swept, verbs, whole,
	workdirs }
	from '../lib/scene.mjs';
import { descendants, stack } from '../lib/stack.mjs';
import { done, is, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const gates = new Gates(dir);
let { s, shot, clip } = await scene({ dir, env: { FFMPEG_PATH: gates.path } });
const kill = (pid, signal = 'SIGKILL') => process.kill(pid, signal);
const daemon = () => processes(s, /mediasnap-jobs$/)[0]?.pid;
const errand = () => processes(s, /mediasnap-jobs --clip/)[0]?.pid;
const ended = async () => {
	await until(() => s.sql("SELECT count(*) FROM jobs WHERE kind = 'clip'") === '0',
		'the queue to be empty', 40000);
	await until(() => !workdirs(s).length, 'the work to be tidied up');
};
const foreign = ['clip.mp4', '11111111-2222-4333-8444-555555555555.mp4'];
for (const name of foreign)
	writeFileSync(join(s.captures, name), 'not ours');
const kept = [...foreign, (await shot()).json.file_name];
const precise = { precise: true };

// A clip held at a gate: its id, its process, FFmpeg's.
async function at(gate) {
	gates.shut(gate);
	const { id } = (await clip(precise)).json;
	const ffmpeg = await gates.at(gate);
	return { id, ffmpeg, errand: errand() };
}

// Its file is in its place, and its row not yet changed.
async function published() {
	const c = await at('after');
	const lock = await hold(s);
	gates.open('after');
	await until(() => existsSync(join(s.captures, `${c.id}.mp4`)),
		'the file to be in its place', 30000);
	return { ...c, lock };
}

async function complete(id, how) {
	const c = await s.settled(id);
	is([c.status, c.error_message], ['complete', null], `${how}: it is made`);
	await ended();
	is(await whole(s, kept), [], '  all is whole');
}

for (const gate of ['before', 'half', 'after']) {
	const c = await at(gate);
	kill(c.errand);
	await gone(c.ffmpeg);
	gates.open(gate);
	await complete(c.id, `its process is killed (${gate})`);

	if (gate === 'before')
		continue;
	const d = await at(gate);
	const old = daemon();
	kill(old);
	await gone(old);
	gates.open(gate);
	await Promise.all([gone(d.errand), gone(d.ffmpeg)]);
	await complete(d.id, `the job daemon is killed (${gate})`);
}

// Its file is there already: it is made once more, and there once.
{
	const c = await published();
	kill(c.errand);
	await gone(c.errand);
	await c.lock.close();
	await complete(c.id, 'its process is killed before the row is changed');
}

// The former process takes its time to end: the next one waits for it.
{
	gates.deaf();
	const c = await at('before');
	gates.deaf(false);
	const old = daemon();
	kill(old);
	await until(() => daemon() && daemon() !== old, 'the next daemon');
	gates.open('before');
	await complete(c.id, 'FFmpeg does not hear that it should end');
}

// FFmpeg dies: that is a failure with its reason, and Retry makes it.
{
	const c = await at('half');
	kill(c.ffmpeg);
	gates.open('half');
	const failed = await s.settled(c.id);
	is([failed.status, failed.error_message], ['failed',
		'this was stopped by signal 9'], 'FFmpeg is killed');
	await ended();
	is((await s.post(`/api/captures/${c.id}/retry`)).status, 200, '  retry');
	await complete(c.id, '  again');
}

// Waiting ones outlive the daemon; each that dies has three tries.
{
	const old = daemon();
	kill(old, 'SIGSTOP');
	const { id } = (await clip(precise)).json;
	kill(old);
	await gone(old);
	await complete(id, 'the daemon is killed before it begins');
	const c = await at('before');
	for (let n = 1; n <= 3; n++) {
		const victim = await until(errand, `try ${n}`);
		await gates.at('before');
		gates.shut('before');
		kill(victim);
		await gone(victim);
	}
	const failed = await s.settled(c.id);
	ok(failed.status === 'failed' && /three times/.test(failed.error_message),
		'what dies three times has failed', failed.error_message);
	gates.open('before');
	await swept(s);
}

// Deleted while FFmpeg hangs without a word: it ends at once.
{
	const c = await at('before');
	is((await s.delete(`/api/captures/${c.id}`)).status, 200,
		'a clip is deleted while FFmpeg hangs');
	await gone(c.errand);
	ok(!alive(c.ffmpeg), '  FFmpeg is ended');
	gates.open('before');
	await ended();
	is(await whole(s, kept), [], '  nothing is left');
}

// Deleted when its file is in its place already.
{
	const c = await published();
	const removal = s.delete(`/api/captures/${c.id}`);
	await c.lock.close();
	const status = (await removal).status;
	await ended();
	await gone(c.errand);
	is([status, existsSync(join(s.captures, `${c.id}.mp4`))], [200, false],
		'a clip is deleted as it becomes complete');
	is(await whole(s, kept), [], '  nothing is left');
}

// All of it, as when the power goes; and told to stop while FFmpeg hangs.
for (const [gate, signal] of [['half', 'SIGKILL'], ['before', 'SIGTERM']]) {
	const c = await at(gate);
	const all = [s.pid, ...descendants(s.pid).map(({ pid }) => pid)];
	const since = Date.now();
	kill(s.pid, signal);
	await Promise.all(all.map(gone));
	ok(true, `${signal} to the launcher (${gate}): no process is left ` +
		`(${Date.now() - since} ms)`);
	gates.open(gate);
	s = await stack({ dir, env: s.env });
	({ clip } = verbs(s));
	await complete(c.id, '  after the start');
}
is(await s.stop(), 0, 'stops with exit 0');
is(workdirs(s), [], 'no work is left over');
await done();
