#!/usr/bin/env node
/*
 * A fresh Debian follows the README: its commands are taken from there, line
 * for line, and run in a system made by debootstrap, once for each release in
 * SUITES.  What is for an editor or a service manager is left out.
 * Not part of make check, for it takes many packages: make check-install.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { freePort, request, srcdir, start } from './lib/stack.mjs';
import { done, is, ok, skipAll, tmpdir, until } from './lib/tap.mjs';

const SUITES = (process.env.SUITES ?? 'bookworm trixie').split(' ');
const MIRROR = process.env.MIRROR ?? 'http://deb.debian.org/debian';
const STEP_MS = 30 * 60 * 1000, UP_MS = 15 * 60 * 1000;
const CLONES = { install: '/root/install', run: '/root/run' };
const TRUSTED = '/etc/ssl/certs/ca-certificates.crt';
// "On Debian 12 or 13, with git and make": certificates are for npm.
const GIVEN = 'git make ca-certificates';

const call = (argv, options = {}) => {
	const r = spawnSync(argv[0], argv.slice(1), { encoding: 'utf8',
		timeout: STEP_MS, maxBuffer: 1 << 28, ...options });
	return { code: r.status ?? -1, out: `${r.stdout ?? ''}${r.stderr ?? ''}` };
};

function unable() {
	if (process.getuid() !== 0)
		return 'it needs root';
	for (const tool of ['debootstrap', 'unshare', 'chroot', 'git'])
		if (call(['which', tool]).code !== 0)
			return `it needs ${tool}`;
	if (call(['unshare', '-m', '-p', '-f', 'true']).code !== 0)
		return 'namespaces are not allowed here';
	if (!existsSync(join(srcdir, '.git')))
		return 'it needs a clone, from which to clone';
	return null;
}

// What people type first in a section, without comments.
function commands(section) {
	const text = readFileSync(join(srcdir, 'README.md'), 'utf8')
		.split(/^##+ /m).find((part) => part.startsWith(`${section}\n`)) ?? '';
	return (/(?:^\t.*\n)+/m.exec(text)?.[0] ?? '').trim().split(/\n\t/)
		.map((line) => line.replace(/\s{2,}#.*/, ''));
}

/*
 * A shell line in the new system, in namespaces of its own: what it leaves
 * running ends with it.
 */
const MOUNTS = `mount --make-rprivate / && cd "$1" && mount -t proc proc proc &&
mount --rbind /dev dev && mount --rbind /sys sys && shift && exec "$@"`;
const inside = (system, where, line, env = {}) => ['unshare', '-m', '-p', '-f',
	'--kill-child', 'sh', '-c', MOUNTS, 'sh', system, 'env', '-i', 'HOME=/root',
	'LANG=C.UTF-8', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:'
	+ '/sbin:/bin', 'NODE_EXTRA_CA_CERTS=/etc/trusted.pem',
	'npm_config_cafile=/etc/trusted.pem',
	...Object.entries(env).map(([name, value]) => `${name}=${value}`),
	'chroot', system, 'sh', '-c', `cd ${where} && ${line}`];

function step(suite, what, argv) {
	const begun = Date.now(), { code, out } = call(argv);
	const seconds = Math.round((Date.now() - begun) / 1000);
	return ok(code === 0, `${suite}: ${what} # ${seconds} s`, out.slice(-3000));
}

// A minimal Debian with git, make and what this machine trusts; and clones.
function system(suite, top) {
	const root = join(top, suite);
	if (!step(suite, 'a fresh system', ['debootstrap', '--variant=minbase',
		suite, root, MIRROR]))
		return null;
	for (const file of ['/etc/resolv.conf', '/etc/hosts'])
		copyFileSync(file, join(root, file));
	writeFileSync(join(root, 'etc/trusted.pem'), existsSync(TRUSTED)
		? readFileSync(TRUSTED) : '');
	for (const clone of Object.values(CLONES))
		if (!step(suite, `a clone in ${clone}`, ['git', 'clone', '-q',
			'--no-hardlinks', resolve(srcdir), join(root, clone)]))
			return null;
	return step(suite, `with ${GIVEN}`, inside(root, '/', 'apt-get update -qq &&'
		+ ` DEBIAN_FRONTEND=noninteractive apt-get install -y -qq ${GIVEN}`))
		? root : null;
}

// It runs until it is well, serves its page, and ends when told to.
async function runs(suite, root, where, line) {
	const PORT = await freePort();
	const env = { PORT, HOST: '127.0.0.1', DATA_DIR: '/tmp/data', MIN_FREE_MB: 1,
		RUN_DIR: '/tmp/run' };
	const p = start(inside(root, where, line, env), { env: process.env,
		life: STEP_MS });
	const url = `http://127.0.0.1:${PORT}`;
	const health = await until(async () => {
		if (p.code !== null)
			throw new Error(`${suite}: ${line}: ${p.output.slice(-3000)}`);
		const r = await request(url, '/api/health').catch(() => null);
		return r?.json?.poller?.ok && r.json.jobs.ok && r.json;
	}, `${line} in ${suite}`, UP_MS);
	ok(health, `${suite}: ${line}: it is well`);
	const sessions = await until(async () => {
		const r = await request(url, '/api/sessions');
		return r.json?.length && r.json;
	}, `the demo's viewers in ${suite}`, UP_MS);
	const { status } = await request(url, '/api/capture/screenshot', {
		method: 'POST', body: { session_id: sessions[0].session_id,
			timestamp_seconds: 2 } });
	is([status, (await request(url, '/')).status], [200, 200],
		'  it takes a screenshot, and serves the app');
	await p.stop('SIGKILL');
}

// Each section by itself, as somebody reads it.
async function follows(suite, top) {
	const root = system(suite, top);
	if (!root)
		return;
	for (const line of [...commands('Installing'), ...commands('At boot')])
		if (/systemctl|EDITOR/.test(line))
			ok(true, `${suite}: ${line} # SKIP nobody edits, no systemd runs`);
		else if (!step(suite, line, inside(root, CLONES.install, line)))
			return;
	await runs(suite, root, '/', 'mediasnap');
	await runs(suite, root, CLONES.run, 'make run');
}

const why = unable();
if (why)
	await skipAll(`a fresh Debian cannot be made here: ${why}`);
ok(commands('Try it').includes('make run')
	&& commands('Installing').includes('make install'),
'the README says what to type');
const top = tmpdir();
for (const suite of SUITES)
	await follows(suite, top);
await done();
