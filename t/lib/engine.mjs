/*
 * A container engine, docker or podman, whichever runs here: images and
 * containers of ours, removed at the end.  CONTAINER_ENGINE names one.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { srcdir } from './stack.mjs';
import { cleanup, until } from './tap.mjs';

const ENGINES = [process.env.CONTAINER_ENGINE, 'docker', 'podman']
	.filter(Boolean);
const CALL_MS = 60 * 1000, BUILD_MS = 20 * 60 * 1000;

export function call(command, args, { timeout = CALL_MS, input } = {}) {
	const r = spawnSync(command, args, { encoding: 'utf8', timeout, input,
		maxBuffer: 1 << 26 });
	return { code: r.status, out: (r.stdout ?? '').trim(),
		err: (r.stderr ?? r.error?.message ?? '').trim() };
}

// Of the first that answers; else why none does.
function find() {
	const why = [];
	for (const name of ENGINES) {
		const r = call(name, ['version']);
		if (r.code === 0)
			return { name };
		why.push(`${name}: ${r.err.split('\n').at(-1)}`);
	}
	return { why: why.join('; ') };
}

export const { name: engine, why: noEngine } = find();
const isPodman = engine && /podman/i.test(call(engine, ['--version']).out);

export const ask = (...args) => call(engine, args);

// podman's own format of images has no health checks.
export function build(tag, base) {
	return call(engine, ['build', '--network', 'host',
		...(isPodman ? ['--format', 'docker'] : []),
		'--build-arg', `DEBIAN=${base}`, '-f', 'docker/Dockerfile',
		'-t', tag, srcdir], { timeout: BUILD_MS });
}

// Compose, whichever speaks to that engine; null: none does.
function findCompose() {
	const reached = !isPodman || process.env.DOCKER_HOST;
	const all = [...(engine ? [[engine, 'compose']] : []),
		...(engine && reached ? [['docker-compose']] : [])];
	return all.find(([command, ...words]) =>
		call(command, [...words, 'version']).code === 0) ?? null;
}

export const compose = findCompose();

let count = 0;

/*
 * compose.yaml and its .env in a folder, with an image that is built already.
 * The project is removed at the end.
 */
export function composed(dir, ...words) {
	const [command, ...first] = compose;
	const project = `mediasnap-check-${process.pid}-${++count}`;
	const run = (...rest) => call(command, [...first, '-p', project, '-f',
		join(dir, 'compose.yaml'), '--project-directory', dir, ...rest],
	{ timeout: 2 * CALL_MS });
	const down = () => run('down', '-v', '-t', '5');
	cleanup(down);
	return { ...run('up', '-d', '--no-build', ...words), down,
		get log() { return run('logs', '--no-color').out; } };
}

/*
 * What compose.yaml gives each service, and the rest of a command line: the
 * host's network, so that stand-ins of media servers are reached.
 */
export function container(image, options, command = []) {
	const name = `mediasnap-check-${process.pid}-${++count}`;
	const made = call(engine, ['run', '-d', '--name', name,
		'--network', 'host', '--read-only', '--tmpfs', '/tmp',
		'--cap-drop', 'ALL', '--security-opt', 'no-new-privileges',
		...options, image, ...command]);
	// Docker kills, and knows no -t; podman would wait.
	cleanup(() => ask('rm', '-f', '-v', ...(isPodman ? ['-t', '0'] : []),
		name));
	if (made.code)
		throw new Error(`${engine} run: ${made.err}`);
	const self = {
		name,
		get log() {
			const r = ask('logs', name);
			return `${r.out}\n${r.err}`;
		},
		inspect: (what) => ask('inspect', '-f', `{{${what}}}`, name).out,
		inside: (...words) => ask('exec', name, ...words),
		stop: () => ask('stop', '-t', '10', name),
	};
	self.pid = () => Number(self.inspect('.State.Pid'));
	self.ended = async () => {
		await until(() => self.inspect('.State.Running') === 'false',
			`${name} to end`, CALL_MS);
		return Number(self.inspect('.State.ExitCode'));
	};
	return self;
}

export const ROOT = ['--cap-add', 'CHOWN', '--cap-add', 'SETGID',
	'--cap-add', 'SETUID'];
