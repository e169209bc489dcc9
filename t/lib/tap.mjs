// The few lines of TAP that the whole-program tests need, and their folder.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir as systemTmp } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, inspect } from 'node:util';

let count = 0;
let failed = 0;
const cleanups = [];
const witnesses = [];

export function ok(pass, name, detail) {
	console.log(`${pass ? '' : 'not '}ok ${++count} - ${name}`);
	if (!pass) {
		failed++;
		if (detail !== undefined)
			console.log(String(detail).replace(/^/gm, '# '));
	}
	return !!pass;
}

export const is = (got, want, name) => ok(isDeepStrictEqual(got, want), name,
	`got:  ${inspect(got)}\nwant: ${inspect(want)}`);

export const like = (got, pattern, name) => ok(pattern.test(got), name,
	`got:  ${inspect(got)}\nwant: ${pattern}`);

// Runs when the test ends, last added first; may be asynchronous.
export const cleanup = (fn) => cleanups.push(fn);

// Asked when the test ends by an exception: what could be seen at that time.
export const witness = (fn) => witnesses.push(fn);

export function tmpdir() {
	const dir = mkdtempSync(join(systemTmp(), 'mediasnap-t-'));
	cleanup(() => rmSync(dir, { recursive: true, force: true }));
	return dir;
}

export async function finish(code) {
	while (cleanups.length)
		await cleanups.pop()();
	process.exit(code);
}

export async function done() {
	console.log(`1..${count}`);
	await finish(failed ? 1 : 0);
}

export async function skipAll(reason) {
	console.log(`1..0 # SKIP ${reason}`);
	await finish(0);
}

async function bail(error) {
	console.log(`not ok ${++count} - ends without an exception`);
	console.log(String(error?.stack ?? error).replace(/^/gm, '# '));
	for (const seen of witnesses)
		console.log(String(await seen()).replace(/^/gm, '# '));
	console.log(`1..${count}`);
	await finish(1);
}
process.on('uncaughtException', bail);
process.on('unhandledRejection', bail);
for (const signal of ['SIGINT', 'SIGTERM'])
	process.on(signal, () => finish(99));

// Asks until the answer is true, or gives up: an event, never a guess.
export async function until(fn, what, ms = 60000) {
	const end = Date.now() + ms;
	for (;;) {
		const value = await fn();
		if (value)
			return value;
		if (Date.now() > end)
			throw new Error(`gave up waiting for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
