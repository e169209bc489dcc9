#!/usr/bin/env node
// What nginx does: the app, captures, thumbnails, limits, headers, names.
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, statSync, symlinkSync,
	writeFileSync } from 'node:fs';
import https from 'node:https';
import { join } from 'node:path';
import { PICTURE } from './lib/fake.mjs';
import { ready, where } from './lib/films.mjs';
import { fakePlex } from './lib/plex.mjs';
import { descendants, stack } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

await ready('h264-aac.mkv');
const plex = await fakePlex();
plex.play({ key: '42', file: where('h264-aac.mkv'), state: 'paused',
	offset: 3000, duration: 12000 });
const PLEX = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' };
const thumb = (n) => '/api/proxy/plex?path=' +
	encodeURIComponent(`/library/metadata/${n}/thumb/1`);

// An FFmpeg that waits until a file says go.
function slowFfmpeg(dir) {
	const path = join(dir, 'slow-ffmpeg');
	writeFileSync(path, `#!/bin/sh\nwhile [ ! -e "${dir}/go" ]; do ` +
		'sleep 0.05; done\nexec ffmpeg "$@"\n', { mode: 0o755 });
	return path;
}

async function app(s) {
	const page = await s.get('/');
	is([page.status, page.headers['content-type'],
		page.headers['cache-control']], [200, 'text/html', 'no-cache'],
		'the page');
	like(page.text, /<base href="\/">/, 'knows where it lives');
	for (const path of ['/gallery', '/c/123', '/index.html'])
		is((await s.get(path)).text, page.text, `the page at ${path}`);
	const asset = /(?:src|href)="(?:\.\/)?(assets\/[^"]+\.js)"/.exec(
		page.text)[1];
	const js = await s.get(`/${asset}`, { 'accept-encoding': 'gzip' });
	is([js.status, js.headers['content-encoding']], [200, 'gzip'],
		'its script, compressed');
	like(js.headers['cache-control'], /immutable/, 'kept for good');
	is((await s.get('/assets/none.js')).status, 404, 'no such asset');
	for (const path of ['/', '/api/health', `/${asset}`, '/captures/x',
		'/api/nothing']) {
		const h = (await s.get(path)).headers;
		like(h['content-security-policy'] ?? '', /default-src 'self'.*frame-ancestors 'none'/,
			`${path}: a policy`);
		is([h['x-content-type-options'], h.server], ['nosniff', 'nginx'],
			'  no sniffing, no version');
	}
	ok(!/unsafe/.test(page.headers['content-security-policy']),
		'nothing unsafe in the policy');
}

async function captures(s) {
	const id = randomUUID();
	writeFileSync(join(s.captures, `${id}.jpg`), 'picture');
	const a = await s.get(`/captures/${id}.jpg`);
	is([a.status, a.text, a.headers['content-type']],
		[200, 'picture', 'image/jpeg'], 'a capture');
	like(a.headers['cache-control'], /immutable/, 'kept for good');
	is((await s.get(`/captures/${id}.jpg`, { range: 'bytes=1-3' })).text, 'ict',
		'in parts');
	writeFileSync(join(s.captures, `${id}.html`), '<script>');
	symlinkSync('/etc/passwd', join(s.captures, `${randomUUID()}.jpg`));
	for (const path of [`/captures/${id}.html`, '/captures/.mediasnap',
		'/captures/.work/', '/captures/', '/_media/x.jpg', '/_frames/x.jpg',
		'/captures/..%2f..%2fmediasnap.db', '/captures/%2e%2e/mediasnap.db'])
		ok([400, 404].includes((await s.get(path)).status), `not ${path}`);
	const link = randomUUID();
	symlinkSync(join(s.captures, `${id}.jpg`), join(s.captures, `${link}.jpg`));
	ok([403, 404].includes((await s.get(`/captures/${link}.jpg`)).status),
		'no symbolic link');
}

// As if what nginx keeps were two days older: after a word for the version of its
// format, each file says until when it is good, in seconds.
function expire(folder) {
	const CACHE_VERSION = 5n;
	for (const name of readdirSync(folder, { recursive: true })) {
		if (!statSync(join(folder, name)).isFile())
			continue;
		const bytes = readFileSync(join(folder, name));
		if (bytes.readBigUInt64LE(0) !== CACHE_VERSION)
			throw new Error('nginx has another format for its cache');
		bytes.writeBigUInt64LE(bytes.readBigUInt64LE(8) - 2n * 86400n, 8);
		writeFileSync(join(folder, name), bytes);
	}
}

