#!/usr/bin/env node
// The certificate: refused when it cannot work, changed while we run.  HTTP/2.
// SIGHUP reloads it, and stops nothing.
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync }
	from 'node:fs';
import { connect as connect2 } from 'node:http2';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { fakePlex } from './lib/plex.mjs';
import { builddir, cleanEnv, descendants, freePort, stack }
	from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const plex = await fakePlex();
const PLEX = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' };
const store = tmpdir();
const KINDS = { ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
	rsa: ['rsa:2048'] };

// A certificate of its own, and its key.
function make(name, kind = 'ec') {
	const pair = { cert: join(store, `${name}.crt`),
		key: join(store, `${name}.key`) };
	execFileSync('openssl', ['req', '-x509', '-newkey', ...KINDS[kind],
		'-nodes', '-keyout', pair.key, '-out', pair.cert, '-days', '2',
		'-subj', `/CN=${name}`], { stdio: 'ignore' });
	return pair;
}

const one = make('one');
const two = make('two');
const three = make('three');
const rsa = make('four', 'rsa');

async function refuses(what, { cert, key }, words) {
	const dir = tmpdir();
	const r = spawnSync(join(builddir, 'mediasnap'), [], { encoding: 'utf8',
		cwd: dir, timeout: 60000, stdio: ['ignore', 'pipe', 'pipe'],
		env: cleanEnv({ ...PLEX, DATA_DIR: join(dir, 'data'),
			RUN_DIR: join(dir, 'run'), PORT: String(await freePort()),
			TLS_CERT: cert, TLS_KEY: key }) });
	is(r.status, 1, `${what}: exit 1`);
	like(r.stderr, words, `  ${r.stderr.trim()}`);
	is(r.stderr.trim().split('\n').length, 1, '  in one line');
	ok(!existsSync(join(dir, 'data/mediasnap.db')),
		'  before anything has started');
}

async function refusals() {
	await refuses('the key of another', { cert: one.cert, key: two.key },
		/TLS_KEY: ".*two\.key": must be the key of the certificate in TLS_CERT, ".*one\.crt"/);
	await refuses('a key of another kind', { cert: rsa.cert, key: one.key },
		/TLS_KEY: .* must be the key of the certificate/);
	const locked = join(store, 'locked.key');
	execFileSync('openssl', ['pkey', '-in', one.key, '-aes256', '-passout',
		'pass:x', '-out', locked]);
	await refuses('a key with a password', { cert: one.cert, key: locked },
		/TLS_KEY: .* must be a private key \(PEM\) without a password/);
	await refuses('no certificate', { cert: one.key, key: one.key },
		/TLS_CERT: .* must be a certificate \(PEM\)/);
	await refuses('no key', { cert: one.cert, key: one.cert },
		/TLS_KEY: .* must be a private key/);
	await refuses('no such file', { cert: '/nowhere/c.pem', key: one.key },
		/TLS_CERT: "\/nowhere\/c\.pem": must be a file .*No such file/);
}

// The name in the certificate that is shown now.
const shown = (s) => new Promise((go, fail) => {
	const socket = connect({ host: '127.0.0.1', port: s.port,
		rejectUnauthorized: false }, () => {
		go(socket.getPeerCertificate().subject.CN);
		socket.destroy();
	}).on('error', fail);
});

function request2(s, path, { body, ...headers } = {}) {
	return new Promise((go, fail) => {
		const session = connect2(`https://127.0.0.1:${s.port}`,
			{ rejectUnauthorized: false }).on('error', fail);
		const stream = session.request({ ':path': path, ...headers });
		const answer = { text: '', alpn: null };
		stream.on('response', (h) => { answer.headers = h; })
			.on('data', (bytes) => { answer.text += bytes; })
			.on('error', fail)
			.on('end', () => {
				answer.alpn = session.alpnProtocol;
				session.close();
				go(answer);
			});
		stream.end(body);
	});
}

