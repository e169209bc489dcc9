// The gallery while the machine is busy with captures, and what the whole
// stack weighs after that.
import { readFileSync } from 'node:fs';
import { descendants } from '../t/lib/stack.mjs';
import { at, ms, n1, n2, row } from './measure.mjs';
import { cinema, fill } from './house.mjs';

const READERS = 2;
const PAUSE_MS = 20;
const pause = () => new Promise((done) => setTimeout(done, PAUSE_MS));

// How long each page took, until busy() is false.
async function read(s, busy) {
	const times = [];
	await Promise.all(Array.from({ length: READERS }, async () => {
		while (busy()) {
			times.push(await ms(async () => {
				const a = await s.get('/api/captures?limit=50');
				if (a.status !== 200)
					throw new Error(a.text);
			}));
			await pause();
		}
	}));
	return times;
}

const post = (s, from, path, body) => s.request(path, { method: 'POST', body,
	localAddress: from });

// Twelve screenshots at once from two browsers, and two clips from a third.
async function work(s) {
	const clips = await Promise.all([200, 600].map((start) => post(s,
		'127.0.0.4', '/api/capture/clip', { session_id: 'plex-shd',
			start_seconds: start, end_seconds: start + 10,
			precise: true })));
	await Promise.all(Array.from({ length: 12 }, async (_, i) => {
		const a = await post(s, `127.0.0.${2 + i % 2}`,
			'/api/capture/screenshot', { session_id: 'plex-shd',
				timestamp_seconds: 60 + 17 * i });
		if (a.status !== 200)
			throw new Error(a.text);
	}));
	await Promise.all(clips.map((c) => s.settled(c.json.id)));
}

async function underLoad(s) {
	const end = Date.now() + 8000;
	const idle = await read(s, () => Date.now() < end);
	let busy = true;
	const done = work(s).finally(() => { busy = false; });
	const loaded = await read(s, () => busy);
	await done;
	const before = at(idle, 0.99), during = at(loaded, 0.99);
	row(`gallery p99 of ${loaded.length} while it works, ms`, n1(during), n1(before), n1(during), { most: 50 });
	row('  times as long as idle', n1(during), n1(before),
		n2(during / before), { most: 5 });
}

const pss = ({ pid }) => {
	try {
		return +/^Pss:\s+(\d+)/m.exec(readFileSync(
			`/proc/${pid}/smaps_rollup`, 'utf8'))[1];
	} catch {
		return 0;	// it has ended
	}
};

function memory(s) {
	const all = [{ pid: s.pid, args: 'mediasnap' }, ...descendants(s.pid)]
		.filter(({ args }) => !/^(\S*\/)?ff(mpeg|probe) /.test(args));
	const sums = {};
	for (const p of all) {
		const name = p.args.split(/[ :]/)[0].split('/').pop();
		sums[name] = (sums[name] ?? 0) + pss(p) / 1024;
	}
	const sum = Object.values(sums).reduce((a, b) => a + b);
	console.error(`# ${all.length} processes: ${Object.entries(sums)
		.map(([name, v]) => `${name} ${n1(v)}`).join(', ')}`);
	row('memory of the whole stack (Pss), MiB', n1(sum), '', n1(sum),
		{ most: 60 });
}

export async function load() {
	const s = await cinema();
	fill(s, 1000);
	await underLoad(s);
	memory(s);
	await s.stop();
}