async function thumbnails(s) {
	const before = plex.count(/thumb/);
	const all = await Promise.all(Array.from({ length: 100 },
		() => s.get(thumb(42))));
	is([...new Set(all.map((a) => a.status))], [200],
		'a hundred browsers get a thumbnail at once');
	is(plex.count(/thumb/) - before, 1, 'by one request to Plex');
	ok(all[99].bytes.equals(PICTURE), 'the picture');
	is(all[0].headers['cache-control'], 'public, max-age=86400',
		'which browsers keep for a day');
	is((await s.request(thumb(43), { method: 'HEAD' })).status, 200, 'HEAD');
	is((await s.get(thumb(43))).bytes.length, PICTURE.length,
		'does not fill the cache with nothing');
	plex.fail(500);
	is((await s.get(thumb(42))).status, 200, 'Plex is down: what was fetched');
	const asked = plex.count(/thumb/);
	expire(join(s.env.RUN_DIR, 'thumbnails'));
	const old = await s.get(thumb(42));
	ok(old.status === 200 && old.bytes.equals(PICTURE),
		'also when its day is over');
	await until(() => plex.count(/thumb/) > asked, 'Plex to be asked again');
	ok((await s.get(thumb(42))).bytes.equals(PICTURE), 'and again');
	const none = await s.get(thumb(99));
	is(none.status, 503, 'what was not: 503');
	like(none.json.detail, /Plex/, `  ${none.json.detail}`);
	plex.ok();
	for (const path of ['/etc/passwd', '/status/sessions', '/library/metadata/1',
		'//evil.com/library/metadata/1/thumb/1', '/photo/:/transcode?url=http://x',
		'/photo/:/transcode?url=%2Flibrary%2F..%2Fx', '/library/metadata/1/../2',
		'/library/metadata/1/thumb/1?X-Plex-Token=x'])
		is((await s.get('/api/proxy/plex?path=' + encodeURIComponent(path)))
			.status, 400, `not ${path}`);
	is((await s.get('/api/proxy/plex')).status, 400, 'nor nothing');
	is((await s.get(`${thumb(1)}&path=x`)).status, 400, 'nor two');
}

async function names(s) {
	for (const [host, status] of [['192.168.1.5:8787', 200],
		['localhost', 200], ['tower', 200], ['snap.local', 200],
		['[::1]:8787', 200], ['nas.home.arpa', 200], ['mine.example.org', 200],
		['MINE.example.org', 200], ['evil.com', 403], ['evil.com.', 403],
		['localhost.evil.com', 403], ['127.0.0.1.evil.com', 403]]) {
		const a = await s.get('/api/sessions', { host });
		is(a.status, status, `Host: ${host}`);
		if (status === 403)
			like(a.text, /ALLOWED_HOSTS=/, '  and what to set');
	}
	is((await s.get('/', { host: 'evil.com' })).status, 403, 'nor the page');
}

async function workers(s) {
	const victim = () => descendants(s.pid)
		.filter((p) => /^\S*mediasnap-api$/.test(p.args));
	const before = victim().length;
	for (const p of victim())
		process.kill(p.pid, 'SIGKILL');
	await until(async () => victim().length === before &&
		(await s.get('/api/health')).status === 200, 'new workers');
	ok(true, 'workers that die are replaced');
}

// One worker, and an FFmpeg that waits: what comes on top is told at once.
async function limits() {
	const dir = tmpdir();
	const s = await stack({ dir, env: { ...PLEX, SLOW_WORKERS: '1',
		FFMPEG_PATH: slowFfmpeg(dir) } });
	await until(async () => (await s.sessions())[0]?.media_available, 'a film');
	const shot = (address) => s.request('/api/capture/screenshot', {
		method: 'POST', localAddress: address,
		body: { session_id: 'plex-s42' } });
	const waiting = [shot('127.0.0.1'), shot('127.0.0.3')];
	await until(() => descendants(s.pid).some((p) =>
		/slow-ffmpeg/.test(p.args)), 'FFmpeg to run');
	const full = await until(async () => {
		const a = await shot('127.0.0.2');
		return a.status !== 200 && a;
	}, 'a refusal');
	is([full.status, full.headers['retry-after']], [503, '5'],
		'a full pool: 503, and when to come again');
	like(full.json.detail, /already making/, `  ${full.json.detail}`);
	const reads = await Promise.all(Array.from({ length: 30 },
		() => s.get('/api/captures')));
	is([...new Set(reads.map((a) => a.status))], [200],
		'the gallery is read all the same');
	// Its shell forks now and then: a fork is no second one.
	const busy = descendants(s.pid).filter((p) => /slow-ffmpeg/.test(p.args));
	const forks = busy.flatMap((p) => descendants(p.pid).map((c) => c.pid));
	is(busy.filter((p) => !forks.includes(p.pid)).length, 1,
		'one FFmpeg at a time');
	const api = await until(() => descendants(s.pid).find((p) =>
		/^\S*mediasnap-api$/.test(p.args) && descendants(p.pid).some((c) =>
			/slow-ffmpeg/.test(c.args))), 'the worker that waits');
	process.kill(api.pid, 'SIGKILL');
	const first = await Promise.race(waiting);
	is(first.status, 502, 'a worker that dies over a request: 502');
	like(first.json?.detail ?? '', /worker crashed/, '  in JSON');
	writeFileSync(join(dir, 'go'), '');
	is((await Promise.all(waiting)).map((a) => a.status).sort(), [200, 502],
		'the next one is served by its successor');
	await s.stop();
}

