#!/usr/bin/env node
// The image, without an engine: what its Dockerfile names is there, what its
// programs need is installed, and its entry point works over a read-only tree.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync,
	realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builddir as build, freePort, srcdir as top, start }
	from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';

const entrypoint = join(top, 'docker/entrypoint');
const programs = ['mediasnap', 'mediasnap-api', 'mediasnap-poller',
	'mediasnap-jobs', 'mediasnap-demo'].map((name) => join(build, name));

function sh(command, ...args) {
	const r = spawnSync(command, args, { encoding: 'utf8',
		maxBuffer: 1 << 26 });
	return { code: r.status, out: r.stdout ?? '', err: r.stderr ?? '' };
}

// The Dockerfile as a list of stages, each a list of [word, rest].
function stages(text) {
	const found = [];
	for (const line of text.replace(/\\\n/g, ' ').split('\n')) {
		const m = /^([A-Z]+)\s+(.*)$/.exec(line);
		if (m?.[1] === 'FROM')
			found.push([]);
		if (m && found.length)
			found.at(-1).push([m[1], m[2].trim()]);
	}
	return found;
}

const dockerfile = stages(readFileSync(join(top, 'docker/Dockerfile'),
	'utf8'));
const every = dockerfile.flat();
const last = dockerfile.at(-1);
const word = (stage, name) => stage.filter(([w]) => w === name)
	.map(([, rest]) => rest);

is(dockerfile.length, 3, 'three stages');
ok(!word(every, 'RUN').some((s) => /\bapt(-get)? \w/.test(s)),
	'it names no package itself');
const copied = word(every, 'COPY').filter((s) => !s.startsWith('--from'))
	.flatMap((s) => s.split(/\s+/).slice(0, -1));
for (const file of new Set(copied))
	ok(existsSync(join(top, file)), `what it copies is there: ${file}`);
const set = (stage) => /bootstrap --packages ([a-z ]+)/
	.exec(word(stage, 'RUN').join('\n'))?.[1].trim();
is(set(dockerfile[1]), 'run build', 'the build stage has what a build needs');
is(set(last), 'run', 'the last stage has what running needs, and no more');
like(word(last, 'HEALTHCHECK')[0], /CMD \["mediasnap", "healthcheck"\]$/,
	'its health is asked without curl');
is(word(last, 'STOPSIGNAL'), ['SIGTERM'], 'it is stopped as by hand');
is(word(last, 'ENTRYPOINT'), ['["mediasnap-entrypoint"]'], 'its entry point');
ok(word(last, 'COPY').some((s) =>
	s === 'docker/entrypoint /usr/bin/mediasnap-entrypoint'),
'  is the one tested here');
ok(statSync(entrypoint).mode & 0o111, '  and may be run');
const makefile = readFileSync(join(top, 'Makefile.am'), 'utf8');
for (const [, target] of word(dockerfile[1], 'RUN').join(' ')
	.matchAll(/\bmake ([a-z-]+)/g))
	ok(target === 'install' || makefile.includes(`\n${target}:`),
		`make ${target} exists`);

