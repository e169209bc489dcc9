#!/usr/bin/env node
// Behind each reverse proxy that is installed, with the configuration that the
// README gives: at the top and below a path, the app is opened, a screenshot
// made and shown in the gallery, a clip played from its middle.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ready, where } from './lib/films.mjs';
import { fakePlex } from './lib/plex.mjs';
import { cleanEnv, freePort, request, srcdir, stack, start } from './lib/stack.mjs';
import { done, is, like, ok, tmpdir, until } from './lib/tap.mjs';
import { answer, button, card, launch, open, sound } from './browser/page.mjs';

const NAME = 'snap.example.org';
const FILM = 'h264-aac.mkv';
const PATHS = ['/', '/mediasnap/'];
// A name of the home network is listed nowhere: it works if Host is passed on.
const NAMES = { '/': NAME, '/mediasnap/': 'snap.lan' };
const readme = readFileSync(join(srcdir, 'README.md'), 'utf8');
const [section] = /\n## Behind a reverse proxy\n[^]*?(?=\n## )/.exec(readme);

// The code under its heading, less one tab; below a path, the line that is
// commented takes the place of the next.
function written(proxy, path) {
	const [, part] = new RegExp(`\n### ${proxy}\n([^]*?)(?=\n### |$)`)
		.exec(section);
	const code = part.split('\n').filter((line) => /^(\t|$)/.test(line))
		.map((line) => line.slice(1)).join('\n');
	const below = /^(\s*)# Below a path: (.*)\n.*$/gm;
	is(code.match(below)?.length, 1, `${proxy}: one line differs below a path`);
	return path === '/' ? code : code.replace(below, '$1$2');
}

// What a test adds: other addresses, folders, and no part of the system's.
const as = process.getuid() ? '' : 'user root;';
const modules = '/usr/lib/apache2/modules';
const PROXIES = {
	nginx: {
		program: 'nginx',
		listen: (code, port) => code.replace('listen 80;',
			`listen 127.0.0.1:${port};`),
		around: (code, dir) => `${as} daemon off; pid "${dir}/pid"; events { }
			http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'scgi',
		'uwsgi'].map((kind) => `${kind}_temp_path "${dir}/${kind}";`).join(' ')}
			${code} }`,
		argv: (file, dir) => ['nginx', '-p', dir, '-e', 'stderr', '-c', file],
	},
	Caddy: {
		program: 'caddy',
		listen: (code, port) => code.replace(NAME, `http://${NAME}:${port}`),
		around: (code) => `{\n\tadmin off\n\tdefault_bind 127.0.0.1\n}\n${code}`,
		argv: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
	},
	Apache: {
		program: 'apache2',
		listen: (code, port) => `Listen 127.0.0.1:${port}\n` +
			code.replace('*:80', `127.0.0.1:${port}`),
		around: (code, dir) => ['mpm_event', 'authz_core', 'proxy', 'proxy_http']
			.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`)
			.concat(`ServerRoot "${dir}"`, `PidFile "${dir}/pid"`,
				`DefaultRuntimeDir "${dir}"`, `ErrorLog "${dir}/log"`,
				'User www-data', 'Group www-data', 'ServerName localhost', code)
			.join('\n'),
		argv: (file) => ['apache2', '-D', 'FOREGROUND', '-f', file],
	},
	HAProxy: {
		program: 'haproxy',
		listen: (code, port) => code.replace('bind :80', `bind 127.0.0.1:${port}`),
		around: (code) => `${code}\n`,
		argv: (file) => ['haproxy', '-db', '-f', file],
	},
};
const installed = (program) => [...process.env.PATH.split(delimiter), '/usr/sbin']
	.some((dir) => existsSync(join(dir, program)));

async function proxied({ program, listen, around, argv }, code, s, name = NAME) {
	const dir = tmpdir(), file = join(dir, 'conf'), port = await freePort();
	writeFileSync(file, around(listen(code, port), dir)
		.replaceAll('127.0.0.1:8787', `127.0.0.1:${s.port}`)
		.replaceAll(NAME, name));
	const p = start(argv(file, dir), { cwd: dir, env: cleanEnv({ HOME: dir,
		PATH: `${process.env.PATH}:/usr/sbin` }) });
	await until(() => {
		if (p.code !== null)
			throw new Error(`${program} ended: ${p.output}`);
		return request(`http://127.0.0.1:${port}`, '/', { headers: { host: name } })
			.then(() => true, () => false);
	}, `${program} to listen`);
	return { ...p, url: `http://${name}:${port}`, port };
}

