// Medians, rounds of runs side by side, wrk, and the table at the end.
import { execFile, spawn } from 'node:child_process';
import { cpus, loadavg } from 'node:os';
import { promisify } from 'node:util';

export const at = (values, share) => {
	const v = [...values].sort((a, b) => a - b);
	return v[Math.min(v.length - 1, Math.floor(share * v.length))];
};
export const median = (values) => at(values, 0.5);

export async function ms(fn) {
	const begin = process.hrtime.bigint();
	await fn();
	return Number(process.hrtime.bigint() - begin) / 1e6;
}

// One of each in turn, so that what else the machine does meets all alike;
// the first round warms up.  Returns a list of values for each.
export async function rounds(count, ...fns) {
	const values = fns.map(() => []);
	for (let n = 0; n <= count; n++)
		for (const [i, fn] of fns.entries()) {
			const value = await fn(n);
			if (n)
				values[i].push(value);
		}
	return values;
}

export const ratio = (ours, theirs) =>
	median(ours.map((value, i) => value / theirs[i]));

export function command(program, ...args) {
	return new Promise((done, fail) => {
		const child = spawn(program, args,
			{ stdio: ['ignore', 'ignore', 'inherit'] });
		child.once('error', fail);
		child.once('close', (code) => code === 0 ? done()
			: fail(new Error(`${program}: exit ${code}`)));
	});
}

// Requests a second, with sixteen connections.
export async function rate(url, seconds = 2) {
	const { stdout } = await promisify(execFile)('wrk', ['-t2', '-c16',
		`-d${seconds}s`, url]);
	const failed = /Non-2xx[^\n]*|Socket errors[^\n]*/.exec(stdout);
	if (failed)
		throw new Error(`${url}: ${failed[0]}`);
	return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]);
}

const rows = [];

// want: { most } or { least }, of the value in the last column.
export function row(what, ours, against, value, want) {
	rows.push({ what, ours, against, value, want });
	console.error(`# ${what}: ${ours} against ${against}: ${value}`);
}

const reached = ({ value, want }) => !want ? '' :
	(want.most === undefined || parseFloat(value) <= want.most) &&
	(want.least === undefined || parseFloat(value) >= want.least) ? 'yes'
	: 'NO';
const wanted = ({ want }) => !want ? '' : want.most !== undefined
	? `≤ ${want.most}` : `≥ ${want.least}`;

export function table() {
	const head = ['what', 'MediaSnap', 'against', 'result', 'wanted', ''];
	const lines = rows.map((r) => [r.what, r.ours, r.against, r.value,
		wanted(r), reached(r)].map(String));
	const width = head.map((_, i) => Math.max(...[head, ...lines]
		.map((line) => line[i].length)));
	const show = (cells) => console.log(`| ${cells.map((cell, i) =>
		cell.padEnd(width[i])).join(' | ')} |`);
	show(head);
	show(width.map((n) => '-'.repeat(n)));
	lines.forEach(show);
	console.log(`\n${cpus().length} cores (${cpus()[0].model}); load ${
		loadavg()[0].toFixed(1)} at the end; Node ${process.version}`);
}

export const n1 = (v) => v.toFixed(1);
export const n2 = (v) => v.toFixed(2);
