#!/usr/bin/env node
// Mixed use for SOAK_SECONDS (600): descriptors, processes, memory and the
// write-ahead log must not grow.  Not part of check: `make soak`.
import http from 'node:http';
import { connect } from 'node:net';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { where } from './lib/films.mjs';
import { fakeJellyfin } from './lib/jellyfin.mjs';
import { FILM, scene, whole, workdirs } from './lib/scene.mjs';
import { descendants } from './lib/stack.mjs';
import { done, is, ok, until } from './lib/tap.mjs';

// Neighbours fill the queue, and who comes after them waits for all of it.
const QUEUE_MS = 600000;
const SECONDS = Number(process.env.SOAK_SECONDS ?? 600);
const jellyfin = await fakeJellyfin();
jellyfin.play({ id: 'bbbb', file: where(FILM), title: 'Heat' });
const { s, plex, shot, clip } = await scene({ life: (SECONDS + 300) * 1000 + 2 * QUEUE_MS,
	sessions: 2, servers: {
	JELLYFIN_URL: jellyfin.url, JELLYFIN_API_KEY: 'jellyfin-secret' } });
const picture = (n) => `/api/proxy/plex?path=${encodeURIComponent(
	`/library/metadata/${n}/thumb/1`)}`;

// What may come and go is counted at rest only.
function measure() {
	const all = [{ pid: s.pid, args: 'mediasnap' }, ...descendants(s.pid)]
		.filter(({ args }) => !/cache loader/.test(args));
	const sum = (fn) => all.reduce((n, { pid }) => {
		try {
			return n + fn(pid);
		} catch {
			return n;
		}
	}, 0);
	return {
		processes: all.length,
		descriptors: sum((pid) => readdirSync(`/proc/${pid}/fd`).length),
		kilobytes: sum((pid) => Number(/^Pss:\s+(\d+)/m.exec(
			readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1])),
		wal: statSync(`${s.dbPath}-wal`).size >> 10,
	};
}

async function rest() {
	await until(async () => {
		const { jobs } = (await s.get('/api/health')).json;
		return !jobs.queued && !jobs.running && !workdirs(s).length &&
			!descendants(s.pid).some(({ args }) => /ffmpeg|--clip|--sweep/.test(args));
	}, 'it to be at rest', QUEUE_MS);
	return measure();
}

const tally = {};
const count = (what, status) => {
	tally[`${what} ${status}`] = (tally[`${what} ${status}`] ?? 0) + 1;
};
let n = 0;
const acts = [
	async () => count('shot', (await shot()).status),
	async () => count('list', (await s.get('/api/captures?limit=50')).status),
	async () => count('search', (await s.get('/api/captures?q=film')).status),
	async () => count('sessions', (await s.get('/api/sessions')).status),
	async () => count('page', (await s.get('/')).status),
	async () => count('thumbnail', (await s.get(picture(n % 500))).status),
	async () => count('frames', (await s.get('/api/sessions/plex-s42/frames' +
		`?at=${n % 5}&count=4&step=0.2&width=160`)).status),
	async () => {
		const c = await clip({ precise: n % 2 === 0 });
		count('clip', c.status);
		if (c.status === 200 && n % 3)
			await s.settled(c.json.id, QUEUE_MS);
	},
	async () => {
		const [c] = (await s.get(`/api/captures?limit=1&offset=${n % 40}`)).json;
		if (c)
			count('delete', (await s.delete(`/api/captures/${c.id}`)).status);
	},
	async () => count('refused', (await s.post('/api/capture/clip', '{')).status),
	async () => {
		plex.sessions[0].viewOffset = n % 5000;
		if (n % 7 === 0)
			plex.fail(503);
		else
			plex.ok();
	},
];
// Neighbours that mean harm: none of it may stay.
const rude = [
	() => new Promise((go) => {
		const req = http.get(`${s.url}/api/sessions/plex-s42/frames?at=${n % 6}` +
			`&count=30&step=0.1&width=1000`, { agent: false });
		req.on('error', go);
		req.on('response', (res) => res.resume().on('close', go));
		setTimeout(() => { req.destroy(); go(); }, 50 + n % 200);
	}),
	() => new Promise((go) => {
		const socket = connect(s.port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\nX'));
		socket.on('error', go);
		setTimeout(() => { socket.destroy(); go(); }, 300);
	}),
	async () => {
		jellyfin.answer('[' + '{},'.repeat(500000) + '{}]', 'application/json');
		await until(() => jellyfin.count('/Sessions'), 'a poll');
		jellyfin.ok();
	},
	async () => {
		const all = Array.from({ length: 50 }, (_, i) => ({ ratingKey: `${n}x${i}`,
			sessionKey: `${n}y${i}`, title: 'x\u009b31m', Player: { state: 'playing' } }));
		plex.sessions.push(...all);
		await until(async () => (await s.sessions()).length > 50, 'invented sessions', 5000)
			.catch(() => {});
		plex.sessions = plex.sessions.filter((row) => !all.includes(row));
	},
	async () => count('big', (await s.get(`${picture(`9${n % 3000}`)}&x=${n}`)).status),
	async () => count('words', (await s.get('/api/captures?q=' +
		'a+b+c+d+e+f+g+'.repeat(14))).status),
	async () => count('cross', (await s.get(picture(1),
		{ 'sec-fetch-site': 'cross-site' })).status),
	() => Promise.all(Array.from({ length: 4 }, async () => count('many',
		(await clip({ precise: true })).status))),
];
async function use(seconds) {
	const end = Date.now() + seconds * 1000;
	const one = async () => {
		while (Date.now() < end)
			await acts[n++ % acts.length]();
	};
	const other = async () => {
		for (let k = 0; Date.now() < end; k++)
			await rude[k % rude.length]();
	};
	await Promise.all([one(), one(), one(), other()]);
	plex.ok();
}

await use(SECONDS / 5);		// caches and pools fill
const before = await rest();
console.log(`# before ${JSON.stringify(before)}`);
await use(SECONDS * 4 / 5);
const after = await rest();
console.log(`# after  ${JSON.stringify(after)}`);
console.log(`# ${n} acts: ${JSON.stringify(tally)}`);
is(after.processes, before.processes, 'as many processes');
ok(after.descriptors <= before.descriptors + 10,
	`descriptors: ${before.descriptors}, then ${after.descriptors}`);
ok(after.kilobytes <= before.kilobytes * 1.15 + 2048,
	`memory: ${before.kilobytes} kB, then ${after.kilobytes} kB`);
ok(after.wal <= Math.max(before.wal * 1.5, 8192),
	`write-ahead log: ${before.wal} KiB, then ${after.wal} KiB`);
is(Object.keys(tally).filter((k) => /5\d\d$/.test(k) && !/thumbnail|503/.test(k)),
	[], 'no error of ours');
is(await whole(s), [], 'all is whole');
is(await s.stop(), 0, 'stops with exit 0');
await done();