async function perClient() {
	const dir = tmpdir();
	const s = await stack({ dir, env: { ...PLEX, SLOW_WORKERS: '20',
		FFMPEG_PATH: slowFfmpeg(dir) } });
	await until(async () => (await s.sessions())[0]?.media_available, 'a film');
	const shots = Array.from({ length: 12 }, () => s.request(
		'/api/capture/screenshot', { method: 'POST',
			body: { session_id: 'plex-s42' } }));
	const refused = await Promise.race(shots);
	is(refused.status, 429, 'too many captures at once from one client: 429');
	like(refused.json.detail, /too many captures/, '  in words');
	is((await s.get('/api/captures')).status, 200, 'it still reads');
	const other = s.request('/api/capture/screenshot', { method: 'POST',
		localAddress: '127.0.0.9', body: { session_id: 'plex-s42' } });
	writeFileSync(join(dir, 'go'), '');
	is((await other).status, 200, 'another client is served');
	const statuses = (await Promise.all(shots)).map((a) => a.status);
	is([statuses.filter((v) => v === 200).length,
		statuses.filter((v) => v === 429).length], [8, 4],
		'eight at once, no more');
	await s.stop();
}

async function below(path) {
	const s = await stack({ env: { ...PLEX, BASE_PATH: path } });
	const base = path.replace(/\/$/, '');
	for (const prefix of [base, '']) {
		const page = await s.get(`${prefix}/`);
		like(page.text, new RegExp(`<base href="${base}/">`),
			`below ${base}, asked as "${prefix}/": the page knows`);
		is((await s.get(`${prefix}/api/health`)).status, 200, '  the API');
	}
	is((await s.get(base)).headers.location, `${base}/`,
		'without the slash: a redirect');
	const one = await until(async () => (await s.sessions())[0], 'a session');
	ok(one.thumbnail_url.startsWith(`${base}/api/proxy/plex?`),
		'thumbnails carry it');
	is((await s.get(one.thumbnail_url)).status, 200, '  and are served');
	const c = (await s.post(`${base}/api/capture/screenshot`,
		{ session_id: one.session_id })).json;
	ok(c.file_url.startsWith(`${base}/captures/`), 'captures carry it');
	is((await s.get(c.file_url)).status, 200, '  and are served');
	await s.post('/api/capture/screenshot', { session_id: one.session_id });
	like((await s.get(`${base}/api/captures?limit=1`)).headers.link,
		new RegExp(`^<${base}/api/captures\\?`), 'the next page too');
	await s.stop();
}

async function tls() {
	const dir = tmpdir();
	execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes',
		'-keyout', join(dir, 'key.pem'), '-out', join(dir, 'cert.pem'),
		'-days', '2', '-subj', '/CN=localhost'], { stdio: 'ignore' });
	const s = await stack({ dir, env: { ...PLEX,
		TLS_CERT: join(dir, 'cert.pem'), TLS_KEY: join(dir, 'key.pem') } });
	const a = await new Promise((go, fail) => https.get(
		`https://127.0.0.1:${s.port}/api/health`,
		{ rejectUnauthorized: false, agent: false }, (res) => {
			res.resume();
			res.on('end', () => go(res.statusCode));
		}).on('error', fail));
	is(a, 200, 'HTTPS');
	const plain = await s.get('/gallery');
	is([plain.status, plain.headers.location],
		[308, `https://127.0.0.1:${s.port}/gallery`],
		'plain HTTP there is sent on');
	is(execFileSync(join(s.env.MEDIASNAP_LIBEXEC_DIR, 'mediasnap'),
		['healthcheck'], { env: s.env, cwd: dir }).length > 0, true,
		'the health check follows');
	await s.stop();
}

const odd = join(tmpdir(), 'a folder; with {odd} characters');
mkdirSync(odd);
const s = await stack({ env: { ...PLEX, CAPTURE_DIR: odd,
	ALLOWED_HOSTS: 'mine.example.org, other.example.org' } });
await app(s);
await captures(s);
await thumbnails(s);
await names(s);
await workers(s);
await s.stop();
await limits();
await perClient();
await below('/some/where');
await tls();
await done();
