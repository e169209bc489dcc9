// Starts the whole of MediaSnap in a folder of the test's own, and speaks to
// it as a browser would.
import { execFileSync, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir as systemTmp } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cleanup, tmpdir, until } from './tap.mjs';

export const srcdir = process.env.srcdir ??
	resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const builddir = process.env.builddir ?? srcdir;

const LIFE_MS = 10 * 60 * 1000;	// what a test starts lives no longer

// Below the ports that the system gives to connections, so that none takes it
// while a stack starts again; a folder of its name keeps other tests away.
const LOWEST_PORT = 12000, HIGHEST_PORT = 32000;

const listening = (where) => new Promise((done) => {
	const server = createServer().unref();
	server.once('error', () => done(null));
	server.listen(where, () => done(server));
});

function reserved(port) {
	const dir = join(systemTmp(), `mediasnap-test-port-${port}`);
	try {
		mkdirSync(dir);
	} catch (error) {
		if (error.code === 'EEXIST')
			return false;
		throw error;
	}
	cleanup(() => rmSync(dir, { recursive: true }));
	return true;
}

export async function freePort() {
	for (;;) {
		const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
		if (!reserved(port))
			continue;
		const server = await listening({ port, host: '127.0.0.1' });
		if (!server)
			continue;
		await new Promise((done) => server.close(done));
		return port;
	}
}

// What a test's process sees: nothing of the caller's configuration.
export const cleanEnv = (extra = {}) => ({
	PATH: process.env.PATH,
	HOME: process.env.HOME ?? '/',
	LANG: 'C.UTF-8',
	ASAN_OPTIONS: process.env.ASAN_OPTIONS ?? '',
	MEDIASNAP_LIBEXEC_DIR: builddir,
	MEDIASNAP_SHARE_DIR: srcdir,
	...extra,
});

// A process with its output kept; it dies with the test, or when its life ends.
export function start(argv, { env = cleanEnv(), cwd, life = LIFE_MS } = {}) {
	const child = spawn(argv[0], argv.slice(1),
		{ env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	const p = { child, pid: child.pid, output: '', code: null };
	for (const stream of [child.stdout, child.stderr])
		stream.on('data', (data) => { p.output += data; });
	p.exited = new Promise((done) => child.on('close', (code, signal) => {
		p.code = code ?? `signal ${signal}`;
		done(p.code);
	}));
	const timer = setTimeout(() => child.kill('SIGKILL'), life);
	p.exited.then(() => clearTimeout(timer));
	p.stop = async (signal = 'SIGTERM') => {
		if (p.code === null)
			child.kill(signal);
		const hard = setTimeout(() => child.kill('SIGKILL'), 10000);
		await p.exited;
		clearTimeout(hard);
		return p.code;
	};
	cleanup(() => p.stop());
	return p;
}

export const sqlite = (path, sql) => execFileSync('sqlite3',
	['-cmd', '.timeout 5000', path, sql], { encoding: 'utf8' }).trim();

// Rows as objects; of thousands too.
export const rows = (path, sql) => JSON.parse(execFileSync('sqlite3',
	['-json', '-cmd', '.timeout 5000', path, sql],
	{ encoding: 'utf8', maxBuffer: 1 << 28 }).trim() || '[]');

// As the clients read that refuse a text which is not UTF-8.
const strict = new TextDecoder('utf-8', { fatal: true });

// One request; the answer whole: status, headers, body, and JSON if it is.
export function request(base, path, { method = 'GET', headers = {}, body,
	socketPath, localAddress } = {}) {
	const text = body === undefined || typeof body === 'string' ||
		Buffer.isBuffer(body) ? body : JSON.stringify(body);
	const all = { ...(text === undefined ? {} :
		{ 'content-type': 'application/json',
			'content-length': Buffer.byteLength(text) }), ...headers };
	const url = new URL(base);
	return new Promise((done, fail) => {
		const req = http.request({ method, headers: all, socketPath,
			localAddress, agent: false,
			host: url.hostname.replace(/[[\]]/g, ''), port: url.port,
			path }, (res) => {
			const chunks = [];
			res.on('data', (chunk) => chunks.push(chunk));
			res.on('error', fail);
			res.on('end', () => {
				const bytes = Buffer.concat(chunks);
				const answer = { status: res.statusCode,
					headers: res.headers, bytes,
					text: bytes.toString('utf8') };
				if (/json/.test(res.headers['content-type'] ?? ''))
					answer.json = JSON.parse(strict.decode(bytes));
				done(answer);
			});
		});
		req.setTimeout(120000, () => req.destroy(new Error('no answer')));
		req.on('error', fail);
		req.end(text);
	});
}

// env: variables of the configuration.  dir: to start again on the same data.
export async function stack({ env = {}, dir = tmpdir(), wait = true, life } = {}) {
	const port = env.PORT ?? await freePort();
	const all = cleanEnv({ DATA_DIR: join(dir, 'data'),
		RUN_DIR: join(dir, 'run'), HOST: '127.0.0.1', PORT: String(port),
		MIN_FREE_MB: '1', API_WORKERS: '2', SLOW_WORKERS: '3', ...env });
	mkdirSync(all.DATA_DIR, { recursive: true });
	const p = start([join(builddir, 'mediasnap')], { env: all, cwd: dir, life });
	const s = {
		...p, dir, port, env: all, process: p,
		url: `http://127.0.0.1:${port}`,
		captures: all.CAPTURE_DIR ?? join(all.DATA_DIR, 'captures'),
		dbPath: all.DB_PATH ?? join(all.DATA_DIR, 'mediasnap.db'),
		log: () => p.output,
		stop: p.stop,
	};
	s.request = (path, options) => request(s.url, path, options);
	s.get = (path, headers) => s.request(path, { headers });
	s.post = (path, body, headers) =>
		s.request(path, { method: 'POST', body, headers });
	s.delete = (path) => s.request(path, { method: 'DELETE' });
	s.sql = (sql) => sqlite(s.dbPath, sql);
	s.sessions = async () => (await s.get('/api/sessions')).json;
	// Until a capture is no longer pending.
	s.settled = (id, ms = 120000) => until(async () => {
		const c = (await s.get(`/api/captures/${id}`)).json;
		return c.status === 'pending' ? null : c;
	}, `capture ${id}`, ms);
	if (wait)
		await until(() => {
			if (p.code !== null)
				throw new Error(`mediasnap ended: ${p.output}`);
			return /MediaSnap is ready/.test(p.output);
		}, 'the stack to be ready', 400000);
	return s;
}

// The processes whose parent, or parent's parent ..., is this one.
export function descendants(pid) {
	const children = new Map();
	for (const line of execFileSync('ps', ['-eo', 'pid=,ppid=,args='],
		{ encoding: 'utf8' }).split('\n')) {
		const m = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
		if (!m)
			continue;
		const list = children.get(+m[2]) ?? [];
		list.push({ pid: +m[1], args: m[3] });
		children.set(+m[2], list);
	}
	const found = [];
	const walk = (id) => (children.get(id) ?? []).forEach((c) => {
		found.push(c);
		walk(c.pid);
	});
	walk(pid);
	return found;
}

export const forget = (dir) => rmSync(dir, { recursive: true, force: true });
