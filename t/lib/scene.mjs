// A stack with one film playing on Plex, for tests that trouble it: stand-ins
// for FFmpeg that stop where they are told to, raw requests, what is left.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync,
	statSync, utimesSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ready, where } from './films.mjs';
import { fakePlex } from './plex.mjs';
import { descendants, rows, stack } from './stack.mjs';
import { tmpdir, until } from './tap.mjs';

export const FILM = 'h264-aac.mkv';
export const ID = 'plex-s42';

// { s, plex, dir, shot(body), clip(body) }; more: of the session.
export async function scene({ env = {}, dir = tmpdir(), token = 'plex-secret',
	more = {}, servers = {}, sessions = 1, life } = {}) {
	await ready(FILM);
	const plex = await fakePlex({ token });
	plex.play({ key: '42', file: where(FILM), state: 'paused', offset: 3000,
		duration: 6000, ...more });
	const s = await stack({ dir, life, env: { PLEX_URL: plex.url, PLEX_TOKEN: token,
		POLL_INTERVAL_MS: '300', ...servers, ...env } });
	await until(async () => (await s.sessions())?.length >= sessions,
		'what is playing');
	return { s, plex, dir, ...verbs(s) };
}

export const verbs = (s) => ({
	shot: (body, headers) => s.post('/api/capture/screenshot',
		{ session_id: ID, ...body }, headers),
	clip: (body, headers) => s.post('/api/capture/clip',
		{ session_id: ID, start_seconds: 1, end_seconds: 2, ...body }, headers),
});

export function program(path, text) {
	writeFileSync(path, text);
	chmodSync(path, 0o755);
	return path;
}

// A stand-in for FFmpeg (or ffprobe) that waits at the gates that are shut:
// "before" it runs, "half" (a part of its output is written), "after" (all of
// it is).  A look at a film's headers passes: it is no capture.
export class Gates {
	constructor(dir, tool = 'ffmpeg') {
		this.dir = join(dir, 'gates');
		mkdirSync(this.dir, { recursive: true });
		this.path = program(join(this.dir, tool), `#!/bin/sh
gate() {
	[ -e "${this.dir}/shut.$1" ] || return 0
	echo $$ >"${this.dir}/temp.$$"
	mv "${this.dir}/temp.$$" "${this.dir}/at.$1"
	while [ -e "${this.dir}/shut.$1" ]; do sleep 0.05; done
}
case "$*" in *trace_headers*) exec ${tool} "$@"; esac
for out; do :; done
out=\${out#file:}
[ -e "${this.dir}/deaf" ] && trap '' TERM
gate before
${tool} "$@"
rc=$?
if [ -e "${this.dir}/shut.half" ] && [ -f "$out" ]; then
	truncate -s 1000 "$out"
	gate half
fi
gate after
exit $rc
`);
	}

	shut(name) {
		rmSync(join(this.dir, `at.${name}`), { force: true });
		writeFileSync(join(this.dir, `shut.${name}`), '');
	}

	// Somebody waits there: its process.
	at(name) {
		const file = join(this.dir, `at.${name}`);
		return until(() => existsSync(file) &&
			Number(readFileSync(file, 'utf8')), `FFmpeg at ${name}`, 30000);
	}

	open(name) { rmSync(join(this.dir, `shut.${name}`), { force: true }); }

	// Does not hear SIGTERM, from now on.
	deaf(on = true) {
		const file = join(this.dir, 'deaf');
		if (on)
			writeFileSync(file, '');
		else
			rmSync(file, { force: true });
	}
}

// Bytes as they are, to the server; the answer's head and body.
export function raw(s, bytes) {
	return new Promise((done) => {
		const socket = connect(s.port, '127.0.0.1');
		const chunks = [];
		const end = () => {
			const text = Buffer.concat(chunks).toString('latin1');
			const [head, ...body] = text.split('\r\n\r\n');
			done({ status: Number(head.split(' ')[1] ?? 0), head,
				body: body.join('\r\n\r\n') });
		};
		socket.on('data', (data) => chunks.push(data));
		socket.on('error', () => {});
		socket.on('close', end);
		socket.setTimeout(20000, () => socket.destroy());
		socket.write(bytes);
	});
}

export const alive = (pid) => {
	try {
		return !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
	} catch {
		return false;
	}
};

export const gone = (pid) => until(() => !alive(pid), `${pid} to be gone`);

export const processes = (s, pattern) =>
	descendants(s.pid).filter(({ args }) => pattern.test(args));

// Another program that holds the database; close() lets it go, commit() after
// what it was told has been done.
export async function hold(s, how = 'BEGIN IMMEDIATE') {
	const { spawn } = await import('node:child_process');
	const child = spawn('sqlite3', [s.dbPath], { stdio: ['pipe', 'pipe', 'inherit'] });
	let said = '';
	child.stdout.on('data', (text) => { said += text; });
	child.stdin.write(`.timeout 5000\n${how};\nSELECT 'held';\n`);
	await until(() => said.includes('held'), 'the database to be held');
	const ended = new Promise((done) => child.on('close', done));
	return { close: () => { child.kill('SIGKILL'); return ended; },
		commit: () => { child.stdin.end('COMMIT;\n'); return ended; } };
}

export const workdirs = (s) => existsSync(join(s.captures, '.work'))
	? readdirSync(join(s.captures, '.work')) : [];

// The job daemon; once it is there again, where it was killed.
export const jobDaemon = (s) => until(() => processes(s,
	/mediasnap-jobs$/)[0]?.pid, 'the job daemon');

// Work folders of the dead look old enough to be swept, and are: the job
// daemon sweeps when it starts.
export async function swept(s) {
	for (const id of workdirs(s))
		utimesSync(join(s.captures, '.work', id), 1e9, 1e9);
	const daemon = await jobDaemon(s);
	process.kill(daemon, 'SIGKILL');
	await gone(daemon);
	await until(() => !workdirs(s).length && s.sql(
		"SELECT count(*) FROM captures WHERE status = 'pending'") === '0',
		'everything to be settled', 40000);
}

// The stand-ins answer meanwhile.
export const playable = (path) => promisify(execFile)('ffmpeg', ['-v', 'error',
	'-xerror', '-i', path, '-f', 'null', '-'])
	.then(() => statSync(path).size > 0, () => false);

// Every complete row has its whole file, every file its row; what was there
// before is there still.
export async function whole(s, before = []) {
	const wrong = [];
	const captures = rows(s.dbPath, 'SELECT * FROM captures');
	const files = readdirSync(s.captures).filter((name) => !name.startsWith('.'));
	for (const row of captures)
		if (row.status === 'complete' &&
			!await playable(join(s.captures, row.file_name)))
			wrong.push(`${row.file_name} is not whole`);
	for (const name of files)
		if (!before.includes(name) &&
			!captures.some(({ id }) => name.startsWith(id)))
			wrong.push(`${name} has no row`);
	for (const name of before)
		if (!files.includes(name))
			wrong.push(`${name} was deleted`);
	const jobs = s.sql("SELECT count(*) FROM jobs WHERE kind = 'clip'");
	if (jobs !== '0')
		wrong.push(`${jobs} jobs are left`);
	return wrong;
}