async function http2(s) {
	const health = await request2(s, '/api/health');
	is([health.alpn, health.headers[':status'], typeof JSON.parse(health.text).version],
		['h2', 200, 'string'], 'HTTP/2: the API answers');
	const page = await request2(s, '/');
	is([page.headers[':status'], page.headers['content-type']],
		[200, 'text/html'], '  the page');
	const post = await request2(s, '/api/capture/screenshot', { ':method': 'POST',
		'content-type': 'application/json', body: '{"session_id":"plex-none"}' });
	is([post.headers[':status'], typeof JSON.parse(post.text).detail],
		[404, 'string'], '  a body arrives');
	const other = await request2(s, '/api/health',
		{ ':authority': 'evil.example.org' });
	is(other.headers[':status'], 403, '  another name is refused');
	const curl = (...how) => execFileSync('curl', ['-sk', '-o', '/dev/null',
		'-w', '%{http_version} %{http_code}', ...how,
		`https://127.0.0.1:${s.port}/api/health`], { encoding: 'utf8' });
	is(curl('--http2'), '2 200', 'curl --http2');
	is(curl('--http1.1'), '1.1 200', 'HTTP/1.1 as before');
}

// As certbot and others do it: written beside, then renamed.
function install(files, pair) {
	for (const part of ['key', 'cert']) {
		copyFileSync(pair[part], `${files[part]}.new`);
		renameSync(`${files[part]}.new`, files[part]);
	}
}

const workers = (s) => descendants(s.pid).filter((p) =>
	p.args.includes('nginx: worker')).map((p) => p.pid);
const master = (s) => descendants(s.pid).find((p) =>
	p.args.includes('nginx: master')).pid;

// Until this one is shown, and nobody is left who could show the one before:
// nginx's old processes go on for a moment.
async function becomes(s, name, old) {
	await until(async () => await shown(s) === name, `the certificate ${name}`,
		120000);
	await until(() => !workers(s).some((pid) => old.includes(pid)),
		'the old processes to end', 120000);
}

async function changes(s, files) {
	let old = workers(s);
	const nginx = master(s);
	is(await shown(s), 'one', 'the first certificate');
	install(files, two);
	s.process.child.kill('SIGHUP');
	await becomes(s, 'two', old);
	ok(true, 'SIGHUP: the new certificate is shown');
	old = workers(s);
	install(files, three);
	const begun = Date.now();
	await becomes(s, 'three', old);
	ok(true, 'a changed file: the new certificate is shown without a word, ' +
		`after ${Math.round((Date.now() - begun) / 1000)} s`);
	writeFileSync(files.key, readFileSync(one.key));
	s.process.child.kill('SIGHUP');
	await until(() => /certificate in use stays.*TLS_KEY/.test(s.log()),
		'a word about the wrong key');
	is(await shown(s), 'three', 'half a pair: the old one stays in use');
	is(await request2(s, '/api/health').then((a) => a.headers[':status']), 200,
		'  and the service goes on');
	writeFileSync(files.cert, readFileSync(one.cert));
	await until(async () => await shown(s) === 'one', 'the whole pair', 120000);
	ok(true, '  until the other half has come');
	is(s.log().match(/certificate in use stays/g).length, 1, '  said once');
	is(master(s), nginx, 'by the same nginx');
}

// To each of its processes, as a supervisor or `killall -HUP` may send it.
async function hangUps(s) {
	const name = (p) => p.args.split(' ')[0].split('/').at(-1);
	const ours = () => descendants(s.pid).filter((p) =>
		name(p).startsWith('mediasnap'));
	const before = ours();
	ok(['mediasnap-api', 'mediasnap-poller', 'mediasnap-jobs'].every((want) =>
		before.some((p) => name(p) === want)),
	`${before.length} processes of ours run`);
	for (const p of before)
		process.kill(p.pid, 'SIGHUP');
	s.process.child.kill('SIGHUP');
	for (let i = 0; i < 5; i++)
		is((await request2(s, '/api/health')).headers[':status'], 200,
			'SIGHUP to each: it answers');
	const after = new Set(ours().map((p) => p.pid));
	is(before.filter((p) => !after.has(p.pid)), [], 'and the same ones go on');
	for (const p of descendants(s.pid).filter((p) => name(p) === 'multiwatch'))
		process.kill(p.pid, 'SIGHUP');
	await until(async () => (await request2(s, '/api/health')
		.catch(() => null))?.headers[':status'] === 200, 'an answer');
	ok(s.process.code === null, 'a pool that is told to end comes back');
}

await refusals();
const files = { cert: join(store, 'used.crt'), key: join(store, 'used.key') };
install(files, one);
const s = await stack({ env: { ...PLEX, TLS_CERT: files.cert,
	TLS_KEY: files.key } });
await http2(s);
await changes(s, files);
await hangUps(s);
is(await s.stop(), 0, 'and SIGTERM still stops it');
await done();
