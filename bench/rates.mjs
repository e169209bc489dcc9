// Requests a second through nginx, beside the same nginx and pool of a worker
// that answers a constant: once as many bytes, once next to nothing.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builddir } from '../t/lib/stack.mjs';
import { tmpdir, until } from '../t/lib/tap.mjs';
import { median, n2, rate, ratio, rounds, row } from './measure.mjs';
import { fill, house } from './house.mjs';

async function constant(plex, body) {
	const dir = tmpdir();
	const programs = join(dir, 'libexec');
	mkdirSync(programs);
	mkdirSync(join(dir, 'data'));
	writeFileSync(join(dir, 'data', 'constant'), body);
	symlinkSync(join(builddir, 'bench', 'constant'),
		join(programs, 'mediasnap-api'));
	for (const name of ['mediasnap-poller', 'mediasnap-jobs'])
		symlinkSync(join(builddir, name), join(programs, name));
	return house({ plex, dir, env: { MEDIASNAP_LIBEXEC_DIR: programs } });
}

async function compare(s, short, path, want) {
	const whole = await constant(s.plex, (await s.get(path)).bytes);
	const [ours, same, little] = await rounds(5, () => rate(s.url + path),
		() => rate(whole.url + path), () => rate(short.url + path));
	row(`GET ${path}, requests/s`, Math.round(median(ours)),
		Math.round(median(same)), n2(ratio(ours, same)), want);
	row('  against a constant of 2 bytes', Math.round(median(ours)),
		Math.round(median(little)), n2(ratio(ours, little)));
	await whole.stop();
}

export async function rates() {
	const s = await house();
	fill(s, 1000);
	for (const key of ['1', '2', '3'])
		s.plex.play({ key, file: '/films/nothing.mkv', title: `Film ${key}`,
			show: 'Breaking Bad', state: 'paused' });
	await until(async () => (await s.sessions()).length === 3, 'sessions');
	const short = await constant(s.plex, '[]');
	await compare(s, short, '/api/sessions', { least: 0.7 });
	await compare(s, short, '/api/captures?limit=50', { least: 0.4 });
	await short.stop();
	await s.stop();
}