// Packages: those of the list, what they depend on, what every system has.
const packages = new Map();
const provided = new Map();
for (const line of sh('dpkg-query', '-W', '-f',
	'${Package}\\t${Priority}\\t${Essential}\\t${Provides}\\t${Pre-Depends},'
	+ ' ${Depends}\\n').out.split('\n')) {
	const [name, priority, essential, provides, needs] = line.split('\t');
	const names = (list) => (list ?? '').split(/[,|]/)
		.map((s) => s.trim().split(/[ :(]/)[0]).filter(Boolean);
	packages.set(name, { needs: names(needs),
		base: essential === 'yes' || priority === 'required' });
	for (const other of names(provides))
		provided.set(other, name);
}

function closure(names) {
	const have = new Set();
	const queue = [...names];
	while (queue.length) {
		const name = queue.pop();
		const real = packages.has(name) ? name : provided.get(name);
		if (!real || have.has(real))
			continue;
		have.add(real);
		queue.push(...packages.get(real).needs);
	}
	return have;
}

// A file as it may be known to dpkg: / and /usr are one, its list is older.
function names(file) {
	const real = realpathSync(file);
	return [real, real.replace(/^\/usr\//, '/'), file];
}

// Which package each of these files came with.
function owners(files) {
	const said = sh('dpkg', '-S', ...new Set(files.flatMap(names))).out;
	const of = new Map([...said.matchAll(/^([^:,\s]+)(?::\w+)?: (\/\S+)$/gm)]
		.map(([, owner, path]) => [path, owner]));
	return files.map((file) => [file, names(file).map((n) => of.get(n))
		.find(Boolean) ?? 'nobody']);
}

function listed(...sets) {
	return sh(join(top, 'bootstrap'), '--list', ...sets).out.trim()
		.split(/\s+/);
}

if (sh('dpkg', '--version').code === 0) {
	const base = [...packages].filter(([, p]) => p.base).map(([n]) => n);
	const have = closure([...listed('run'), ...base]);
	const missing = (files) => owners(files).filter(([, owner]) =>
		!have.has(owner)).map(([file, owner]) => `${file}: ${owner}`);
	const libraries = new Set();

	for (const program of programs) {
		const r = sh('ldd', program);
		is(r.code, 0, `ldd ${program.split('/').pop()}`);
		for (const [, path] of r.out.matchAll(/=> (\/\S+)/g))
			if (!/lib(a|ub)san/.test(path))
				libraries.add(path);
	}
	ok(libraries.size > 10, 'the programs need libraries');
	is(missing([...libraries]), [], 'all of them are installed to run');
	const http = listed('run').find((name) => name.includes('microhttpd'));
	ok(packages.has(http) && !closure(base).has(http),
		'a library that is not listed would be found out');
	const tools = ['nginx', 'ffmpeg', 'ffprobe', 'spawn-fcgi', 'multiwatch',
		'setpriv', 'find', 'paste', 'stat'];
	is(missing(tools.map((t) => sh('sh', '-c', `command -v ${t}`).out.trim())),
		[], 'and so are the tools');
	for (const name of listed('run', 'build'))
		ok(packages.has(name), `${name} is a package`);
} else {
	ok(true, 'the packages # SKIP not Debian');
}

// compose.yaml, as far as can be said without a parser.
const compose = readFileSync(join(top, 'docker/compose.yaml'), 'utf8');
for (const part of ['nginx', 'api', 'poller', 'jobs'])
	ok(compose.includes(`\n  ${part}:\n`)
		&& compose.includes(`command: [mediasnap, run, ${part}]`),
	`compose runs ${part}`);
ok(compose.includes('\n  mediasnap:\n') && /MEDIA_MOUNT.*:ro$/m.test(compose)
	&& /read_only: true/.test(compose), 'and one for all; media read-only');
const conf = readFileSync(join(top, 'src/base/conf.c'), 'utf8');
const settings = [...conf.matchAll(
	/^\t\{ "([A-Z_]+)",\s*(?:NULL|"[^"]*"|[A-Z]+),\s*AT\(\w+\), (\w+)/gm)]
	.map(([, name, kind]) => ({ name, secret: kind === 'SECRET' }))
	.filter(({ name }) => !name.startsWith('MEDIASNAP_'));
const passed = new Map([...compose.matchAll(/^ {4}([A-Z_]+): (.*)$/gm)]
	.map(([, name, value]) => [name, value]));
const FIXED = ['DATA_DIR', 'RUN_DIR', 'HOST', 'PORT'];
ok(settings.length > 20, 'the variables of the code are found');
for (const { name, secret } of settings) {
	ok(FIXED.includes(name) ? passed.has(name)
		: passed.get(name) === `\${${name}:-}`, `compose passes ${name}`);
	if (secret)
		ok(passed.has(`${name}_FILE`), '  and its file');
}
for (const name of passed.keys())
	ok(['PUID', 'PGID', 'UMASK', 'TZ', 'GPU'].includes(name)
		|| settings.some((s) => s.name === name.replace(/_FILE$/, '')),
	`${name} is a variable of ours`);
ok(/^ {4}- \$\{DATA_DIR:-\.\/data\}:\/data$/m.test(compose),
	'data lies in ./data unless DATA_DIR names another folder');
is(compose.match(/\$\{HOST:-0\.0\.0\.0\}:\$\{PORT:-8787\}:8787/g)?.length, 2,
	'HOST and PORT are those of the machine');
ok(!/^(name|version):/m.test(compose), 'it needs no particular Compose');
const handed = /^secrets='([A-Z_ ]+)'$/m.exec(readFileSync(entrypoint,
	'utf8'))?.[1].split(' ') ?? [];
is(settings.filter(({ secret }) => secret).map(({ name }) => `${name}_FILE`)
	.filter((name) => !handed.includes(name)), [],
'the entry point hands over every secret');

// The entry point, in a mount namespace whose root is read-only.
const root = process.getuid?.() === 0
	&& sh('unshare', '-m', 'true').code === 0;
const dir = tmpdir();
let uid = 47000;

function folder(name, owned) {
	const path = join(dir, name);
	mkdirSync(path, { mode: 0o755 });
	chownSync(path, owned, owned);
	return path;
}

// user: what --user would say; null: root, with PUID and PGID.
function contained(user, env, command, readonly = [], limits = []) {
	const script = [
		'set -e',
		`mount --bind "${dir}" "${dir}"`,
		`mkdir "${dir}/top" "${dir}/build" 2>/dev/null || true`,
		`mount --bind "${top}" "${dir}/top"`,
		`mount -o remount,bind,ro "${dir}/top"`,
		`mount --bind "${build}" "${dir}/build"`,
		`mount -o remount,bind,ro "${dir}/build"`,
		...readonly.map((p) => `mount --bind "${p}" "${p}";`
			+ ` mount -o remount,bind,ro "${p}"`),
		'mount -o remount,bind,ro /',
		`cd "${dir}"`,
		'exec "$@"',
	].join('\n');
	const args = ['-m', 'sh', '-c', script, 'sh', ...(user === null ? []
		: ['setpriv', '--reuid', `${user}`, '--regid', `${user}`,
			'--clear-groups', '--']), ...limits,
	`${dir}/top/docker/entrypoint`, ...command];
	return [args, { PATH: process.env.PATH, ...env }];
}

function enter(...how) {
	const [args, env] = contained(...how);
	const r = spawnSync('unshare', args, { env, encoding: 'utf8',
		timeout: 30000 });
	return { code: r.status, out: r.stdout, err: r.stderr };
}

// As compose has it: services of one image that meet in two volumes.
async function services(name, user, env, commands) {
	const settings = { DATA_DIR: folder(`data-${name}`, user ?? 0),
		RUN_DIR: folder(`run-${name}`, user ?? 0), HOST: '127.0.0.1',
		PORT: `${await freePort()}`, MIN_FREE_MB: '0', API_WORKERS: '1',
		SLOW_WORKERS: '1', ...env,
		// Nothing answers there: the rest must run all the same.
		PLEX_URL: 'http://127.0.0.1:9', PLEX_TOKEN: 't',
		MEDIASNAP_LIBEXEC_DIR: `${dir}/build`,
		MEDIASNAP_SHARE_DIR: `${dir}/top` };
	const inside = (command) => contained(user, settings, command);
	const running = commands.map((words) => {
		const [args, full] = inside([`${dir}/build/mediasnap`, ...words]);
		return start(['unshare', ...args], { env: full });
	});
	const said = () => running.map((p) => p.output).join('');
	const [ask, full] = inside([`${dir}/build/mediasnap`, 'healthcheck']);
	const health = () => {
		const r = spawnSync('unshare', ask, { env: full, encoding: 'utf8' });
		return r.status === 0 ? JSON.parse(r.stdout) : null;
	};
	const up = await until(() => {
		if (running.some((p) => p.code !== null))
			throw new Error(said());
		const h = /is ready/.test(said()) && health();
		return h && h.poller.ok && h.jobs.ok && h;
	}, `${name} to be well`, 60000);
	ok(up, `${name}: runs over a read-only tree, and is healthy`);
	const mine = `${user ?? env.PUID}`;
	const db = statSync(`${settings.DATA_DIR}/mediasnap.db`);
	is([`${db.uid}`, (db.mode & 0o777).toString(8)], [mine, '600'],
		`${name}: the data is its user's, and nobody else's`);
	ok(!/connect\(\) |\[crit\]/.test(said()),
		`${name}: nginx waited for the workers`, said());
	const daemons = sh('ps', '-eo', 'uid=,args=').out.split('\n')
		.filter((l) => l.includes(`${dir}/build/mediasnap-`));
	ok(daemons.length >= 4 && daemons.every((l) =>
		l.trim().startsWith(`${mine} `)), `${name}: so are its processes`,
	daemons.join('\n'));
	is(await Promise.all(running.map((p) => p.stop())),
		running.map(() => 0), `${name}: SIGTERM ends it`);
}

if (root) {
	chmodSync(dir, 0o755);
	const show = ['sh', '-c', 'id -u; id -g; umask; id -G'];
	const old = folder('old', 0);
	mkdirSync(join(old, 'captures'), { mode: 0o700 });
	writeFileSync(join(old, 'captures/a.jpg'), 'a');
	writeFileSync(join(dir, 'outside'), 'o');
	sh('ln', '-s', join(dir, 'outside'), join(old, 'link'));
	const env = { DATA_DIR: old, RUN_DIR: folder('run', 0), PUID: '47011',
		PGID: '47012', UMASK: '027' };
	let r = enter(null, env, show);
	is([r.code, r.out], [0, '47011\n47012\n0027\n47012\n'],
		'root becomes PUID and PGID, with UMASK');
	like(r.err, /^mediasnap: giving what root owns in \S+old to 47011:47012$/m,
		'it says what it gives away');
	is(statSync(join(old, 'captures/a.jpg')).uid, 47011,
		'what an older image left is given');
	is(statSync(join(dir, 'outside')).uid, 0,
		'and nothing that a link points to');
	is(enter(null, env, show).err, '', 'the second time there is nothing');

	const locked = folder('locked', 0);
	writeFileSync(join(locked, 'mediasnap.db'), '');
	r = enter(null, { ...env, DATA_DIR: locked }, show, [],
		['setpriv', '--bounding-set', '-chown', '--']);
	is(r.code, 1, 'what cannot be given away ends it');
	like(r.err, /cannot be given away.*chown -R 47011:47012/, '  in one line');
	for (const user of [null, 47013]) {
		r = enter(user, { ...env, DATA_DIR: locked }, show, [locked]);
		is([r.code, /locked is mounted read-only.*mount it writable/
			.test(r.err), /chown/.test(r.err)], [1, true, false],
		'over a read-only mount it speaks of the mount');
	}
	r = enter(++uid, { DATA_DIR: locked }, show);
	is(r.code, 1, 'another user over root\'s data ends');
	like(r.err, /^mediasnap: .*belongs to 0:0.*chown -R 47001:47001 \S+\n$/,
		'  in one line that says what to do');
	// Secrets as people make them: root's, 0600.  Twice: it starts again.
	const secret = join(dir, 'token');
	writeFileSync(secret, 'hush\n', { mode: 0o600 });
	const read = ['sh', '-c', 'cat "$PLEX_TOKEN_FILE" "$TLS_KEY"; stat -c '
		+ '"%a %u" "$PLEX_TOKEN_FILE" "${PLEX_TOKEN_FILE%/*}"'];
	for (const time of ['first', 'second']) {
		r = enter(null, { ...env, PLEX_TOKEN_FILE: secret,
			TLS_KEY: secret, JELLYFIN_API_KEY_FILE: '/dev/null' }, read);
		is([r.code, r.out], [0, 'hush\nhush\n600 47011\n700 47011\n'],
			`a secret of root's is read, the ${time} time`, r.err);
	}
	chmodSync(secret, 0o644);
	is(enter(null, { ...env, PLEX_TOKEN_FILE: secret }, ['sh', '-c',
		'echo "$PLEX_TOKEN_FILE"']).out, `${secret}\n`,
	'one that the user can read stays where it is');
	const open = folder('open', 0);
	chmodSync(open, 0o1777);
	enter(null, { ...env, DATA_DIR: open }, show);
	is([(statSync(open).mode & 0o7777).toString(8), statSync(open).uid],
		['755', 47011], 'the data folder is not left open to everybody');
	const own = folder('own', uid);
	r = enter(uid, { DATA_DIR: own, UMASK: '077' }, show);
	is([r.code, r.out], [0, `${uid}\n${uid}\n0077\n${uid}\n`],
		'another user stays that user');
	for (const [name, value] of [['PUID', 'me'], ['PGID', '-1'],
		['UMASK', '9'], ['UMASK', '22']]) {
		r = enter(null, { ...env, [name]: value }, show);
		is([r.code, r.err.split('"')[0]], [1, `mediasnap: ${name}: `],
			`${name}=${value} is refused by name`);
	}
	await services('user', uid, {}, [[]]);
	await services('puid', null, { PUID: '47021', PGID: '47021' }, [[]]);
	await services('services', null, { PUID: '47031', PGID: '47031' },
		['nginx', 'api', 'poller', 'jobs'].map((part) => ['run', part]));
} else {
	ok(true, 'the entry point # SKIP it needs root and unshare');
}
await done();