const plex = await fakePlex();
await ready(FILM);
plex.play({ title: 'Heat', file: where(FILM), duration: 15000, offset: 6000,
	state: 'paused' });
const browser = await launch(`--host-resolver-rules=${Object.values(NAMES)
	.map((name) => `MAP ${name} 127.0.0.1`)}`);
const env = { PLEX_URL: plex.url, PLEX_TOKEN: 'plex-secret' };
const stacks = new Map();
for (const path of PATHS) {
	const s = await stack({ env: { ...env, BASE_PATH: path,
		ALLOWED_HOSTS: path === '/' ? NAME : '' } });
	await until(async () => (await s.sessions()).length, 'a session');
	const clip = await s.post('/api/capture/clip', { session_id: 'plex-s42',
		start_seconds: 0, end_seconds: 8 });
	stacks.set(path, { s, clip: await s.settled(clip.json.id) });
}

// Runs in the page: a film is shown from a moment in its middle.
async function seek(url) {
	const video = document.createElement('video');
	const event = (name) => new Promise((go, fail) => {
		video.addEventListener(name, go, { once: true });
		video.addEventListener('error', () => fail(video.error), { once: true });
	});
	const known = event('loadedmetadata');
	video.src = url;
	await known;
	const there = event('seeked');
	video.currentTime = video.duration / 2;
	await there;
	const part = await fetch(url, { headers: { Range: 'bytes=100-199' } });
	return { at: video.currentTime / video.duration, status: part.status,
		range: part.headers.get('content-range').replace(/\/.*/, ''),
		bytes: (await part.arrayBuffer()).byteLength };
}

async function walk(name, p, path, clip) {
	const page = await open(browser, p.url + path.replace(/(.)\/$/, '$1'));
	is(page.url(), p.url + path, `${name}: it opens, with and without its slash`);
	await card(page, /Heat/).waitFor();
	const made = answer(page, 'POST', /\/api\/capture\/screenshot$/);
	await button(card(page, /Heat/), 'Screenshot').click();
	const shot = await (await made).json();
	await page.getByText('Screenshot saved').first().waitFor();
	ok(shot.file_url.startsWith(`${path}captures/`), `${name}: a screenshot`);
	await page.goto(`${p.url}${path}gallery`);
	await page.waitForFunction((id) => [...document.images].some((image) =>
		image.src.includes(id) && image.naturalWidth > 0), shot.id);
	ok(true, `${name}: the gallery shows it`);
	const seen = await page.evaluate(seek, clip.file_url);
	is({ ...seen, at: seen.at.toFixed(1) }, { at: '0.5', status: 206,
		range: 'bytes 100-199', bytes: 100 }, `${name}: a clip from its middle`);
	await sound(page, name);
	await page.context().close();
}

for (const [proxy, how] of Object.entries(PROXIES))
	for (const path of PATHS) {
		const code = written(proxy, path), name = `${proxy} at ${path}`;
		if (!installed(how.program)) {
			ok(true, `${name} # SKIP ${how.program} is not installed`);
			continue;
		}
		const { s, clip } = stacks.get(path);
		const p = await proxied(how, code, s, NAMES[path]);
		await walk(name, p, path, clip);
		await p.stop();
	}
for (const path of PATHS) {
	like(written('Traefik', path), path === '/' ? /^ +rule: Host\(`[^`]+`\)$/m
		: /^ +rule: Host\(`[^`]+`\) && PathPrefix\(`\/mediasnap`\)$/m,
	`Traefik at ${path}: a rule`);
	ok(true, `Traefik at ${path} # SKIP Debian does not package it`);
}

// One that puts its own name into Host, over plain HTTP: a refusal says what
// to change, in the proxy or here.
const bare = await stack({ env });
const p = await proxied(PROXIES.nginx, written('nginx', '/')
	.replace(/.*proxy_set_header Host.*\n/, ''), bare);
const page = await open(browser, p.url, { away: true });
await card(page, /Heat/).waitFor();
await button(card(page, /Heat/), 'Screenshot').click();
const why = await page.getByText(/a page of another site/i).first().innerText();
ok(why.includes(`${NAME}:${p.port}`) && why.includes(`127.0.0.1:${bare.port}`) &&
	/proxy_set_header Host \$http_host;/.test(why) &&
	why.includes(`ALLOWED_HOSTS=${NAME} `), 'a proxy that replaces Host: ' + why);
await done();
