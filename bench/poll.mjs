// What it costs to ask a media server, and how soon the stack stands.
import { readFileSync } from 'node:fs';
import { fakePlex } from '../t/lib/plex.mjs';
import { descendants, freePort, request } from '../t/lib/stack.mjs';
import { tmpdir, until } from '../t/lib/tap.mjs';
import { median, ms, n1, n2, rounds, row } from './measure.mjs';
import { house } from './house.mjs';
import { films, path, ready } from './films.mjs';

const SESSIONS = 50;

const pollers = (s) => descendants(s.pid)
	.filter(({ args }) => /mediasnap-poller/.test(args));
const cpuMs = ({ pid }) =>
	readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0] / 1e6;
const rows = (s) => s.sql(`SELECT * FROM sessions ORDER BY id;
	SELECT name, ok, failing_ms, error FROM sources`);
const written = ({ pid }) =>
	+/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))[1];

// One source's process and its parent, over some cycles.
async function cycles(s, count) {
	const asked = () => s.plex.count('/status/sessions');
	const sum = (read) => pollers(s).reduce((n, p) => n + read(p), 0);
	const begin = asked(), cpu = sum(cpuMs), source = pollers(s)
		.find(({ args }) => /--source/.test(args));
	const bytes = written(source), before = rows(s);
	await until(() => asked() >= begin + count, 'polls', 120000);
	return { cpu: (sum(cpuMs) - cpu) / (asked() - begin),
		bytes: written(source) - bytes, same: rows(s) === before };
}

export async function poll() {
	const plex = await fakePlex();
	const playing = { is: 'paused' };
	ready();
	for (let n = 0; n < SESSIONS; n++) {
		const session = plex.play({ key: String(1000 + n),
			file: path(films.hd), title: `Film ${n}`, offset: 1000 * n,
			duration: films.hd.seconds * 1000 });
		Object.defineProperty(session.Player, 'state', { enumerable: true,
			get: () => playing.is });
		// Clients tell where they are every ten seconds.
		Object.defineProperty(session, 'viewOffset', { enumerable: true,
			get: () => playing.is === 'paused' ? 1000 * n : 1000 * n +
				10000 * Math.floor((Date.now() + 200 * n) / 10000 %
				100) });
	}
	const s = await house({ plex });
	await until(async () => (await s.sessions()).length === SESSIONS,
		'the sessions');
	await cycles(s, 15);
	const still = await cycles(s, 20);
	row(`poll cycle, ${SESSIONS} sessions paused, ms of CPU`, n2(still.cpu), '',
		n2(still.cpu), { most: 5 });
	// Its heartbeat, every 30 s, is one page of the WAL.
	row('  bytes written in 20 cycles, rows the same', still.bytes, '',
		still.same ? still.bytes : 'changed', { most: 4120 });
	playing.is = 'playing';
	await cycles(s, 5);
	const moving = await cycles(s, 20);
	row(`poll cycle, ${SESSIONS} sessions playing, ms of CPU`,
		n2(moving.cpu), '', n2(moving.cpu), { most: 5 });
	await s.stop();
}

async function first200(options) {
	const PORT = String(await freePort());
	let s;
	const took = await ms(async () => {
		s = await house({ ...options, wait: false,
			env: { PORT } });
		await until(() => request(s.url, '/api/health')
			.then((a) => a.status === 200, () => false), 'a 200');
	});
	await s.stop();
	return took;
}

export async function start() {
	const plex = await fakePlex();
	const dir = tmpdir();
	const [fresh, again] = await rounds(5,
		() => first200({ plex, dir: tmpdir() }), () => first200({ plex, dir }));
	row('start to first 200, ms', n1(median(again)), '', n1(median(again)),
		{ most: 1000 });
	row('  on an empty folder, ms', n1(median(fresh)), '', n1(median(fresh)),
		{ most: 1000 });
}
