#!/usr/bin/env node
// Two at once: Retry twice, a clip deleted and asked for again while its
// process is still ending, two daemons' processes on one clip.  Whoever comes
// late changes nothing and deletes nothing.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { FILM, Gates, gone, hold, jobDaemon, playable, processes, scene,
	swept, whole, workdirs } from '../lib/scene.mjs';
import { done, is, like, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const ffmpeg = new Gates(dir), ffprobe = new Gates(join(dir, 'probe'), 'ffprobe');
const { s, shot, clip } = await scene({ dir, env: { FFMPEG_PATH: ffmpeg.path,
	FFPROBE_PATH: ffprobe.path, CLIP_JOBS: '2', SLOW_WORKERS: '4' } });
const kill = (pid, signal = 'SIGKILL') => process.kill(pid, signal);
const retry = (id) => s.post(`/api/captures/${id}/retry`);
const row = async (id) => (await s.get(`/api/captures/${id}`)).json;
const file = (c) => join(s.captures, c.file_name);
const errands = () => processes(s, /mediasnap-jobs --clip/).map(({ pid }) => pid);
const jobs = () => s.sql("SELECT count(*) FROM jobs WHERE kind = 'clip'");
const workers = () => processes(s, /mediasnap-api$/)
	.filter(({ args }) => !/multiwatch|spawn-fcgi/.test(args));

// A worker has one socket more while it answers.
const sockets = (pid) => readdirSync(`/proc/${pid}/fd`).length;
async function answering(idle) {
	return until(() => workers().find(({ pid }) => idle.has(pid) &&
		sockets(pid) > idle.get(pid))?.pid, 'a worker to take the request');
}

// The row of a film's facts, taken away and put back: who asks while it is
// away runs ffprobe, which waits at its gate.
const FACTS = "path LIKE '%/" + FILM + "'";
function forget() {
	s.sql('CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM media_files ' +
		`WHERE ${FACTS}; DELETE FROM media_files WHERE ${FACTS}`);
}
function remember() {
	s.sql('INSERT OR IGNORE INTO media_files SELECT * FROM kept; DROP TABLE kept');
}

async function failedShot() {
	ffmpeg.shut('before');
	const answer = shot();
	const pid = await ffmpeg.at('before');
	const id = workdirs(s)[0];
	for (const worker of workers())
		if (processes({ pid: worker.pid }, /./).some((p) => p.pid === pid))
			kill(worker.pid);
	await answer;
	await gone(pid);
	ffmpeg.open('before');
	await swept(s);
	return row(id);
}

// The second has seen that it failed, and is slower than the first.
{
	const c = await failedShot();
	is(c.status, 'failed', 'a screenshot that failed');
	forget();
	ffprobe.shut('before');
	const second = retry(c.id);
	await ffprobe.at('before');
	remember();
	const first = await retry(c.id);
	is([first.status, first.json.status], [200, 'complete'], '  Retry makes it');
	ffprobe.open('before');
	const answer = await second;
	is(answer.status, 409, '  a slower Retry comes too late');
	like(answer.json.detail, /complete/, `  ${answer.json.detail}`);
	is((await row(c.id)).error_message, null, '  the row stays complete');
	ok(await playable(file(c)), '  and has its file');
	is(workdirs(s), [], '  no work is left over');
}

// The second comes while the first is at it.
{
	const c = await failedShot();
	forget();
	ffprobe.shut('before');
	const second = retry(c.id);
	await ffprobe.at('before');
	remember();
	ffmpeg.shut('before');
	const first = retry(c.id);
	await ffmpeg.at('before');
	ffprobe.open('before');
	const answer = await second;
	is(answer.status, 409, 'Retry twice at once: the second gets 409');
	like(answer.json.detail, /pending/, `  ${answer.json.detail}`);
	is((await retry(c.id)).status, 409, '  the third too');
	ffmpeg.open('before');
	is((await first).status, 200, '  the first makes it');
	ok(await playable(file(c)), '  it has its file');
}

// Deleted while it is made again: neither row nor file.
{
	const c = await failedShot();
	ffmpeg.shut('after');
	const first = retry(c.id);
	await ffmpeg.at('after');
	is((await s.delete(`/api/captures/${c.id}`)).status, 200,
		'a screenshot is deleted while it is made');
	ffmpeg.open('after');
	is((await first).status, 409, '  who waited for it is told');
	is([existsSync(file(c)), workdirs(s)], [false, []], '  nothing is left');
}

async function failedClip() {
	ffmpeg.shut('before');
	const { id } = (await clip({ precise: true })).json;
	kill(await ffmpeg.at('before'));
	ffmpeg.open('before');
	const c = await s.settled(id);
	is(c.status, 'failed', 'a clip that failed');
	await until(() => jobs() === '0', 'the queue to be empty');
	return c;
}

// Both have seen that it failed.
{
	const c = await failedClip();
	const lock = await hold(s);
	const both = [retry(c.id), retry(c.id)];
	await lock.close();
	is((await Promise.all(both)).map(({ status }) => status).sort(), [200, 409],
		'Retry of a clip twice at once: once 200, once 409');
	is((await s.settled(c.id)).status, 'complete', '  it is made');
	await until(() => jobs() === '0', 'the queue to be empty');
}

// The second has seen that it failed, and is stopped until it is complete.
{
	const c = await failedClip();
	const idle = new Map(workers().map(({ pid }) => [pid, sockets(pid)]));
	const lock = await hold(s);
	const second = retry(c.id);
	const worker = await answering(idle);
	await until(() => /^State:\s+S/m.test(readFileSync(
		`/proc/${worker}/status`, 'latin1')), 'it to wait for the database');
	kill(worker, 'SIGSTOP');
	await lock.close();
	is((await retry(c.id)).status, 200, '  Retry');
	is((await s.settled(c.id)).status, 'complete', '  it is made');
	await until(() => jobs() === '0', 'the queue to be empty');
	kill(worker, 'SIGCONT');
	const answer = await second;
	is(answer.status, 409, '  a slower Retry comes too late');
	is(jobs(), '0', '  and queues nothing');
	ok(await playable(file(c)), '  the clip has its file');
}

const claimed = () => s.sql('SELECT count(*), max(tries) FROM jobs ' +
	"WHERE kind = 'clip' AND claim IS NOT NULL");
const turns = async (n = 3) => {
	const beats = () => Number(s.sql(
		"SELECT boot_ms FROM heartbeats WHERE daemon = 'jobs'"));
	for (let i = 0; i < n; i++) {
		const before = beats();
		await until(() => beats() > before, 'a turn of the job daemon');
	}
};

// Deleted and asked for again at once: the one that is still ending, since
// its FFmpeg does not hear, has nothing to do with the new one.
{
	ffmpeg.shut('before');
	ffmpeg.deaf();
	const old = (await clip({ precise: true })).json;
	await ffmpeg.at('before');
	const [dying] = errands();
	ffmpeg.shut('before');		// the next one's arrival is news
	ffmpeg.deaf(false);
	is((await s.delete(`/api/captures/${old.id}`)).status, 200,
		'a running clip is deleted');
	const c = (await clip({ precise: true })).json;
	await ffmpeg.at('before');
	const [own] = errands().filter((pid) => pid !== dying);
	await gone(dying);
	await turns();
	is([claimed(), errands()], ['1|1', [own]],
		'  and asked for again: the new one is made once');
	ffmpeg.open('before');
	is((await s.settled(c.id)).status, 'complete', '  and complete');
	await until(() => jobs() === '0', 'the queue to be empty');
}

// The daemon is killed; its process is still ending while the next daemon's
// waits for the work folder.
{
	ffmpeg.shut('before');
	ffmpeg.deaf();
	const c = (await clip({ precise: true })).json;
	await ffmpeg.at('before');
	const [dying] = errands();
	ffmpeg.shut('before');
	ffmpeg.deaf(false);
	const daemon = await jobDaemon(s);
	kill(daemon);
	await gone(dying);
	await ffmpeg.at('before');
	await turns();
	is([claimed(), errands().length], ['1|2', 1],
		'the daemon is killed: its clip is made by one process');
	ffmpeg.open('before');
	is((await s.settled(c.id)).status, 'complete', '  and complete');
	await until(() => jobs() === '0', 'the queue to be empty');
}

// A clip's file is in its place, and what it was made for has changed just
// now: its process leaves file and row as they are.
async function late(change, what) {
	ffmpeg.shut('after');
	const c = (await clip({ precise: true })).json;
	await ffmpeg.at('after');
	const [process] = errands();
	const lock = await hold(s, `BEGIN IMMEDIATE; ${change}`);
	ffmpeg.open('after');
	await until(() => existsSync(file(c)), 'the file to be in its place');
	await lock.commit();
	await gone(process);
	ok(await playable(file(c)), `${what}: its file is left`);
	return c;
}
{
	const c = await late("UPDATE jobs SET claim = 1 WHERE kind = 'clip'",
		'a job is another\'s');
	is((await row(c.id)).status, 'pending', '  its row too');
	s.sql('UPDATE jobs SET claim = NULL WHERE claim = 1');
	is((await s.settled(c.id)).status, 'complete', '  whose it is makes it');
}
{
	const c = await late("UPDATE captures SET status = 'failed' " +
		"WHERE status = 'pending'", 'a row is no longer pending');
	is((await row(c.id)).status, 'failed', '  it stays as it is');
	await until(() => jobs() === '0', 'the queue to be empty');
	is((await retry(c.id)).status, 200, '  and can be retried');
	is((await s.settled(c.id)).status, 'complete', '  and made');
	await until(() => jobs() === '0', 'the queue to be empty');
}

is(await whole(s), [], 'all is whole');
is(await s.stop(), 0, 'stops with exit 0');
await done();
