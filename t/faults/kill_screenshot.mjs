#!/usr/bin/env node
// A worker, FFmpeg, or all of it, killed at each step of a screenshot.
import { existsSync, readdirSync, readlinkSync, rmSync, writeFileSync }
	from 'node:fs';
import { join } from 'node:path';
import { Gates, gone, hold, processes, scene, swept, verbs, whole, workdirs }
	from '../lib/scene.mjs';
import { descendants, stack } from '../lib/stack.mjs';
import { done, is, ok, tmpdir, until } from '../lib/tap.mjs';

const dir = tmpdir();
const gates = new Gates(dir);
let { s, shot } = await scene({ dir, env: { FFMPEG_PATH: gates.path } });
const kill = (pid) => process.kill(pid, 'SIGKILL');
const row = (id) => s.sql(`SELECT status FROM captures WHERE id = '${id}'`);
const rows = () => Number(s.sql('SELECT count(*) FROM captures'));
const parent = (pid) => descendants(s.pid).find((p) => p.pid === pid ||
	descendants(p.pid).some((c) => c.pid === pid) && /mediasnap-api/.test(p.args) &&
	!/multiwatch/.test(p.args));

// What lies there already, ours and others', must be there at the end.
const first = (await shot()).json;
const foreign = ['holiday.jpg', '11111111-2222-4333-8444-555555555555.png',
	'notes.txt'];
for (const name of foreign)
	writeFileSync(join(s.captures, name), 'not ours');
const kept = [...foreign, first.file_name];

// Each leaves what a crash leaves there; `want` is what becomes of the row.
const WORKER = {
	'before its row is written': { want: '', async reach() {
		const lock = await hold(s);
		const before = workdirs(s).length;
		const answer = shot();
		const id = await until(() => workdirs(s).length > before &&
			workdirs(s)[0], 'the work folder');
		const worker = await until(() => processes(s, /mediasnap-api$/)
			.find(({ pid }) => opened(pid, id)), 'who works in it');
		return { answer, id, victim: worker.pid, after: () => lock.close() };
	} },
	'before FFmpeg begins': { want: 'failed', reach: () => at('before') },
	'while FFmpeg writes': { want: 'failed', reach: () => at('half') },
	'before the file is in its place': { want: 'failed', reach: () => at('after') },
	'before the row is updated': { want: 'complete', async reach() {
		gates.shut('after');
		const answer = shot();
		const ffmpeg = await gates.at('after');
		const [id] = workdirs(s);
		const victim = parent(ffmpeg).pid;
		const lock = await hold(s);
		gates.open('after');
		await until(() => existsSync(join(s.captures, `${id}.jpg`)),
			'the file to be in its place');
		return { answer, id, victim, after: () => lock.close() };
	} },
};

function opened(pid, id) {
	try {
		return readdirSync(`/proc/${pid}/fd`).some((fd) => {
			try {
				return readlinkSync(`/proc/${pid}/fd/${fd}`).endsWith(id);
			} catch {
				return false;
			}
		});
	} catch {
		return false;
	}
}

async function at(gate) {
	gates.shut(gate);
	const answer = shot();
	answer.catch(() => {});	// when all of it is killed there is none
	const ffmpeg = await gates.at(gate);
	const [id] = workdirs(s);
	return { answer, id, victim: parent(ffmpeg).pid, ffmpeg,
		after: () => gates.open(gate) };
}

for (const [when, { want, reach }] of Object.entries(WORKER)) {
	const { answer, id, victim, ffmpeg, after } = await reach();
	kill(victim);
	await gone(victim);
	await after();
	const a = await answer;
	is([a.status, typeof a.json?.detail], [502, 'string'],
		`the worker is killed ${when}: 502`);
	if (ffmpeg)
		await gone(ffmpeg);
	is((await shot()).status, 200, '  the next one works');
	await swept(s);
	is(row(id), want, `  its row is ${want || 'not there'}`);
	is(await whole(s, kept), [], '  all is whole');
	if (want === 'failed') {
		const again = await s.post(`/api/captures/${id}/retry`);
		is([again.status, again.json?.status], [200, 'complete'],
			'  it can be made again');
	}
}

// FFmpeg alone: an answer that says so, and nothing is left.
for (const gate of ['before', 'half', 'after']) {
	const before = rows();
	const { answer, ffmpeg } = await at(gate);
	kill(ffmpeg);
	const a = await answer;
	gates.open(gate);
	is([a.status, a.json?.detail], [500, 'this was stopped by signal 9'],
		`FFmpeg is killed (${gate})`);
	is([rows(), workdirs(s)], [before, []], '  nothing is left of it');
}

// All of it, as when the power goes.
for (const gate of ['before', 'half', 'after']) {
	const { answer, id } = await at(gate);
	const all = [s.pid, ...descendants(s.pid).map(({ pid }) => pid)];
	kill(s.pid);
	await Promise.all(all.map(gone));
	ok(true, `the launcher is killed (${gate}): no process is left`);
	gates.open(gate);
	s = await stack({ dir, env: s.env });
	({ shot } = verbs(s));
	await swept(s);
	is(row(id), 'failed', '  after the start its row has failed');
	is(await whole(s, kept), [], '  all is whole');
	is((await shot()).status, 200, '  and it works');
}
// Pending, and its work folder is gone too: what is there of it decides.
{
	const lost = (await shot()).json;
	rmSync(join(s.captures, lost.file_name));
	s.sql("UPDATE captures SET status = 'pending' WHERE id IN " +
		`('${first.id}', '${lost.id}')`);
	await swept(s);
	is([row(first.id), row(lost.id), workdirs(s)], ['complete', 'failed', []],
		'without a work folder: settled by its file');
}
is(await s.stop(), 0, 'stops with exit 0');
is(workdirs(s), [], 'no work is left over');
await done();
