// A poller in a folder of its own, and what it has written.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rows } from './stack.mjs';
import { cleanup, tmpdir, until } from './tap.mjs';

const DEADLINE = 120000;
const build = process.env.builddir ?? process.cwd();

export const bootMs = () =>
	Math.round(Number(readFileSync('/proc/uptime', 'utf8').split(' ')[0]) * 1000);

// Where a row says that playback is now, in seconds.
export function position(row, at = bootMs()) {
	const run = row.state === 0 && !row.ended_ms
		? Math.max(0, Math.min(at, row.until_ms) - row.anchor_ms) / 1000 : 0;
	return row.anchor_s + run;
}

export class Poller {
	log = '';

	constructor({ plex, jellyfin, env = {}, dir = tmpdir() }) {
		this.dir = dir;
		this.env = { PATH: process.env.PATH, HOME: dir, DATA_DIR: dir,
			DB_PATH: join(dir, 'm.db'), CAPTURE_DIR: dir, RUN_DIR: dir,
			POLL_INTERVAL_MS: '500', ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
			...plex && { PLEX_URL: plex.url, PLEX_TOKEN: plex.token },
			...jellyfin && { JELLYFIN_URL: jellyfin.url,
				JELLYFIN_API_KEY: jellyfin.key }, ...env };
	}

	migrate() {
		execFileSync(join(build, 'mediasnap'), ['migrate'],
			{ env: this.env, cwd: this.dir, stdio: 'pipe' });
		return this;
	}

	start() {
		this.child = spawn(join(build, 'mediasnap-poller'), [],
			{ env: this.env, cwd: this.dir, stdio: ['ignore', 'inherit', 'pipe'] });
		this.child.stderr.on('data', (text) => { this.log += text; });
		const child = this.child;
		this.ended = new Promise((resolve) => child.on('close',
			(code, signal) => resolve({ code, signal })));
		const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE);
		this.ended.then(() => clearTimeout(timer));
		cleanup(() => this.stop('SIGKILL'));
		return this;
	}

	// How it ended, and in how many ms.
	async stop(signal = 'SIGTERM') {
		const since = Date.now();
		if (this.child.exitCode === null && this.child.signalCode === null)
			this.child.kill(signal);
		return { ...await this.ended, ms: Date.now() - since };
	}

	sql(text) { return rows(this.env.DB_PATH, text); }

	live() { return this.sql('SELECT * FROM sessions WHERE ended_ms = 0 ORDER BY id'); }
	recent() { return this.sql('SELECT * FROM sessions WHERE ended_ms > 0 ORDER BY id'); }
	source(name) { return this.sql(`SELECT * FROM sources WHERE name = '${name}'`)[0]; }

	// The live session of this id, once it is there and fits.
	session(id, fits = () => true) {
		return until(() => {
			const row = this.live().find((r) => r.id === id);
			return row && fits(row) && { ...row, parts: JSON.parse(row.parts),
				tracks: JSON.parse(row.tracks) };
		}, `session ${id}`);
	}

	// Its processes: { pid, source }.
	children() {
		const list = readFileSync(`/proc/${this.child.pid}/task/${this.child.pid}` +
			'/children', 'utf8').trim().split(' ').filter(Boolean);
		return list.map((pid) => ({ pid: Number(pid), source:
			readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[2] }));
	}

	// Every write to a table from now on: `writes()` counts them.
	audit() {
		this.sql('CREATE TABLE audit (what TEXT)');
		for (const table of ['sessions', 'sources', 'jobs'])
			for (const event of ['INSERT', 'UPDATE', 'DELETE'])
				this.sql(`CREATE TRIGGER a_${table}_${event} AFTER ${event} ON ` +
					`${table} BEGIN INSERT INTO audit VALUES ` +
					`('${table} ${event}'); END`);
	}

	writes() { return this.sql('SELECT what FROM audit').map((r) => r.what); }
}

export const alive = (pid) => {
	try {
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
	} catch {
		return false;
	}
};
